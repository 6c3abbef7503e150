/**
 * Words of a text, the same for passages and for questions, so that FTS5 has none to find by itself: its own tokenizer takes a sentence of
 * Chinese or Thai for one word, cuts Hindi at every vowel sign, and knows no letter that is younger than its tables.
 *
 * A word is a run of letters, digits and marks, folded. A name that is put together (`runTarget`, `run_target`, `ISO-27001`, `e-mail`)
 * counts as its parts and as a whole without what joins them, so each spelling finds the others. Scripts that are written without spaces,
 * and Korean, whose particles stick to words, count in pairs of characters. Dictionaries would cut better and find less: what stands
 * around a word changes where they cut, and so does every version of them. Linear in its input.
 */
import { foldCase, foldForm } from './fold.ts';

/** Patterns over a class of characters that words are made of. */
const patterns = (character: string, flags: string) => ({
  word: new RegExp(`${character}+`, flags),
  /** Words with nothing between them but one of these. */
  name: new RegExp(`${character}+(?:[-_./:@&'’]${character}+)*`, flags),
});
const CHARACTER = '[\\p{L}\\p{N}\\p{M}\\p{Co}]';
const ANY = patterns(CHARACTER, 'gu');
/** The same where there is nothing but ASCII, more than twice as fast. */
const ASCII = patterns('[0-9A-Za-z]', 'g');
const IS_ASCII = /^\p{ASCII}*$/u;

/** Where a word has its parts: `runTarget`, `HTTPServer`, `ISO27001`, `3rd`. */
const PART = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{N})(?=\p{L})|(?<=\p{L})(?=\p{N})/u;
/** A word without parts, such as most are. */
const SIMPLE = /^\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Co}]*$/u;
/** What has more parts is a path or a hash: not put together as a name is. */
const MAX_PARTS = 8;
const ENDS_IN_NUMBER = /\p{N}$/u;
const STARTS_WITH_NUMBER = /^\p{N}/u;

const UNSPACED_SCRIPTS = [
  ...['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul', 'Yi', 'Thai', 'Lao', 'Khmer', 'Myanmar'],
  ...['Tai_Le', 'New_Tai_Lue', 'Tai_Tham', 'Tai_Viet', 'Ahom', 'Balinese', 'Javanese', 'Tangut', 'Nushu'],
];
const UNSPACED = `(?=[\\p{L}\\p{N}])[${UNSPACED_SCRIPTS.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]\\p{M}*`;
const HAS_UNSPACED = new RegExp(UNSPACED, 'u');
const WITH_MARKS = /\P{M}\p{M}*/gu;
/** Runs within a name: of unspaced scripts, or of others. */
const RUN = new RegExp(`(?:${UNSPACED})+|(?:(?!${UNSPACED})[^])+`, 'gu');

/** The words of a passage with spaces between them, as the table of words takes it. */
export function segment(text: string): string {
  return words(text, singlesAndPairs).join(' ');
}

/** The words that a question asks for, in their order, some more than once: each is a word of every passage that has it. */
export function questionWords(text: string): readonly string[] {
  return words(text, pairsOrSingle);
}

type Cut = (characters: readonly string[]) => readonly string[];

const pairs: Cut = (characters) => characters.slice(1).map((character, i) => `${characters[i]}${character}`);
/** A question may ask for one character of what is written here. */
const singlesAndPairs: Cut = (characters) => [...characters, ...pairs(characters)];
const pairsOrSingle: Cut = (characters) => (characters.length === 1 ? characters : pairs(characters));

function words(text: string, cut: Cut): string[] {
  const folded = foldForm(text);
  const found: string[] = [];
  if (IS_ASCII.test(folded)) {
    for (const name of folded.match(ASCII.name) ?? []) addPartsAndWhole(found, name, ASCII.word);
    return found;
  }
  const hasUnspaced = HAS_UNSPACED.test(folded);
  for (const name of folded.match(ANY.name) ?? []) {
    if (!hasUnspaced || !HAS_UNSPACED.test(name)) addPartsAndWhole(found, name, ANY.word);
    else {
      for (const run of name.match(RUN) ?? []) {
        if (!HAS_UNSPACED.test(run)) addPartsAndWhole(found, run, ANY.word);
        else for (const word of cut(run.match(WITH_MARKS) ?? [])) found.push(word);
      }
    }
  }
  return found;
}

function addPartsAndWhole(found: string[], name: string, word: RegExp): void {
  if (SIMPLE.test(name)) {
    found.push(foldCase(name));
    return;
  }
  const parts = (name.match(word) ?? []).flatMap(partsOf);
  for (const part of parts) found.push(part);
  if (parts.length > 1 && parts.length <= MAX_PARTS) found.push(parts.reduce(joined));
}

function partsOf(word: string): readonly string[] {
  const parts = word.split(PART);
  return (parts.length > MAX_PARTS ? [word] : parts).map(foldCase);
}

/** Two numbers that are put together stay apart: 1.23 is not 12.3. */
function joined(start: string, end: string): string {
  return ENDS_IN_NUMBER.test(start) && STARTS_WITH_NUMBER.test(end) ? `${start}·${end}` : `${start}${end}`;
}
