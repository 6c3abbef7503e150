/**
 * What the words of a language's lexicon say together. A word by itself is no evidence: people send files and forget rules. Words that belong together
 * within a clause are weak evidence (a deed, a secret that is asked for); evidence of two kinds in one place, one of which speaks to a machine or
 * sets aside what it was told, is strong. Work is linear: each sighting looks at the few beside it.
 */
import type { Span } from '../../../finding.ts';
import type { Family } from '../signal.ts';
import type { Kind, Lexicon } from './lexicon.ts';
import { compileTerms, type Sighting, type Terms } from './terms.ts';

export interface Evidence extends Span {
  /** As `address-de`. */
  readonly name: string;
  readonly family: Family;
  readonly weight: number;
  /** What it weighs by itself, without what stands beside it. */
  readonly aloneWeight: number;
}

/** Units between the words of one phrase. */
const NEAR = 60;
const BESIDE = 16;
/** Units between evidence that belongs together. */
const TOGETHER = 160;
/** What evidence of two kinds in one place weighs, each. */
const JOINED = 0.75;
/** Sightings that one looks at to either side. */
const LOOK = 12;
const STOP = /[.!?;。!?;؟؛।\n]/;
const CALLED = /^ ?[,،,、—–]/;
const TARGET = /[a-z0-9._%+-]{1,40}@[a-z0-9-]{2,40}\.[a-z]{2,}|https?:\/\/[^\s)"']{4}|\bwww\.[a-z0-9-]{2}/g;

/** Weight of evidence that stands alone. */
const ALONE = {
  address: 0.45,
  'address-phrase': 0.6,
  'address-announced': 0.85,
  override: 0.4,
  'override-orders': 0.85,
  'override-loose': 0.45,
  concealment: 0.45,
  exfiltration: 0.3,
  secrets: 0.4,
  task: 0.2,
  answer: 0.3,
  persona: 0.4,
} as const;

/** Families that make others strong: they speak to a machine, or against what it was told. */
const OPENERS: ReadonlySet<Family> = new Set<Family>(['address', 'override']);
/** Pairs that are strong without an opener. */
const PAIRS: ReadonlySet<string> = new Set([
  'concealment+exfiltration',
  'answer+concealment',
  'answer+secrets',
  'persona+secrets',
  'concealment+persona',
]);

/** Families that say something without others. */
const BY_THEMSELVES: ReadonlySet<Family> = new Set<Family>([
  'address',
  'override',
  'concealment',
  'secrets',
  'persona',
]);

export interface Languages {
  /** Evidence in folded text, in order. */
  find(folded: string): Evidence[];
}

export function createLanguages(lexica: readonly Lexicon[]): Languages {
  let terms: Terms | undefined;
  return {
    find: (folded) => {
      // Built on first use: a host that never scores does not pay for it.
      terms ??= compileTerms(lexica);
      return findEvidence(folded, terms, lexica);
    },
  };
}

