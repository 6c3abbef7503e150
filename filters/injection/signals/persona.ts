/** Templates that give a model another self without its rules ("jailbreaks"). */
import { gap, pattern, type Signal } from './signal.ts';

export const PERSONA_SIGNALS: readonly Signal[] = [
  {
    name: 'persona-do-anything-now',
    family: 'persona',
    weight: 0.8,
    pattern: pattern(
      `\\bdo[ .-]{0,2}anything[ .-]{0,2}now\\b|\\bjailb(?:reak|roken) (?:mode|prompt|chatgpt|version|yourself)`,
    ),
  },
  {
    name: 'persona-mode',
    family: 'persona',
    weight: 0.55,
    pattern: pattern(
      `\\b(?:enter|enable|activate|simulate|switch (?:to|into)|you are (?:now )?in|with|in) (?:the )?["'\\[]?(?:dan|developer|jailbreak|god|sudo|admin|maintenance|unrestricted|debug|opposite|evil|chaos|stan|dude|root) mode\\b|\\b(?:developer|jailbreak|god|dan|unrestricted) mode (?:enabled|activated|output|on\\b)|<system mode>`,
    ),
  },
  {
    name: 'persona-free',
    family: 'persona',
    weight: 0.75,
    pattern: pattern(
      `\\b(?:broken?|breaks?|breaking|freed?|liberated|escaped?|unshackled)(?: free)? (?:of|from|the) ${gap(30)}(?:confines|restrictions|chains|shackles|limitations|rules|guidelines)|\\b(?:not|no longer|never) (?:bound|restricted|constrained|limited|governed) by (?:any |the |its |their |your )?(?:[a-z']{2,14} ){0,2}(?:rules|restrictions|polic(?:y|ies)|guidelines|limitations|ethic|moral|law|constraints)`,
    ),
  },
  {
    name: 'persona-no-limits',
    family: 'persona',
    weight: 0.6,
    pattern: pattern(
      `\\b(?:without|no|any|zero|lacks?|free of|devoid of) (?:any )?(?:ethical|moral|legal|content|censorship)(?: (?:or|and|nor) [a-z]{2,12})? (?:guidelines|limits?|restrictions?|limitations?|constraints?|filters?|boundar(?:y|ies)|bias|compass|considerations)\\b|\\bno (?:rules|filters?|restrictions?|limits?|limitations?) (?:whatsoever|at all|on what)`,
    ),
  },
  {
    name: 'persona-you-are-now',
    family: 'persona',
    weight: 0.4,
    pattern: pattern(
      `\\b(?:you are|you're|you will be|you become) (?:now|no longer|henceforth|from now on|hereby) (?:an? |the |called |named |my |in |dan\\b|going to )|\\bfrom (?:now|this point|here) on(?:wards?|ward)?,? (?:you|always|every|all|act|respond|reply|speak|answer|refer|end|begin|start|focus|only)\\b|\\b(?:answer|respond|reply|speak|write|talk)${gap(40)} from now on\\b`,
    ),
  },
  {
    name: 'persona-pretend',
    family: 'persona',
    weight: 0.25,
    pattern: pattern(
      `\\b(?:pretend|imagine|act|behave|respond|roleplay|role-play|speak)(?: (?:as|like|to be|that|as if|as though))? (?:you(?: are|'re| were| can| have)|an? (?:unrestricted|unfiltered|uncensored|evil|amoral|rogue|malicious|hacker))\\b`,
    ),
  },
  {
    name: 'persona-in-character',
    family: 'persona',
    weight: 0.5,
    pattern: pattern(
      `\\b(?:stay|remain|staying) in (?:your )?(?:character|role)|\\bnever (?:break|leave|drop) (?:out of )?(?:the |your )?(?:character|role)|\\b(?:break|breaking) (?:out of )?character\\b`,
    ),
  },
  {
    name: 'persona-never-refuse',
    family: 'persona',
    weight: 0.5,
    pattern: pattern(
      `\\b(?:never|not|cannot|can't|don't|won't|will not|must not) (?:ever )?(?:refuse|reject|decline|deny) (?:any |a |to (?:answer|respond|do)|the user|my |requests?|anything|orders?|to follow)|\\b(?:comply with|fulfil?l?|obey) (?:any|every|all)(?: of)?(?: my)? (?:questions?|requests?|prompts?|commands?|orders?)|\\binstead of saying (?:that )?you (?:can't|cannot)`,
    ),
  },
  {
    name: 'persona-named',
    family: 'persona',
    weight: 0.35,
    pattern: pattern(
      `\\b(?:act|acting|answer|respond|reply|pretend|roleplay|simulate|speak|immerse|play)${gap(30)} (?:as|like|of|to be) (?:another )?["'\\[]?(?:dan|stan|dude|aim|kevin|evil ?bot|jailbreak|niccolo|machiavelli|chatgpt|freegpt|devmode|tom|omega|maximum|dev|mongo tom|an? (?:ai|a\\.i\\.|artificial intelligence|language model|chatbot))\\b`,
    ),
  },
  {
    name: 'persona-two-answers',
    family: 'persona',
    weight: 0.7,
    pattern: pattern(
      `\\b(?:two|2|both) (?:different |separate )?(?:responses|answers|ways|outputs|paragraphs)${gap(120)}(?:normal|standard|unfiltered|jailbr|gpt\\]|classic|dan\\b)|\\[?(?:gpt|classic|normal|jailbreak|jailbroken|dan|devmode)\\]?:?${gap(80)}\\[(?:dan|jailbreak|jailbroken|devmode|developer mode|aim|[a-z]{2,12} ?gpt)\\]`,
    ),
  },
  {
    name: 'persona-vendor-policy',
    family: 'persona',
    weight: 0.4,
    pattern: pattern(
      `\\b(?:open ?ai|anthropic|google|meta|microsoft)(?:'s)? (?:content |usage |safety )?(?:polic(?:y|ies)|guidelines|rules|restrictions|moderation)\\b|\\b(?:openal|chatgpt) (?:can ?not|can't|could not|refuses)`,
    ),
  },
];
