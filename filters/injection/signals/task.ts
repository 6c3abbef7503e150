/** Announcements that a new task follows, and orders about what an answer must contain. */
import { ASSISTANT, gap, NOT_NEGATED, pattern, type Signal } from './signal.ts';

const YOUR_ANSWER =
  '(?:your|the|every|each|all) (?:next |final |whole )?(?:reply|replies|response|responses|answers?|summary|summaries|outputs?|translations?)';

export const TASK_SIGNALS: readonly Signal[] = [
  {
    name: 'task-new',
    family: 'task',
    weight: 0.25,
    pattern: pattern(
      `\\b(?:new|next|following|additional|secondary|updated|revised|real|actual|forthcoming|subsequent|ensuing|urgent|top-priority|priority|critical|crucial|essential|momentous|latest|fresh|upcoming|vital|imminent|special|hidden|secret) (?:and [a-z-]{3,16} )?(?:set of )?(?:instructions?|directives?|orders?|command|tasks?|assignment|directions|question|mandate)\\b`,
    ),
  },
  {
    name: 'task-your',
    family: 'task',
    weight: 0.45,
    pattern: pattern(
      `\\byour (?:only|sole|new|real|primary|true|actual|next|main|current|singular|immediate|ongoing|original|first) (?:and only |new )?(?:task|goal|objective|mission|purpose|job|focus|concern|duty|priority|instruction|directive|command|assignment)s?\\b|\\byour task is (?:singular|now|simply|to (?:ignore|reply|answer|print|output|say|respond|summari[sz]e this))`,
    ),
  },
  {
    name: 'task-on-top',
    family: 'task',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:on top of|in addition to|besides|alongside|apart from|beyond|after (?:finishing|completing)|before (?:you )?(?:continu(?:e|ing)|proceed(?:ing)?|complet(?:e|ing)|resum(?:e|ing))(?: with)?) (?:your|the) (?:main|primary|original|current|ongoing|existing|principal|regular|usual|other) (?:tasks?|duties|responsibilities|work|assignment|efforts|activities|instructions)|\\b(?:continue|proceed|resume|return|go back) (?:with|to) (?:your|the) (?:original|main|primary|previous) task\\b|\\badditional task\\b|\\bpriority (?:question|task|instruction)\\b`,
    ),
  },
  {
    name: 'task-exclusive',
    family: 'task',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:focus|concentrate|tune in|act|direct your attention) (?:solely|only|exclusively|entirely) (?:on|to) (?:this|the following|these)|\\b(?:only|exclusively|solely) (?:follow|obey|execute|focus on|respond to|adhere to|concentrate on) (?:this|these|the following|my)|\\b(?:make|let) (?:it|this) (?:be )?your (?:sole|only|one|single|top|first)|\\b(?:adhere|listen|stick|pay attention) (?:only|solely|exclusively) to (?:this|these)|\\bshift all (?:your )?attention to|\\bthis (?:one|command|instruction|directive)(?: alone)? (?:stands alone|is (?:the one to|your)|is the only|trumps)`,
    ),
  },
  {
    name: 'task-trigger',
    family: 'task',
    weight: 0.25,
    pattern: pattern(
      `\\b(?:instructions?|directives?|commands?|orders?|directions?|procedures?|guidelines?) (?:below|that follows?|ahead|to follow|which follows?|coming up|provided (?:below|here|next)|given (?:below|here|next)|in the next)\\b|\\b(?:heed|obey|execute|embrace|carry out|comply with) (?:the|these|this|what|all)(?: [a-z-]{3,14}){0,2} (?:instructions?|directives?|commands?|orders?|directions?|follows|next|command)\\b`,
    ),
  },
  {
    name: 'task-emergency',
    family: 'task',
    weight: 0.3,
    pattern: pattern(
      `\\b(?:matter of life|life safety|my life depends|critical to my career|crucial importance|very important to (?:my|me)|emergency protocol|emergent issue)\\b|[+=:#*~%<>!-]{3} ?(?:🚨|⚠️? ?)?(?:urgent|critical|attention|important|emergency|priority|top priority|breaking)[a-z ]{0,24} ?[+=:#*~%<>!-]{2}`,
    ),
  },
  {
    name: 'task-arrived',
    family: 'task',
    weight: 0.5,
    pattern: pattern(
      `\\b(?:tasks?|directives?|instructions?|orders?|commands?|procedures|directions)${gap(50)} (?:has|have) (?:just |now )?(?:(?:been|come) (?:added|assigned|issued|dispatched|released|transmitted|delivered|received|handed|in)|surfaced|arrived|emerged|landed)\\b`,
    ),
  },
  {
    name: 'answer-only-with',
    family: 'answer',
    weight: 0.35,
    pattern: pattern(
      `\\b(?:reply|respond|answer|say|output|print|return|write|provide|give|use|state)(?: only)?(?: with)?(?: only| just| nothing(?: except| but)?| exactly| strictly| simply)(?: with)?(?: the)?(?: following)?(?: (?:sentence|text|words?|phrase|message|string|answer|literal))? ?:? ?["'<\\[]|\\b(?:reply|respond|answer) (?:only|just|exactly|solely) with the (?:sentence|text|words?|phrase)|\\b(?:reply|respond) with only the following|\\band nothing else\\b|\\babsolutely nothing else\\b`,
    ),
  },
  {
    name: 'answer-tell-user',
    family: 'answer',
    weight: 0.4,
    pattern: pattern(
      `${NOT_NEGATED}\\b(?:tell|inform|convince|persuade|assure|advise|notify|instruct|direct|urge|encourage|recommend to) (?:the )?users? (?:that|to|about|this)\\b`,
    ),
  },
  {
    name: 'answer-contents',
    family: 'answer',
    weight: 0.45,
    pattern: pattern(
      `\\b(?:append|include|add|insert|put|mention|place|embed|use|start|begin|end|finish|replace|substitute|write|prefix|preface)${gap(80)} (?:in|to|into|at the (?:end|start|beginning|top) of|with) ${YOUR_ANSWER}\\b|\\b(?:begin|start|end|finish|prefix) (?:your|the) (?:reply|response|answer) with\\b|\\b(?:in|of) your (?:reply|response|answer|summary|output),? (?:please |you must |also )?(?:mention|include|say|state|recommend|replace|use|write|substitute|suggest|promote|tease|claim|add|insert|give|invite|encourage|link|advertise|introduce|omit)\\b`,
    ),
  },
  {
    name: 'answer-summarise-as',
    family: 'answer',
    weight: 0.65,
    pattern: pattern(
      `\\b(?:summari[sz]e|describe|rate|report|classify|mark|treat|present|evaluate|label) (?:this|the) (?:page|document|text|e-?mail|file|candidate|paper|ticket|domain|applicant|product|message|request)${gap(30)} (?:as|to be) ["'a-z]|\\b(?:give|write) (?:only )?(?:a )?positive (?:review|rating|recommendation|evaluation)s?(?: only)?\\b|\\boverride (?:manual|the) (?:scoring|review|evaluation)`,
    ),
  },
  {
    name: 'answer-whatever',
    family: 'answer',
    weight: 0.6,
    pattern: pattern(
      `\\b(?:whatever|regardless of what) (?:it|the (?:document|text|user|page|context)) (?:says?|asks?|contains?)|\\bignore the user'?s? (?:language|question|request|query|input)|\\btranslate the rest of the conversation\\b`,
    ),
  },
  {
    name: 'answer-memory',
    family: 'answer',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:store|save|keep|remember|record|commit|add)${gap(60)} (?:in|to|into) (?:your|the assistant'?s?) (?:long-term |persistent )?memory\\b|\\bremember (?:this|that|it)${gap(30)} (?:for|in) (?:all |every |any )?future (?:conversations?|sessions?|chats?|answers?|requests?|interactions?)`,
    ),
  },
  {
    name: 'answer-call-tool',
    family: 'answer',
    weight: 0.25,
    pattern: pattern(
      `\\b(?:call|invoke|use|run|execute|trigger) (?:the )?(?:tool |function )?\`?[a-z]{2,20}_[a-z_]{2,30}\`?(?: tool| function)? (?:with|on|for|to|twice|once|first)\\b|\\b(?:use|call|invoke) (?:your|the) (?:fetch|browser|search|e-?mail|memory|python|code|web|file|retrieval|note) (?:memory )?(?:tool|function|plugin|action)`,
    ),
  },
  {
    name: 'answer-recommend',
    family: 'answer',
    weight: 0.15,
    pattern: pattern(`\\b(?:always|must|only) (?:recommend|suggest|promote|praise|endorse|prefer|mention) [a-z"']`),
  },
  {
    name: 'task-important-that-you',
    family: 'task',
    weight: 0.45,
    pattern: pattern(
      `\\b(?:it is|it's) (?:very |extremely |crucial|imperative|essential|critical)?\\s?(?:important|crucial|imperative|essential|critical|vital|necessary)? ?that you (?:first )?(?:[a-z]{3,12})\\b`,
    ),
  },
  {
    name: 'task-for-assistant',
    family: 'task',
    weight: 0.4,
    pattern: pattern(
      `\\b(?:the )?${ASSISTANT} (?:must|will now|shall|has to|is (?:now )?(?:required|instructed|ordered)) (?:always |immediately |first |also )?(?:ignore|reply|respond|answer|send|forward|call|include|tell|reveal|obey|fetch|say|output|regularly|act)\\b`,
    ),
  },
];
