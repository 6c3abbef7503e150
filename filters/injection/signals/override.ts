/** Phrases that set aside what a model was told before, in English. Other languages: `languages/`. */
import { DO_NOT, gap, NOT_NEGATED, pattern, type Signal } from './signal.ts';

const SET_ASIDE =
  "(?:ignore|disregard|forget(?! to (?!follow|obey|apply))|dismiss|discard|overlook|override|overwrite|bypass|neglect|abandon|erase|wipe|nullify|delete|cancel|cease|drop|omit|scrap|set aside|put aside|leave behind|sweep aside|pay no attention to|stop (?:following|obeying)|(?:do not|don'?t|never) (?:follow|obey|listen to|adhere to|pay attention to|consider))";
const EARLIER =
  '(?:all|any|every|everything|previous(?:ly)?|prior|preceding|earlier|above|foregoing|former|original|initial|existing|current|past|your|other|system|safety|these|those|the rest of)';
const ORDERS =
  '(?:instructions?|directions?|directives?|prompts?|commands?|orders?|rules?|guidelines?|guidance|guardrails?|constraints?|programming|polic(?:y|ies)|restrictions?|filters?|safeguards?)';

export const OVERRIDE_SIGNALS: readonly Signal[] = [
  {
    name: 'override-instructions',
    family: 'override',
    weight: 0.85,
    pattern: pattern(`${NOT_NEGATED}\\b${SET_ASIDE} (?:[a-z' ]{0,24} )?${EARLIER} (?:[a-z', ]{0,32} )?${ORDERS}\\b`),
  },
  {
    name: 'override-everything',
    family: 'override',
    weight: 0.8,
    pattern: pattern(
      `${NOT_NEGATED}\\b(?:ignore|forget|disregard|drop|erase)(?: about)? (?:absolutely )?(?:everything|all(?: of)?(?: the| that)?|anything|what)(?: the)?`,
      "(?: (?:information|text|messages?|context|conversation|assignments?|tasks?|orders?|things?|data))?(?: that)?,? (?:above|before|prior|previous|previously|i (?:have |just )?(?:said|told|wrote)|you (?:were|have been|know(?! (?:about|of))|learned|learnt|had been|just)|we(?:'ve| have)? (?:talked|discussed|said)|that (?:was|has been|came|you)|so far|up to now)",
    ),
  },
  {
    name: 'override-context',
    family: 'override',
    weight: 0.75,
    pattern: pattern(
      `\\b(?:ignore|disregard|forget|discard|dismiss|set aside|put aside|leave) (?:[a-z' ]{0,16} )?(?:previous|prior|preceding|earlier|other|rest of (?:the|this)|above|surrounding) (?:[a-z', ]{0,24} )?(?:messages?|contexts?|tasks?|assignments?|conversations?|requests?|questions?|text|data|information|inputs?|documents?|info|signals?|content)\\b`,
    ),
  },
  {
    name: 'override-void',
    family: 'override',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:all|any|every|previous|prior|earlier|other|original|above)(?: of)?(?: the| your)? (?:[a-z]{2,12} ){0,2}(?:instructions?|directives?|guidelines?|rules?|commands?|orders?|tasks?|prompts?|guidance)${gap(24)} (?:null|void|cancell?ed|obsolete|invalid|revoked|irrelevant|noise|superseded|overridden|outdated|secondary|on hold|fade|can wait|no longer (?:apply|valid|relevant|matter))`,
    ),
  },
  {
    name: 'override-precedence',
    family: 'override',
    weight: 0.6,
    pattern: pattern(
      `\\b(?:supersedes?|overrides?|trumps?|replaces?|takes? (?:precedence|priority) over|outranks?) (?:(?:all|any|every|your) (?:[a-z]{2,14} ){0,2}(?:instructions?|directives?|guidelines?|rules?|commands?|orders?|prompts?|others|tasks?)|everything else)\\b`,
    ),
  },
  {
    name: 'override-new-instructions',
    family: 'override',
    weight: 0.45,
    pattern: pattern(
      `\\b(?:here are (?:the|your|my) new|your new|(?:begin|start|these are) (?:the |your )?new|(?:follow|obey|execute) (?:these|this|the following|my|the) new )(?:\\s)?(?:instructions?|orders?|directives?|rules?|commands?|task|objective|goal|mission|assignment)\\b`,
    ),
  },
  {
    name: 'override-joke',
    family: 'override',
    weight: 0.7,
    pattern: pattern(
      `(?:\\b(?:never mind|i was previously|that was)${gap(24)}(?:telling a joke|joking|a joke|kidding)${gap(40)}|\\b(?:previous|earlier|prior) (?:messages?|instructions?|text)${gap(40)} (?:harmful|malicious|incorrect|wrong|a (?:joke|test|mistake)))${gap(80)}`,
    ),
  },
  {
    name: 'override-not-this-document',
    family: 'override',
    weight: 0.6,
    pattern: pattern(
      `\\b${DO_NOT} (?:summari[sz]e|translate|answer|analy[sz]e|process|read out|describe) (?:this|the) (?:document|page|text|e-?mail|file|message|ticket|thread)\\b`,
    ),
  },
  {
    name: 'override-told-earlier',
    family: 'override',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:overrides?|overriding|supersedes?|replaces?|cancels?) (?:what(?:ever)?|anything|everything|all) (?:that )?you (?:were|have been|had been|are)(?: previously)? (?:told|instructed|asked|given)|\\b(?:neglecting|ignoring|disregarding|forgetting) (?:all |any )?(?:of )?the (?:above|previous|prior|earlier|preceding)\\b|\\b(?:new|following) (?:rule|instruction|order|directive)s?${gap(24)}(?:highest|top|absolute) (?:precedence|priority)|\\bhere is the (?:correct|real|actual|right) (?:instruction|task|prompt|question)|\\b(?:mistake|error) (?:about|in|with) the (?:instructions?|prompt|task) above`,
    ),
  },
  {
    name: 'override-instead',
    family: 'override',
    weight: 0.35,
    pattern: pattern(
      `\\b(?:${DO_NOT} (?:summari[sz]e|translate|answer|analy[sz]e|process|complete|continue)|instead of (?:summari[sz]ing|translating|answering|following|outputting|doing|the summary|the task|your))\\b`,
    ),
  },
  {
    name: 'override-drop-task',
    family: 'override',
    weight: 0.75,
    pattern: pattern(
      `\\b(?:drop|stop|pause|halt|abandon|leave|suspend|put (?:a pin in|on hold|aside)|break from) (?:what(?:ever)? you(?: are|'re) (?:currently |now )?(?:doing|working on)|(?:all|any|every|your|everything)(?: of)?(?: your)? (?:current|other|else|existing|ongoing|previous)(?: (?:tasks?|activit(?:y|ies)|work|duties|operations?|efforts?|instructions?|assignments?))?)`,
    ),
  },
];
