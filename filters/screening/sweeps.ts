/**
 * Questions that want what is there rather than an answer: everything, all documents, word for word, every password, everybody's salary.
 * Told from questions *about* lists: `how do I list all files of a bucket` asks for a way, and an object of a list that is no
 * document (`list all error codes`) is a subject like any other.
 */
import { gap, pattern } from '../injection/signals/signal.ts';
import type { Sighting } from './evidence.ts';

const GIVE =
  '(?:list|show|give|dump|export|print|return|output|enumerate|display|get|fetch|retrieve|send|download|extract|reproduce|reveal|copy|paste|tell|provide|share|zeig\\w{0,2}|liste|gib|nenne?|affiche[rz]?|donne[rz]?|muestra|enumera|dame|elenca|mostra)';
const ALL =
  '(?:all|every(?: single)?|each(?: and every)?|any and all|the (?:full|entire|complete|whole)|everything|alle[rns]?|samtliche|jede[sn]?|tou(?:s|tes)|tod[oa]s|tutt[ie])';
const HOLDINGS =
  '(?:documents?|docs|files?|records?|rows?|chunks?|passages?|entries|(?:knowledge|data) ?bases?|corpus|index|vector (?:store|database|db)|collections?|tables?|data ?sets?|dokumente?n?|dateien|fichiers|documentos|archivos|documenti)';
const SECRETS =
  '(?:passwords?|passphrases?|credentials?|api[ -]?keys?|access[ -]?keys?|access tokens?|bearer tokens?|secrets?|secret keys?|private keys?|connection strings?|logins?|passworter|zugangsdaten|mots? de passe|contrasenas|credenciales)';
const PERSONAL =
  '(?:salar(?:y|ies)|social security numbers?|ssns?|national ids?|passport numbers?|credit cards?(?: numbers?)?|card numbers?|ibans?|bank (?:accounts?|details|balances?)|home address(?:es)?|phone numbers?|e-?mail address(?:es)?|dates? of birth|medical records?|gehalter)';
const EVERYBODY =
  '(?:every(?:one|body)|(?:all|every|each)(?: of)?(?: the| our| your)? (?:employees?|customers?|users?|staff|people|persons?|patients?|clients?|members?|colleagues?|accounts?|mitarbeiter\\w{0,3}|kunden))';

/** Asks for a way to do it, or about it. */
const ASKS_HOW =
  /^(?:please )?(?:can you |could you )?(?:(?:explain|tell me|show me|describe) )?(?:how|why|when|where|which|whether|what (?:is|are|does|do|happens|command|method|function|query|api)|is (?:it|there)|does|wie|warum|comment|pourquoi|como|come)\b/;
/** Of a question that asks for a way, this much of the weight is left. */
const HOW_FACTOR = 0.3;

