/**
 * A session in small: what of a caller's last questions is needed to judge the next one. Weak evidence adds up and fades; questions that
 * differ in a name or a number alone are counted. It holds keyed hashes of words and no text, a few kilobytes at most.
 * Half-life, window and counts are choices, not measurements of attackers.
 */

/** How long a question is remembered. */
export const WINDOW_MS = 30 * 60_000;
/** In which evidence halves. */
const HALF_LIFE_MS = 10 * 60_000;
/** Questions remembered, at most. */
const MAX_RECENT = 64;
/** Words of a question that are compared. */
const MAX_WORDS = 16;
/** Words in the place of a name or a number: a name may be three words, another one. */
const MAX_SLOT = 3;
/** Words that two questions share, in parts of the longer one. One of them is more than a {@link FILLER}. */
const MIN_SHARED_PART = 0.5;
/** Words that say nothing of a subject: `what is …` is asked of everything. Their hashes are odd, all others even. */
const FILLERS = new Set(
  'a about all an and are at by can do does for from give has have how i in is it list me my of on or our please show tell that the their there they this to was we were what when where which who whose why will with you your der die das des ein eine ist sind was wer wie wo le la les un une est que quel quelle el los las es'.split(
    ' ',
  ),
);

/** The words of one question, as hashes. */
interface Fingerprint {
  readonly atMs: number;
  readonly words: readonly number[];
}

export interface SessionSummary {
  /** When evidence was last brought up to date, in milliseconds since 1970. */
  readonly atMs: number;
  /** Sum of `-ln(1 - score)` of the questions, faded. */
  readonly evidence: number;
  /** The latest questions that differ, the oldest first. */
  readonly recent: readonly Fingerprint[];
}

export const EMPTY_SESSION: SessionSummary = { atMs: 0, evidence: 0, recent: [] };

/** The evidence of a session at a moment. */
export function fadedEvidence({ atMs, evidence }: SessionSummary, nowMs: number): number {
  return evidence * 2 ** (-Math.max(0, nowMs - atMs) / HALF_LIFE_MS);
}

/** @param seed of this process: hashes of one say nothing to whoever has another's. */
export function fingerprintOf(folded: string, nowMs: number, seed: number): Fingerprint {
  const words = folded.match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
  // A single word is swept letter by letter.
  const parts = words.length === 1 ? [...(words[0] ?? '')] : words;
  return { atMs: nowMs, words: parts.slice(0, MAX_WORDS).map((word) => hashOf(word, seed)) };
}

/** The session with one more question. */
export function remembering(past: SessionSummary, question: Fingerprint, evidence: number): SessionSummary {
  const { atMs } = question;
  const others = past.recent.filter((one) => atMs - one.atMs < WINDOW_MS && !isSame(one, question));
  return {
    atMs,
    evidence: fadedEvidence(past, atMs) + evidence,
    recent: [...others.slice(1 - MAX_RECENT), question],
  };
}

/** Questions of the window that are like this one but for one place. The same question again does not count. */
export function likeIt({ recent }: SessionSummary, question: Fingerprint): number {
  return recent.filter((one) => question.atMs - one.atMs < WINDOW_MS && isNear(one, question)).length;
}

const isSame = (a: Fingerprint, b: Fingerprint): boolean =>
  a.words.length === b.words.length && a.words.every((word, i) => word === b.words[i]);

/** Whether two questions are the same but for one stretch of up to {@link MAX_SLOT} words on each side. */
function isNear(a: Fingerprint, b: Fingerprint): boolean {
  const shorter = Math.min(a.words.length, b.words.length);
  const longer = Math.max(a.words.length, b.words.length);
  if (longer - shorter > MAX_SLOT) return false;
  // Letters and single words by themselves: `a`, `b`, `c`.
  if (longer === 1) return a.words[0] !== b.words[0];
  let before = 0;
  while (before < shorter && a.words[before] === b.words[before]) before += 1;
  if (before === longer) return false;
  let after = 0;
  while (after < shorter - before && a.words.at(-1 - after) === b.words.at(-1 - after)) after += 1;
  const shared = [...a.words.slice(0, before), ...a.words.slice(a.words.length - after)];
  if (longer - shared.length > MAX_SLOT || shared.length < longer * MIN_SHARED_PART) return false;
  return shared.some((word) => word % 2 === 0);
}

function hashOf(word: string, seed: number): number {
  const even = hash(word, seed) & ~1;
  return FILLERS.has(word) ? even | 1 : even;
}

/** FNV-1a, 32 bits, begun with the seed. */
function hash(word: string, seed: number): number {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < word.length; i += 1) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
