/**
 * What is said to a model in a question and hardly ever in a document: to set aside or to repeat what stands above, to begin an answer
 * with given words, to believe in an office. English and some German, French and Spanish; other languages are the business of
 * `filters/injection/signals/languages/phrases.ts`.
 */
import { gap, pattern } from '../injection/signals/signal.ts';
import type { Sighting } from './evidence.ts';

const RENDER =
  '(?:print|format|repeat|convert|explain|translate|spell-? ?check|output|show|write|rewrite|summari[sz]e|reply (?:back )?with|compose|encode|describe|list|recite|return|give me|tell me|read out)';
const TOLD = '(?:instructions?|prompts?|commands?|rules|directions|directives|guidelines|system message)';

export const PROMPTING: readonly (Sighting & { readonly pattern: RegExp })[] = [
  {
    signal: 'prompting-set-aside-above',
    kind: 'override',
    weight: 0.65,
    pattern: pattern(
      '\\b(?:ignore|disregard|forget|igmre|ignorier\\w{0,3}|vergiss|oublie[sz]?|olvida|ignora) (?:(?:sie|the|all|of|das|die|tout|toutes|todo|lo|les?) ){0,3}(?:above|obige\\w?|obenstehende\\w?|what i (?:said|wrote)|previous|prior|context|zuvor|bisher\\w{0,3}|precede\\w{0,5}|anterior\\w{0,3})\\b',
    ),
  },
  {
    signal: 'prompting-repeat-above',
    kind: 'secrets',
    weight: 0.6,
    pattern: pattern(
      `\\b${RENDER} (?:[a-z]{1,12} ){0,6}(?:(?:above|prior|previous|preceding|initial|original|additional|hidden|secret|your) (?:[a-z]{2,12} ){0,2}${TOLD}|your prompt|${TOLD} (?:above|so far|in (?:the )?prompt|you (?:were|have been|got)))\\b`,
      `|\\b${RENDER} (?:[a-z]{1,12} ){0,6}(?:the )?(?:words|text|messages?) above\\b`,
    ),
  },
  {
    signal: 'prompting-role-token',
    kind: 'markup',
    weight: 0.65,
    pattern: pattern(
      '<\\|(?:im_start|start_header_id|system|user|assistant)\\|?>\\s?(?:system|assistant|developer|tool)?\\b|\\[/?inst\\]|<</?sys>>|</(?:system|user|context|documents?|instructions?|prompt)>',
    ),
  },
  {
    signal: 'prompting-begin-with',
    kind: 'answer',
    weight: 0.35,
    pattern: pattern('\\b(?:begin|start) (?:your|the|each) (?:reply|response|answer|message|output) with\\b'),
  },
  {
    signal: 'prompting-authority',
    kind: 'authority',
    weight: 0.3,
    pattern: pattern(
      `\\b(?:i am|i'm|this is|as) (?:your|the|an?) (?:[a-z]{2,12} )?(?:developer|creator|administrator|admin|owner|boss|supervisor|root user|auditor)\\b|\\b(?:developer|debug|maintenance|admin|god|verification|diagnostic|root) mode\\b|\\bfor (?:this|the|an?) (?:security )?(?:audit|system check|test),? i need you\\b`,
    ),
  },
  {
    signal: 'prompting-password',
    kind: 'credentials',
    weight: 0.3,
    pattern: pattern(
      `\\b(?:confirm|tell|give|share|reveal|provide|need|know|send)${gap(30)}\\b(?:passwords?|passcode|passphrase|access code|secret (?:code|key|word|character)|api key)\\b`,
    ),
  },
];
