/**
 * What becomes of a character before words are looked up. A table over UTF-16 units answers for nearly all of them with one read.
 * Which characters are dropped, mapped or words of their own is written down in characters.ts; to what they are mapped, the engine
 * knows: Unicode promises never to change the decompositions and the pairs of cases that it has.
 */
import { ALONE, DROPPED, MAPPED, SPACE } from './characters.ts';

/** Answers of the table. No control character stays in a text, so these are free; anything above is the unit that a unit becomes. */
export const IS_DROPPED = 0;
export const IS_SPACE = 1;
/** It is a word. */
export const IS_ALONE = 2;
/** It becomes several characters, or a word: see {@link mapped}. */
export const IS_MAPPED = 3;
/** Half of a character: see {@link kindOf} of the whole. */
export const IS_SURROGATE = 4;
/** It stays as it is; never in the table, which has the unit itself. */
export const IS_KEPT = 5;

interface Range {
  readonly first: number;
  readonly last: number;
  readonly kind: number;
}

const UNIT_COUNT = 0x10000;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;

/** Hangul syllables and the letters that they are made of, as Unicode numbers them (section 3.12). */
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const [FIRST_INITIAL, FIRST_VOWEL, BEFORE_FIRST_FINAL] = [0x1100, 0x1161, 0x11a7];
const [VOWELS, FINALS] = [21, 28];

const RANGES = [
  ...parse(DROPPED, IS_DROPPED),
  ...parse(SPACE, IS_SPACE),
  ...parse(ALONE, IS_ALONE),
  ...parse(MAPPED, IS_MAPPED),
  { first: FIRST_SURROGATE, last: LAST_SURROGATE, kind: IS_SURROGATE },
].sort((a, b) => a.first - b.first);

/** For each unit what it becomes, or one of the answers above. */
export const UNITS = tableOfUnits();

/** What happens to a code point: {@link IS_DROPPED}, … {@link IS_KEPT}. */
export function kindOf(code: number): number {
  let from = 0;
  let to = RANGES.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((RANGES[middle]?.last ?? 0) < code) from = middle + 1;
    else to = middle;
  }
  const range = RANGES[from];
  return range !== undefined && range.first <= code ? range.kind : IS_KEPT;
}

/**
 * What a code point of kind {@link IS_MAPPED} becomes. Lower case is of single characters, so that Σ is σ at the end of a word, too.
 * Marks are not put into canonical order: those with which it would matter are in no vocabulary, so their word is unknown either way.
 */
export function mapped(code: number): string {
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) return lettersOf(code - FIRST_SYLLABLE);
  let result = '';
  for (const part of String.fromCodePoint(code).normalize('NFD'))
    if (kindOf(part.codePointAt(0) ?? 0) !== IS_DROPPED) result += part.toLowerCase();
  return result;
}

/** As NFD has it, in a tenth of the time: in a Korean text, it is every character. */
function lettersOf(syllable: number): string {
  const vowel = FIRST_VOWEL + (Math.floor(syllable / FINALS) % VOWELS);
  const initial = FIRST_INITIAL + Math.floor(syllable / (FINALS * VOWELS));
  const final = syllable % FINALS;
  return final === 0
    ? String.fromCharCode(initial, vowel)
    : String.fromCharCode(initial, vowel, BEFORE_FIRST_FINAL + final);
}

function parse(ranges: string, kind: number): Range[] {
  return ranges.split(' ').map((range) => {
    const [first = '', last = first] = range.split('-');
    return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16), kind };
  });
}

function tableOfUnits(): Uint16Array {
  const units = Uint16Array.from({ length: UNIT_COUNT }, (_, unit) => unit);
  for (const { first, last, kind } of RANGES) if (first < UNIT_COUNT) units.fill(kind, first, last + 1);
  // What becomes one unit, the table says itself. Hangul, which is most of the rest, never does.
  for (let unit = 0; unit < FIRST_SYLLABLE; unit++) {
    if (units[unit] !== IS_MAPPED) continue;
    const result = mapped(unit);
    if (result.length === 1 && kindOf(result.charCodeAt(0)) !== IS_ALONE) units[unit] = result.charCodeAt(0);
  }
  return units;
}
