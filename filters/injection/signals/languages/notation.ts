/**
 * How the terms of books are written. Terms are parted by commas or line breaks; `(a|b)` is either, also of groups; `*` at the end of a word is any rest of it.
 * A term begins where a word begins and, without `*`, ends where one ends; in scripts without spaces it stands anywhere. Of words, ` ~ ` is up to
 * three words in between; of phrases, `<30>` is up to 30 units of the same sentence. Terms are folded like the text they are matched with.
 * Nothing in a term can repeat without a bound, so that no book can make reading slow.
 */
import { fold } from '../../../fold.ts';

/** The terms of a list, folded, groups as they are written. */
export function splitTerms(list: string): string[] {
  return splitOutside(list, ',\n').flatMap((term) => (term.trim() === '' ? [] : [fold(term.trim()).text]));
}

/** The terms of a list, folded, one for each way to write them. */
export function spellTerms(list: string): string[] {
  return [...new Set(splitTerms(list).flatMap((term) => spell(term).map((one) => one.replace(/ {2,}/g, ' ').trim())))];
}

function spell(term: string): string[] {
  const open = term.indexOf('(');
  if (open < 0) return [term];
  const close = closeOf(term, open);
  const after = spell(term.slice(close + 1));
  const choices = splitOutside(term.slice(open + 1, close), '|').flatMap(spell);
  return choices.flatMap((choice) => after.map((rest) => term.slice(0, open) + choice + rest));
}

/** Splits at any of the separators, but in groups. Throws when a group is not closed. */
function splitOutside(text: string, separators: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if (c === '(') depth += 1;
    if (c === ')') depth -= 1;
    if (depth === 0 && separators.includes(c)) parts.push('');
    else parts.push(`${parts.pop()}${c}`);
  }
  if (depth !== 0) throw new Error('a group of a term is not closed');
  return parts;
}

/** Where the group closes that opens at `open`. */
function closeOf(term: string, open: number): number {
  let depth = 0;
  for (let i = open; i < term.length; i += 1) {
    if (term[i] === '(') depth += 1;
    if (term[i] === ')') depth -= 1;
    if (depth === 0) return i;
  }
  throw new Error('a group of a term is not closed');
}