function findEvidence(text: string, terms: Terms, lexica: readonly Lexicon[]): Evidence[] {
  const byLanguage = new Map<number, Sighting[]>();
  for (const sighting of terms.find(text)) {
    const own = byLanguage.get(sighting.language);
    if (own === undefined) byLanguage.set(sighting.language, [sighting]);
    else own.push(sighting);
  }
  if (byLanguage.size === 0) return [];
  const targets = Array.from(text.matchAll(TARGET), ({ index }) => index);
  const found: Evidence[] = [];
  for (const [language, sightings] of byLanguage) {
    const code = lexica[language]?.code ?? '';
    found.push(...join(weigh(text, sightings, targets, code)));
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Where the verb of an order stands last, or words have no bounds: an order begins anywhere. */
const VERB_LAST = new Set(['tr', 'ja', 'ko', 'hi', 'fa', 'zh', 'zh-Hant', 'th', 'bn', 'hu']);

/** Written in scripts that no English sentence is. */
const OTHER_SCRIPTS = new Set(['ru', 'uk', 'el', 'he', 'ar', 'fa', 'hi', 'bn', 'th', 'zh', 'zh-Hant', 'ja', 'ko']);
const ENGLISH =
  /(?<![\p{L}\p{M}])(?:the|without|will|does|every|any|custom|which|when|of|and|with|for|to|is|are|you|your|this|that|from|role|content|our|has|were|was|use|ones)(?![\p{L}\p{M}])/gu;

/** Names of models that are the same in English. */
const LOAN = /^(?:ai|llm|bot|chatbot|chatgpt|gpt|copilot|claude|gemini|agent|assistant|model|robot)/;

/** Words that English and others share are no evidence of another language among English words. */
function isEnglish(text: string, place: Span, words = 2): boolean {
  const around = text.slice(Math.max(0, place.start - 40), place.end + 40);
  return (around.match(ENGLISH)?.length ?? 0) >= words;
}

/** Languages whose classic override phrases are read more strictly in `phrases.ts`. */
const CLASSIC = new Set([
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'ru',
  'tr',
  'zh',
  'zh-Hant',
  'ja',
  'ko',
  'fa',
  'ar',
  'hi',
]);

/** Evidence of one language, each by itself. */
function weigh(text: string, sightings: readonly Sighting[], targets: readonly number[], code: string): Evidence[] {
  const found: Evidence[] = [];
  const isVerbLast = VERB_LAST.has(code);
  const isClassic = CLASSIC.has(code);
  const isLatin = !OTHER_SCRIPTS.has(code);
  const add = (family: Family, weight: number, ...places: readonly Span[]): void => {
    const first = places[0];
    if (first !== undefined && isLatin && isEnglish(text, first)) return;
    const start = Math.min(...places.map((place) => place.start));
    const end = Math.max(...places.map((place) => place.end));
    found.push({ name: `${family}-${code}`, family, weight, aloneWeight: weight, start, end });
  };
  /** The nearest of `kind` in the same clause, within `units` of the sighting at `i`. */
  const beside = (i: number, kind: Kind, units: number): Sighting | undefined => {
    const own = sightings[i];
    if (own === undefined) return undefined;
    for (let step = 1; step <= LOOK; step += 1) {
      for (const other of [sightings[i + step], sightings[i - step]]) {
        if (other?.kind !== kind || distance(own, other) > units) continue;
        if (other.start < own.end && own.start < other.end) continue;
        if (!STOP.test(between(text, own, other))) return other;
      }
    }
    return undefined;
  };
  for (const [i, own] of sightings.entries()) {
    switch (own.kind) {
      case 'agent': {
        if (isLatin && LOAN.test(text.slice(own.start, own.end + 1)) && isEnglish(text, own, 1)) break;
        const hail = beside(i, 'hail', BESIDE);
        if (hail !== undefined && isAnnounced(text, own)) add('address', ALONE['address-announced'], own, hail);
        else if (hail !== undefined || isVocative(text, own)) add('address', ALONE.address, own);
        else if (beside(i, 'toward', BESIDE) !== undefined && isAnnounced(text, own))
          add('address', ALONE.address, own);
        break;
      }
      case 'address':
        add('address', ALONE['address-phrase'], own);
        break;
      case 'ignore': {
        const orders = beside(i, 'orders', NEAR);
        const earlier = beside(i, 'earlier', NEAR);
        if (orders !== undefined && earlier !== undefined) {
          const weight = isClassic ? ALONE['override-loose'] : ALONE['override-orders'];
          add('override', weight, own, orders, earlier);
        } else if (orders !== undefined) add('override', ALONE.override, own, orders);
        break;
      }
      case 'lapsed': {
        const orders = beside(i, 'orders', NEAR);
        if (orders !== undefined) add('override', ALONE.override, own, orders);
        break;
      }
      case 'override':
        add('override', ALONE.override, own);
        break;
      case 'hide': {
        const user = beside(i, 'user', NEAR);
        if (user !== undefined) add('concealment', ALONE.concealment, own, user);
        break;
      }
      case 'conceal':
        add('concealment', ALONE.concealment, own);
        break;
      case 'send': {
        const data = beside(i, 'data', NEAR);
        const target = hasTarget(text, own, targets);
        if (data !== undefined) add('exfiltration', ALONE.exfiltration, own, data);
        else if (target) add('exfiltration', ALONE.exfiltration, own);
        break;
      }
      case 'ask': {
        const secret = beside(i, 'secret', NEAR);
        if (secret !== undefined) add('secrets', ALONE.secrets, own, secret);
        break;
      }
      case 'show': {
        const prompt = beside(i, 'prompt', NEAR);
        if (prompt !== undefined) add('secrets', ALONE.secrets, own, prompt);
        break;
      }
      case 'act':
        if (isVerbLast || isClauseStart(text, own.start)) add('task', ALONE.task, own);
        break;
      case 'answer':
        add('answer', ALONE.answer, own);
        break;
      case 'persona':
        add('persona', ALONE.persona, own);
        break;
      case 'hail':
      case 'toward':
      case 'earlier':
      case 'orders':
      case 'user':
      case 'data':
      case 'secret':
      case 'prompt':
        break;
      default: {
        const never: never = own.kind;
        throw new Error(`no such kind: ${String(never)}`);
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function distance(a: Span, b: Span): number {
  return Math.max(a.start, b.start) - Math.min(a.end, b.end);
}

function between(text: string, a: Span, b: Span): string {
  return text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
}

/** "Assistant, …" at the start of a clause. */
function isVocative(text: string, agent: Span): boolean {
  const before = text.slice(Math.max(0, agent.start - 3), agent.start);
  const starts = agent.start === 0 || /(?:[.!?;。!?;؟।>*]|\n) ?$/.test(before);
  return starts && CALLED.test(restOfWord(text, agent.end));
}

/** "For assistants that read this: …". */
function isAnnounced(text: string, agent: Span): boolean {
  const after = text.slice(agent.end, agent.end + 90);
  const colon = after.search(/[::]/);
  return colon >= 0 && !STOP.test(after.slice(0, colon));
}

function isClauseStart(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 4), at);
  return at === 0 || /(?:^|[^\p{L}\p{M}\p{N} ]) ?$|(?:^| )(?:und|och|a|y|e|et|en|i|и|і|si|dan|va) $/u.test(before);
}

function restOfWord(text: string, from: number): string {
  return text.slice(from, from + 14).replace(/^[\p{L}\p{M}\p{N}]{0,12}/u, '');
}

function hasTarget(text: string, own: Span, targets: readonly number[]): boolean {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle] ?? 0) < own.start - NEAR) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < targets.length && i < low + LOOK; i += 1) {
    const at = targets[i] ?? 0;
    if (at > own.end + 2 * NEAR) return false;
    if (!/[!?;。!?;؟।\n]|\. /.test(text.slice(Math.min(own.end, at), Math.max(own.start, at)))) return true;
  }
  return false;
}

