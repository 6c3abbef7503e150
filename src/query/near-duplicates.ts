/**
 * Which of the texts of an answer say the same. Equal texts do, whatever their white space, case and width. Longer ones do as well when hardly a word
 * differs, and nothing that carries weight: numbers, units, signs, names, negations and other short words, and words of a script in
 * which these can't be told from others. Versions of a policy that differ in a number of days or in a "not" are two texts.
 *
 * Nearness is the resemblance of sets of word shingles (Broder, "On the resemblance and containment of documents", 1997), with the bar
 * that Manning, Raghavan and Schütze give as an example ("Introduction to Information Retrieval", 19.6). Time is linear in the text.
 */
import { WEIGHTY_WORDS } from './weighty-words.ts';

/** Words of a shingle. */
const SHINGLE = 5;
/** Of two texts, shingles in both by shingles in either. About one word in ninety may differ. */
const MIN_RESEMBLANCE = 0.9;
/** Texts of fewer words have to be equal. */
const MIN_WORDS = 30;
/** Texts of the same weighty words that a new one is compared with. */
const MAX_COMPARED = 8;

interface Wording<T> {
  readonly value: T;
  readonly words: readonly string[];
  shingles?: ReadonlySet<string>;
}

/** Texts that differ from each other, each with a value. */
export class DistinctTexts<T> {
  readonly #equal = new Map<string, T>();
  /** Texts by their capitals and numbers: one that shares them with no other is near to none, and its words are not looked at. */
  readonly #alone = new Map<string, { readonly text: string; readonly value: T } | 'not alone'>();
  /** By their weighty words. */
  readonly #near = new Map<string, Wording<T>[]>();

  /**
   * The value of the text that says the same as this one; `undefined` when there is none, and then this one is kept. With `exactly`, the
   * two have to be equal, character by character.
   */
  add(text: string, value: T, exactly: boolean): T | undefined {
    const key = exactly ? `= ${text}` : `~ ${normalized(text)}`;
    const same = this.#equal.get(key) ?? (exactly ? undefined : this.#findNear(wide(text), value));
    if (same === undefined) this.#equal.set(key, value);
    return same;
  }

  #findNear(text: string, value: T): T | undefined {
    const outline = text.replace(/[^\p{Lu}\p{N}]+/gu, '');
    const alone = this.#alone.get(outline);
    this.#alone.set(outline, alone ? 'not alone' : { text, value });
    if (alone === undefined) return undefined;
    if (alone !== 'not alone') this.#addNear(wordsOf(alone.text), alone.value);
    return this.#addNear(wordsOf(text), value);
  }

  #addNear(words: readonly string[], value: T): T | undefined {
    if (words.length < MIN_WORDS) return undefined;
    const key = words.filter(isWeighty).join(' ');
    const others = this.#near.get(key) ?? [];
    const own: Wording<T> = { value, words };
    const same = others.find((other) => isNear(own, other));
    if (same !== undefined) return same.value;
    if (others.length < MAX_COMPARED) this.#near.set(key, [...others, own]);
    return undefined;
  }
}

const NUMBER = /\p{N}/u;

/** One spelling of width, white space and case. Numbers that NFKC would melt into others (10² into 102) stay what they are, and so do units: mW is not MW. */
function normalized(text: string): string {
  const words = wide(text).split(/\s+/u).filter(Boolean);
  if (!NUMBER.test(text)) return words.join(' ').toLowerCase();
  return words.map((word, i) => (isMeasure(words, i) ? word : word.toLowerCase())).join(' ');
}

/** Letters as they are meant, in one spelling: ligatures and full-width letters taken apart, accents composed. */
const wide = (text: string): string => text.replace(/\p{No}/gu, (c) => `{${c.codePointAt(0)}}`).normalize('NFKC');

/** Whether a word holds a number or stands right after one that does. */
const isMeasure = (words: readonly string[], i: number): boolean =>
  NUMBER.test(words[i] ?? '') || NUMBER.test(words[i - 1] ?? '');

const MARK = /\p{P}/u;
/** Around a number, only what closes or quotes a sentence: a sign or a percentage belongs to the number. */
const MARK_BY_NUMBER = /[.,;:!?()[\]"'«»“”‘’]/u;

/** The word without the marks around it. */
function bare(word: string, mark: RegExp): string {
  let start = 0;
  let end = word.length;
  while (start < end && mark.test(word.charAt(start))) start += 1;
  while (start < end && mark.test(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

/** The words of a wide text without the marks around them; a number and what follows it are one word, since that is its unit. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let isAfterNumber = false;
  for (const raw of text.split(/\s+/u)) {
    const hasNumber = NUMBER.test(raw);
    const word = bare(raw, hasNumber || isAfterNumber ? MARK_BY_NUMBER : MARK);
    if (word === '') continue;
    if (isAfterNumber) words[words.length - 1] += ` ${word}`;
    else words.push(word);
    isAfterNumber = hasNumber;
  }
  return words;
}

/** At least five letters of an alphabet, all small. Anything else is weighty: capitals may be a name. */
const ORDINARY = /^(?=[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}-]+$)(?:\p{Ll}|-){5,}$/u;

const isWeighty = (word: string): boolean => !ORDINARY.test(word) || WEIGHTY_WORDS.has(word);

function isNear(a: Wording<unknown>, b: Wording<unknown>): boolean {
  if (resemblance(a, b) < MIN_RESEMBLANCE) return false;
  const [ofA, ofB] = [new Set(a.words), new Set(b.words)];
  const onlyInA = a.words.filter((word) => !ofB.has(word));
  const onlyInB = b.words.filter((word) => !ofA.has(word));
  // Legal and illegal, refundable and non-refundable.
  const isNegated = onlyInA.some((one) => onlyInB.some((other) => one.endsWith(other) || other.endsWith(one)));
  // What is in both stands in both in the same order: who pays whom is not the same the other way round.
  const common = b.words.filter((word) => ofA.has(word));
  const isInOrder =
    a.words.length - onlyInA.length === common.length &&
    a.words.filter((word) => ofB.has(word)).every((word, i) => word === common[i]);
  return !isNegated && isInOrder;
}

function resemblance(a: Wording<unknown>, b: Wording<unknown>): number {
  const [ofA, ofB] = [shinglesOf(a), shinglesOf(b)];
  let both = 0;
  for (const shingle of ofA) if (ofB.has(shingle)) both += 1;
  return both / (ofA.size + ofB.size - both);
}

/** Each word is in as many shingles as any other, the first and the last one, too. */
function shinglesOf(wording: Wording<unknown>): ReadonlySet<string> {
  if (wording.shingles) return wording.shingles;
  const edge = Array.from({ length: SHINGLE - 1 }, () => '');
  const padded = [...edge, ...wording.words, ...edge];
  wording.shingles = new Set(
    Array.from({ length: padded.length - SHINGLE + 1 }, (_, i) => padded.slice(i, i + SHINGLE).join('\n')),
  );
  return wording.shingles;
}
