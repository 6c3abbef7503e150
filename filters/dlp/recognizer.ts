/**
 * What a recognizer is: one kind of value, how it is written, what its digits must satisfy, and which words must stand near it when its
 * shape alone says too little. Patterns are linear: every quantifier has a bound, and what can be read in two ways is read in one.
 */
import type { DlpKind } from './kinds.ts';

export interface Recognizer {
  /** Stable kebab-case name: `us-ssn`. Two ways of writing one value are two recognizers of one name. */
  readonly name: string;
  readonly kind: DlpKind;
  /** `gu` or `giu`; `gdu` or `gdiu` when the value is the group `value` of the match, and not all of it. */
  readonly pattern: RegExp;
  /** What every value has in it and few texts do: where a text lacks it the pattern is not run. Not global. */
  readonly requires?: RegExp;
  /** Of values that overlap the more certain one counts: 3 has check digits and a shape of its own, 2 one of these, 1 needs its words. */
  readonly certainty: 1 | 2 | 3;
  /** What the pattern can't say: check digits, dates, ranges, entropy. Costs a constant, or grows with the value. */
  readonly validate?: (value: string) => boolean;
  /** Words of which one must stand near the value. Not global. */
  readonly context?: RegExp;
  /** How near, in UTF-16 units, when 64 before and 32 behind is too far. */
  readonly reach?: number;
  /** Words just before the value that say that it is something else. Not global; ends in `$`. */
  readonly unless?: RegExp;
}

/** Separators that people, word processors and PDFs write within a number. */
export const SEPARATOR = '[ \\u00A0\\u2009\\u202F\\u2010-\\u2013.-]';
/** Spaces that hold together. */
export const SPACE = '[ \\u00A0\\u2009\\u202F]';
/** In front of a number: it is not the rest of a word, a decimal, a version, a date or a longer number. */
export const START = '(?<![\\p{L}\\p{N}_])(?<!\\p{N}[.:/-])';
/** Behind a number, likewise. */
export const END = '(?![\\p{L}\\p{N}_])(?![.:/-]\\p{N})';

/** A global Unicode pattern of a whole value. */
export function valuePattern(source: string, flags: '' | 'i' = ''): RegExp {
  return new RegExp(`${START}(?:${source})${END}`, `gu${flags}`);
}

/**
 * Words near a value. `words` in any case and as beginnings of longer words, since languages compound and decline; `names` are short,
 * stand alone, and are written as they are, or in lower case as the name of a field, `ssn: …`.
 */
export function near(words: readonly string[], names: readonly string[] = []): RegExp {
  const anyCase = words.map((word) => (isSpaced(word) ? '(?<!\\p{L})' : '') + [...word].map(eitherCase).join(''));
  const fields = names.map((name) => `${name}|${name.toLowerCase()}(?=${FIELD_END})`);
  const parts = [...anyCase, ...(names.length > 0 ? [`(?<![\\p{L}\\p{N}])(?:${fields.join('|')})(?!\\p{L})`] : [])];
  return new RegExp(parts.join('|'), 'u');
}

/** What follows the name of a field, `ssn_no: …`, of a column or of a key. */
const FIELD_END = '["\']?(?:[_ ](?:no|nr|num|number))?["\']?\\s?[:=#|,;\\t]';

/** Whether the word's script sets words apart. */
function isSpaced(word: string): boolean {
  return !/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word);
}

function eitherCase(letter: string): string {
  if (letter === ' ') return '[ _-]?';
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  return lower === upper || upper.length > letter.length ? letter : `[${lower}${upper}]`;
}

/** The digits of a value as numbers. */
export function digitsOf(value: string): readonly number[] {
  return [...value.replace(/\D/g, '')].map(Number);
}
