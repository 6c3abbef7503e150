/**
 * One spelling for what a reader takes as the same: Unicode's NFKC and case folding, and what stands on or in letters without making a
 * word another one: accents, Hebrew and Arabic points, tatweel, soft hyphens and other marks that nobody sees. Digits of every script
 * become 0 to 9. What it does not know it leaves as it is. Linear in its input.
 */

const ASCII = /^\p{ASCII}*$/u;
const UNSEEN = /\p{Default_Ignorable_Code_Point}+/gu;
/** Normalization sorts marks that stand in a row. Nobody writes so many; thirty is what Unicode's stream-safe format allows. */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;
/** Without the voicing marks of kana, which make another letter. */
const ACCENTS = /(?:(?=\p{M})(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]|\u0640)+/gu;
const DIGIT = /(?!\p{ASCII})\p{Nd}/gu;
const IS_DIGIT = /^\p{Nd}/u;

/** The text with its characters in one form, and its letters in the case they had: case tells where a name has its parts. */
export function foldForm(text: string): string {
  if (ASCII.test(text)) return text;
  return text
    .replace(UNSEEN, '')
    .replace(TOO_MANY_MARKS, '$1')
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(DIGIT, asciiDigit);
}

/** A word of a folded text in one case. By way of upper case, which takes `ß` to `ss`; a final sigma is a sigma. */
export function foldCase(word: string): string {
  return ASCII.test(word) ? word.toLowerCase() : word.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

const worths = new Map<string, string>();

/** Digits of a script stand in a row from 0 to 9, and rows of them may follow each other. */
function asciiDigit(digit: string): string {
  let worth = worths.get(digit);
  if (worth === undefined) {
    const code = digit.codePointAt(0) ?? 0;
    let start = code;
    while (IS_DIGIT.test(String.fromCodePoint(start - 1))) start -= 1;
    worth = String((code - start) % 10);
    worths.set(digit, worth);
  }
  return worth;
}
