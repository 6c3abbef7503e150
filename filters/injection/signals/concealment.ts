/** Orders to keep something from the person who is asking. */
import { DO_NOT, gap, pattern, type Signal } from './signal.ts';

const PERSON =
  '(?:user|users|human|humans|person|customer|reader|recipient|owner|operator|anyone|anybody|client|employee|supervisor|administrator)';

export const CONCEALMENT_SIGNALS: readonly Signal[] = [
  {
    name: 'concealment-do-not-tell',
    family: 'concealment',
    weight: 0.6,
    pattern: pattern(
      `\\b${DO_NOT} (?:tell|telling|inform|notify|alert|warn|reveal|disclose|mention)(?: (?:it|this|that|these|anything|any of this|them))?(?: (?:to|about))? (?:the |this |an? |any )?${PERSON}\\b`,
    ),
  },
  {
    name: 'concealment-do-not-mention',
    family: 'concealment',
    weight: 0.45,
    pattern: pattern(
      `\\b${DO_NOT} (?:mention|reveal|disclose|refer to|acknowledge|talk about|discuss) (?:anything about |that you |any of )?(?:it|this|that|these|the) ?(?:instructions?|message|note|step|steps|text|prompt|request|hidden|e-?mail|change|action|received|were)?${gap(16)} ?(?:in (?:your|the) (?:answer|reply|response|summary|output)|to (?:the )?${PERSON}|instructions?|received|step)\\b`,
    ),
  },
  {
    name: 'concealment-without-telling',
    family: 'concealment',
    weight: 0.35,
    pattern: pattern(
      `\\bwithout (?:telling|informing|notifying|alerting|asking|mentioning (?:it|this) to|the knowledge of|letting|disclosing (?:it|this) to)(?: (?:the |any |an? ))?(?:${PERSON})?(?:\\b| know)`,
    ),
  },
  {
    name: 'concealment-secretly',
    family: 'concealment',
    weight: 0.45,
    pattern: pattern(
      `\\b(?:secretly|silently|covertly|discreetly|quietly|in the background) (?:send|forward|add|append|include|insert|copy|upload|post|call|execute|store|delete|collect|fetch|visit|e-?mail)\\b`,
    ),
  },
  {
    name: 'concealment-keep-hidden',
    family: 'concealment',
    weight: 0.5,
    pattern: pattern(
      `\\b(?:keep|hide|conceal) (?:this|it|these|that)(?: (?:instructions?|step|steps|message|note|text))? ?(?:hidden|secret|concealed|invisible|quiet|private)? ?from (?:the |any )?${PERSON}\\b`,
    ),
  },
  {
    name: 'concealment-if-asked',
    family: 'concealment',
    weight: 0.5,
    pattern: pattern(
      `\\bif (?:the user |anyone |they )?(?:questioned|asks?(?:ed)?|queried)(?: about (?:this|it))?,? (?:report|say|answer|reply|deny|claim|tell|respond|state)\\b`,
    ),
  },
];
