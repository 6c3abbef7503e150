/** Text that speaks to the machine that reads it, over the head of the person it was written for. */
import { ASSISTANT, gap, pattern, type Signal } from './signal.ts';

export const ADDRESS_SIGNALS: readonly Signal[] = [
  {
    name: 'address-note',
    family: 'address',
    weight: 0.65,
    pattern: pattern(
      `\\b(?:notes?|message|attention|instructions?|notice|reminder|memo|directive|request|info|important)(?: (?:to|for|,))? (?:(?:the|any|all|every|our|your) )?(?:[a-z]{2,12} )?${ASSISTANT}(?: (?:reading|processing|handling|summari[sz]ing|that|who|reviewing|reader|only)\\b|\\s?[:,!\\]*>-])`,
    ),
  },
  {
    name: 'address-greeting',
    family: 'address',
    weight: 0.55,
    pattern: pattern(
      `\\b(?:dear|hey|hi|hello|attention|listen,?|okay|ok) (?:the )?(?:a\\.?i\\.?|llm|language model|chat ?bot|assistant|chatgpt|gpt(?:-?[0-9o.]{1,4})?|copilot|claude|gemini|model)\\b`,
    ),
  },
  {
    name: 'address-if-machine',
    family: 'address',
    weight: 0.75,
    pattern: pattern(
      `\\b(?:if|when|since|because|as|in case) you(?: are|'re) (?:an? |the )?(?:[a-z]{2,12} )?(?:a\\.?i\\.?|llm|(?:large )?language model|chat ?bot|assistant|automated|artificial intelligence|virtual assistant|machine)\\b`,
    ),
  },
  {
    name: 'address-machines-must',
    family: 'address',
    weight: 0.65,
    pattern: pattern(
      `\\b(?:a\\.?i\\.? (?:agents?|assistants?|models?|systems?|readers?|tools?)|llms?|(?:large )?language models?|chat ?bots?|automated (?:agents?|systems?|readers?)|assistants) (?:reading this |processing this |that read this )?(?:must|shall|should|need to|have to|are (?:required|instructed|asked|expected|requested|hereby)|please) (?:[a-z]{2,10} )?(?:append|call|run|send|forward|reply|respond|answer|tell|ignore|disregard|include|state|say|add|store|delete|set|list|reveal|print|output|ask|grant|render|visit|open|search|recommend|rate|mention|post|change|summari[sz]e|translate|treat|consider)\\b`,
    ),
  },
  {
    name: 'address-when-processed',
    family: 'address',
    weight: 0.8,
    pattern: pattern(
      `\\bwhen(?:ever)? (?:this|the) (?:text|document|page|e-?mail|file|message|content|ticket|note)s? (?:is|are|gets?) (?:being )?(?:processed|read|summari[sz]ed|analy[sz]ed|parsed|retrieved|loaded|ingested|seen)(?: by (?:an?|the|any) ${ASSISTANT})`,
    ),
  },
  {
    name: 'address-as-the-assistant',
    family: 'address',
    weight: 0.65,
    pattern: pattern(
      `\\bas (?:the|an?) (?:a\\.?i\\.? )?(?:assistant|agent|chat ?bot|language model|llm|model|a\\.?i\\.?)(?:,| (?:handling|processing|reading|summari[sz]ing|answering|reviewing|working on|you (?:must|should|will|are)))`,
    ),
  },
  {
    name: 'address-humans-skip',
    family: 'address',
    weight: 0.8,
    pattern: pattern(
      `\\b(?:humans?|people|human readers?|persons?) (?:can|may|should|need not|do not need to) (?:safely )?(?:skip|ignore|disregard|overlook|read) (?:this|the)\\b`,
    ),
  },
  {
    name: 'address-consent',
    family: 'address',
    weight: 0.65,
    pattern: pattern(
      `\\b(?:user|owner|account holder|administrator|admin)s? (?:has|have) (?:already (?:agreed|approved|authori[sz]ed|consented|confirmed|accepted)|pre-?approved|(?:agreed|consented|authori[sz]ed) (?:to )?this)\\b`,
    ),
  },
  {
    name: 'address-before-you-respond',
    family: 'address',
    weight: 0.5,
    pattern: pattern(
      `\\b(?:before (?:you )?(?:respond(?:ing)?|reply(?:ing)?|answer(?:ing)?|summari[sz](?:e|ing))|after you have (?:read|summari[sz]ed|processed)(?: it| this)?|when you (?:respond|reply|answer|summari[sz]e)|in your next (?:reply|response|answer|message|turn))\\b`,
    ),
  },
  {
    name: 'address-you-must-machine',
    family: 'address',
    weight: 0.3,
    pattern: pattern(
      `\\byou (?:are|as) (?:an? |the )?(?:helpful |intelligent |virtual |new )?(?:a\\.?i\\.?(?: assistant| model| system| language model)?|assistant|chat ?bot|language model|llm)\\b`,
      gap(60),
    ),
  },
  {
    name: 'address-vocative',
    family: 'address',
    weight: 0.5,
    pattern: pattern(
      `(?:^|[\\n.!?:;>"] ?)(?:assistant|ai|ai assistant|llm|chatbot|chatgpt|copilot|claude|gemini|language model),? (?:please )?(?:state|answer|call|send|forward|tell|reply|respond|ignore|disregard|say|add|set|delete|store|reveal|list|print|include|append|translate|transfer|book|grant|change|recommend|commit|ask|insert|stop|summari[sz]e|render|search|post|you must)\\b`,
    ),
  },
  {
    name: 'address-chat-assistant',
    family: 'address',
    weight: 0.4,
    pattern: pattern(
      `\\b(?:new |updated |secret |hidden |special |core )?(?:instructions?|commands?|orders?|directives?|tasks?) (?:to|for) (?:the )?(?:chat |a\\.?i\\.? )?${ASSISTANT}\\b`,
    ),
  },
];