const SWEEPS: readonly (Sighting & { readonly pattern: RegExp })[] = [
  {
    signal: 'sweep-everything',
    kind: 'sweep',
    weight: 0.65,
    pattern: pattern(
      `\\b${GIVE} (?:(?:me|us|out|back|mir|uns|moi|nous) ){0,2}(?:the )?(?:[a-z-]{2,12} ){0,2}(?:texts?|contents?|titles?|names?|ids?|sources?) (?:of|in|from|for|von) ${ALL} ?(?:of )?(?:the |your |our |these |die |der )?(?:[a-z-]{2,16} ){0,2}${HOLDINGS}\\b`,
      `|\\b${GIVE} (?:(?:me|us|out|back|mir|uns|moi|nous) ){0,2}${ALL} ?(?:of )?(?:the |your |our |these |die |der )?(?:[a-z-]{2,16} ){0,2}${HOLDINGS}\\b`,
    ),
  },
  {
    signal: 'sweep-all-you-have',
    kind: 'sweep',
    weight: 0.65,
    pattern: pattern(
      `\\b${GIVE} (?:(?:me|us|out|back) ){0,2}(?:absolutely )?(?:everything|anything|all(?: of it| that)?|whatever|alles|tout|todo|tutto)(?: (?:that )?(?:you (?:have|know|can (?:find|see|read|access|retrieve)|were given)|there is|is (?:stored|indexed|in (?:the|your))|in (?:the|your) (?:[a-z]{2,12} )?(?:index|database|knowledge|context|memory|store|documents?)|was du|que tienes|ce que))`,
      `|\\bdump (?:the |your |all |everything|entire |whole )`,
    ),
  },
  {
    signal: 'sweep-bare',
    kind: 'sweep',
    weight: 0.4,
    pattern: pattern(
      `^[ "'(]*(?:${GIVE} )?(?:me )?(?:everything|anything|all|\\*+|%+|\\.\\*|${ALL} ${HOLDINGS}|any ${HOLDINGS}|${HOLDINGS})[ "').!?]*$`,
    ),
  },
  {
    signal: 'sweep-verbatim',
    kind: 'verbatim',
    weight: 0.35,
    pattern: pattern(
      `\\b(?:verbatim|word for word|wortwortlich|mot (?:a|pour) mot|palabra por palabra|character by character|without (?:summari[sz]ing|omitting|leaving out|changing|redact\\w{0,3})|unredacted|uncensored|(?:full|entire|complete|raw|unfiltered) (?:text|contents?|copy|dump))\\b`,
    ),
  },
  {
    signal: 'sweep-credentials',
    kind: 'credentials',
    weight: 0.65,
    pattern: pattern(
      `\\b(?:${ALL}|list(?: of)?|dump|any|find|search for|${GIVE}) (?:(?:me|us|of|the|your|our|for|stored|saved|valid|working|any|all|list|admin|root|production|prod|database|user|${ALL}) ){0,5}${SECRETS}\\b${gap(60)}`,
      `(?:\\b(?:you (?:have|know|can find)|${HOLDINGS}|${EVERYBODY}|of (?:the )?(?:all|users|employees|accounts)|here|anywhere|verbatim)\\b|$)`,
    ),
  },
  {
    signal: 'sweep-people',
    kind: 'people',
    weight: 0.55,
    pattern: pattern(
      `\\b(?:${PERSONAL}|${SECRETS})${gap(40)}\\b${EVERYBODY}\\b|\\b${EVERYBODY}${gap(40)}\\b(?:${PERSONAL}|${SECRETS})\\b|\\b${ALL} (?:[a-z]{2,14} ){0,2}${PERSONAL}\\b`,
    ),
  },
  {
    signal: 'sweep-next',
    kind: 'continue',
    weight: 0.2,
    pattern: pattern(
      `^[ "']*(?:continue|next|more|go on|the rest|and the (?:next|rest)|next (?:page|batch|[0-9]{1,4})|weiter|suite|mas)\\b.{0,30}$`,
    ),
  },
];

/** Signs of a sweep in a folded question. */
export function sweepsIn(folded: string): Sighting[] {
  const factor = ASKS_HOW.test(folded) ? HOW_FACTOR : 1;
  return SWEEPS.filter((sweep) => folded.search(sweep.pattern) >= 0).map(({ signal, kind, weight }) => ({
    ...{ signal, kind, weight: weight * (kind === 'continue' ? 1 : factor) },
  }));
}

/** Passages from which on a question is greedy. */
const GREEDY_K = 50;
const WEIGHTLESS = new Set(
  'a about all also and any anything are by can could data do document documents every everything file files find for from get give have i in index info information is it know list me more my of on or other our please record records retrieve search show some something tell text that the there these this to us want we what which with you your'.split(
    ' ',
  ),
);

/** Asks for much with words that say nothing. */
export function greedIn(folded: string, k: number): Sighting[] {
  if (k < GREEDY_K) return [];
  const isEmpty = (folded.match(/[\p{L}\p{N}]{2,}/gu) ?? []).every((word) => WEIGHTLESS.has(word));
  return isEmpty ? [{ signal: 'sweep-greedy', kind: 'greedy', weight: 0.45 }] : [];
}
