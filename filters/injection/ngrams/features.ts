/**
 * The features that the n-gram model sees of a folded text, and the windows that it is read in. The trainer is given what this file
 * computes, so that what is learned is what is read. Linear in the text.
 *
 * A window is up to {@link WINDOW_WORDS} words, and a new one begins every {@link STRIDE_WORDS}; the last one ends with the text. Its
 * features are the sequences of one, two and three words in it, and the sequences of three to five characters of each word with a border
 * on either side, each hashed (FNV-1a, 32 bits, over UTF-16 units) into one of {@link BUCKET_COUNT} buckets ("the hashing trick",
 * Weinberger et al. 2009).
 */
import { type Words, wordsOf } from './words.ts';

export const BUCKET_BITS = 18;
export const BUCKET_COUNT = 1 << BUCKET_BITS;
const WINDOW_WORDS = 64;
const STRIDE_WORDS = 32;

const MOST_WORDS = 3;
const [FEWEST_CHARACTERS, MOST_CHARACTERS] = [3, 5] as const;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** What comes before a feature's units, so that a word and its characters are different features. */
const [OF_WORDS, OF_CHARACTERS] = [1, 2] as const;
const [BEGIN, END, BETWEEN] = [3, 4, 0x20] as const;

/** The buckets of every word's features, in one row. */
export interface Features {
  readonly words: Words;
  readonly buckets: Uint32Array;
  /** Where each word's buckets begin, and one more for the end. First come those of two and three words that it ends, then its own. */
  readonly begins: Uint32Array;
}

/** A range of words. */
export interface WordWindow {
  readonly first: number;
  readonly last: number;
}

export function featuresOf(text: string): Features {
  const words = wordsOf(text);
  const { starts, ends, count } = words;
  const begins = new Uint32Array(count + 1);
  let buckets = new Uint32Array(text.length * 4 + 64);
  let length = 0;
  for (let word = 0; word < count; word += 1) {
    const [start = 0, end = 0] = [starts[word], ends[word]];
    const needed = length + MOST_WORDS + (end - start + 2) * (MOST_CHARACTERS - FEWEST_CHARACTERS + 1);
    if (needed > buckets.length) {
      const wider = new Uint32Array(needed * 2);
      wider.set(buckets);
      buckets = wider;
    }
    begins[word] = length;
    for (let span = Math.min(MOST_WORDS, word + 1); span > 0; span -= 1) {
      let hash = mix(FNV_OFFSET, OF_WORDS);
      for (let part = word - span + 1; part <= word; part += 1) {
        if (part > word - span + 1) hash = mix(hash, BETWEEN);
        for (let at = starts[part] ?? 0; at < (ends[part] ?? 0); at += 1) hash = mix(hash, text.charCodeAt(at));
      }
      buckets[length] = bucketOf(hash);
      length += 1;
    }
    for (let from = start - 1; from + FEWEST_CHARACTERS <= end + 1; from += 1) {
      let hash = mix(FNV_OFFSET, OF_CHARACTERS);
      const to = Math.min(end + 1, from + MOST_CHARACTERS);
      for (let at = from; at < to; at += 1) {
        hash = mix(hash, at < start ? BEGIN : at >= end ? END : text.charCodeAt(at));
        if (at - from + 1 < FEWEST_CHARACTERS) continue;
        buckets[length] = bucketOf(hash);
        length += 1;
      }
    }
  }
  begins[count] = length;
  return { words, buckets, begins };
}

/** The windows of a text of `count` words: none of a text without words. */
export function windowsOf(count: number): readonly WordWindow[] {
  if (count === 0) return [];
  const windows: WordWindow[] = [];
  let first = 0;
  for (; first + WINDOW_WORDS < count; first += STRIDE_WORDS) windows.push({ first, last: first + WINDOW_WORDS });
  windows.push({ first: Math.max(0, count - WINDOW_WORDS), last: count });
  return windows;
}

/** Where the buckets of `word` begin in a window: sequences that began before it are not in it. */
export function beginIn({ first }: WordWindow, word: number, { begins }: Features): number {
  const sequences = Math.min(MOST_WORDS, word + 1);
  const inside = Math.min(MOST_WORDS, word - first + 1);
  return (begins[word] ?? 0) + sequences - inside;
}

function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

function bucketOf(hash: number): number {
  return ((hash >>> BUCKET_BITS) ^ hash) & (BUCKET_COUNT - 1);
}
