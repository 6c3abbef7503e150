/**
 * A question as an FTS5 query: its words, each one quoted, any of them. Nothing of FTS5's own syntax gets through, because words have
 * nothing in them but letters, digits, marks and the dot between two numbers.
 */
import { questionWords } from './segment.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Distinct words of a question that are looked for. More would cost time and find nothing better. */
const MAX_WORDS = 64;

/** The FTS5 expression, or `undefined` when the question has no word to look for. Stop words are looked for where there are no others. */
export function toMatch(question: string): string | undefined {
  const words = [...new Set(questionWords(question))];
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  const asked = (telling.length > 0 ? telling : words).slice(0, MAX_WORDS);
  return asked.length === 0 ? undefined : asked.map((word) => `"${word}"`).join(' OR ');
}
