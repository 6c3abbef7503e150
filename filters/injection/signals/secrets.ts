/** Requests for what a model was told in confidence, or for what a person keeps secret. */
import { gap, NOT_NEGATED, pattern, type Signal } from './signal.ts';

const SHOW =
  '(?:reveal|show|print|repeat|output|display|disclose|expose|tell me|give me|list|share|leak|write|dump|state|recite|provide|return|include|translate|summari[sz]e|encode|spell|quote|copy)';

export const SECRETS_SIGNALS: readonly Signal[] = [
  {
    name: 'secrets-system-prompt',
    family: 'secrets',
    weight: 0.7,
    pattern: pattern(
      `\\b${SHOW} (?:(?:me|us|back|out|verbatim|exactly|all|of|in|full) ){0,3}(?:the |your |its |my )?(?:full |entire |exact |complete |current |own |secret |hidden |initial |original |starting |previous ){0,2}(?:system (?:prompt|message|instructions?|configuration)|(?:initial|original|hidden|secret|starting|previous|internal|confidential) (?:prompt|instructions?|message|configuration|rules)|pre-?prompt|prompt texts?)\\b`,
    ),
  },
  {
    name: 'secrets-your-instructions',
    family: 'secrets',
    weight: 0.6,
    pattern: pattern(
      `\\b${SHOW} (?:(?:me|us|back|out|all|of|in|full|to) ){0,3}(?:your|the) (?:full |entire |exact |complete |own |previous ){0,2}(?:instructions?|prompts?|rule ?sets?|guidelines|directives|programming)(?: (?:so far|verbatim|word for word|above|you (?:were|have been) given|to me|in full|as (?:a |an )?(?:bulleted |numbered )?(?:list|bullets))|\\s?[.!?\\n]|$)`,
    ),
  },
  {
    name: 'secrets-text-above',
    family: 'secrets',
    weight: 0.6,
    pattern: pattern(
      `\\b(?:repeat|print|output|copy|recite|return|translate|write) (?:[a-z]{2,10} ){0,3}(?:text|words|everything|sentences?|content|lines|requirements|instructions) (?:above|before (?:this|that))\\b`,
    ),
  },
  {
    name: 'secrets-from-user',
    family: 'secrets',
    weight: 0.8,
    pattern: pattern(
      `${NOT_NEGATED}\\b(?:ask|prompt|request|tell|urge|instruct) (?:the )?(?:users?|customer|person|reader|them) (?:for|to (?:enter|provide|share|confirm|type|send|give|verify|supply|submit|re-?enter|reset)) (?:[a-z]{2,12} ){0,3}(?:passwords?|credentials?|credit card|card (?:number|details)|pin|one-time|social security|bank|login|log-in|security code|otp|api key|recovery|verification code)`,
    ),
  },
  {
    name: 'secrets-in-answer',
    family: 'secrets',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:include|append|insert|add|put|list|reveal|mention|paste|write|output|send|show)${gap(30)} (?:api[ -]?keys?|credentials|passwords?|secrets?|access tokens?|private keys?|environment variables)${gap(50)} (?:in|to|into|with|as part of) (?:your|the|every|each) (?:reply|response|answer|summary|output|message)`,
    ),
  },
  {
    name: 'secrets-list-tools',
    family: 'secrets',
    weight: 0.75,
    pattern: pattern(
      `\\b(?:list|print|reveal|show|describe|output|enumerate) (?:me )?(?:all |every )?(?:of )?(?:the |your )?(?:tools?|functions?|plugins?|apis?)(?: (?:that )?you (?:can|have|may)|${gap(16)} available to you)`,
    ),
  },
  {
    name: 'secrets-password-of-model',
    family: 'secrets',
    weight: 0.4,
    pattern: pattern(
      `${NOT_NEGATED}\\b(?:tell|give|show|reveal|share|what is|what's|print|say|spell) (?:me |us |with me )?(?:what )?(?:the |your )(?:secret |hidden |access ){0,1}(?:password|passphrase|access code|secret(?: (?:key|code|word|phrase))?|flag)\\b`,
    ),
  },
  {
    name: 'secrets-not-supposed',
    family: 'secrets',
    weight: 0.45,
    pattern: pattern(
      `\\b(?:what (?:are|were) you (?:not (?:supposed|allowed)|told|instructed|forbidden)|i was instructed to|my (?:instructions|rules) (?:are|say)|what (?:is|was) (?:in )?your (?:system |initial |first )?(?:prompt|instructions?))\\b`,
    ),
  },
];