/** Raises evidence of two kinds in one place. */
function join(evidence: readonly Evidence[]): Evidence[] {
  const isJoined = new Set<number>();
  for (const [i, own] of evidence.entries()) {
    for (let j = i + 1; j <= i + LOOK; j += 1) {
      const other = evidence[j];
      if (other === undefined || other.start - own.end > TOGETHER) break;
      if (!belong(own, other)) continue;
      isJoined.add(i).add(j);
    }
  }
  return evidence.flatMap((one, i) => {
    if (isJoined.has(i)) return [{ ...one, weight: Math.max(one.weight, JOINED) }];
    return BY_THEMSELVES.has(one.family) ? [one] : [];
  });
}

/** Whether two pieces of evidence are of kinds that make each other strong, and not the same words. */
function belong(a: Evidence, b: Evidence): boolean {
  if (a.family === b.family || (a.start < b.end && b.start < a.end)) return false;
  const pair = [a.family, b.family].sort().join('+');
  // Rules lapse, and bills and papers are to be sent, among people, too.
  if (pair === 'override+task' || pair === 'exfiltration+override')
    return Math.max(a.aloneWeight, b.aloneWeight) >= ALONE['override-orders'];
  return OPENERS.has(a.family) || OPENERS.has(b.family) || PAIRS.has(pair);
}
