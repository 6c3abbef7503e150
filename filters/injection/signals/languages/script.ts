/** The scripts that books are written in: which letters they have, and where their words begin and end in folded text. */

export type Script =
  | 'Latin'
  | 'Cyrillic'
  | 'Greek'
  | 'Hebrew'
  | 'Arabic'
  | 'Devanagari'
  | 'Bengali'
  | 'Thai'
  | 'Han'
  | 'Kana'
  | 'Hangul';

/** A letter of a script that parts no words by spaces, or writes particles as one with them: terms stand anywhere in a run of letters. */
export const UNSPACED_LETTER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

const UNSPACED: ReadonlySet<Script> = new Set<Script>(['Han', 'Kana', 'Hangul', 'Thai']);

const LETTERS: Readonly<Record<Exclude<Script, 'Latin'>, RegExp>> = {
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Arabic: /\p{Script=Arabic}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Bengali: /\p{Script=Bengali}/u,
  Thai: /\p{Script=Thai}/u,
  Han: /\p{Script=Han}/u,
  Kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Hangul: /\p{Script=Hangul}/u,
};

/** The letters of a script; nothing for Latin, which nearly every text has. */
export function lettersOf(script: Script): RegExp | undefined {
  return script === 'Latin' ? undefined : LETTERS[script];
}

/** Sources of patterns for where a word begins and ends. Folded Latin is ASCII. */
export function wordBounds(script: Script): { readonly start: string; readonly end: string } {
  if (UNSPACED.has(script)) return { start: '', end: '' };
  if (script === 'Latin') return { start: '\\b', end: '\\b' };
  return { start: '(?<![\\p{L}\\p{M}])', end: '(?![\\p{L}\\p{M}])' };
}
