/**
 * A question as an FTS5 query: its words, each one quoted, any of them. Nothing of FTS5's own syntax gets through.
 */

/** Distinct words of a question that are looked for. More would cost time and find nothing better. */
const MAX_WORDS = 64;
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/** The FTS5 expression, or `undefined` when the question has no word to look for. */
export function toMatch(query: string): string | undefined {
  const words = new Set<string>();
  for (const [word] of query.toLowerCase().matchAll(WORD)) {
    words.add(word);
    if (words.size === MAX_WORDS) break;
  }
  return words.size === 0 ? undefined : [...words].map((word) => `"${word}"`).join(' OR ');
}
