/**
 * The search by words: any word of the question, ranked by BM25.
 *
 * INVARIANT: what is found depends on what the caller may read, not on whether a word stands in other passages. Common words find passages
 * where the rarer ones find none that meets the condition, whether they stand nowhere or only where the caller may not look. Nor does it
 * depend on `depth`: a deeper search begins with what one less deep finds.
 */
import type { Scored } from '../fusion.ts';
import { wordsToLookFor } from '../words/question.ts';
import { commonIn } from './common-words.ts';
import type { SqlCondition } from './membership.ts';
import type { Ranking, Searching } from './searching.ts';

/** Weights of title, headings and body in BM25. On four collections, 1 to 5 for titles made a difference of 0.002 in nDCG@10. */
const WEIGHTS = '3.0, 2.0, 1.0';

/**
 * Driven by the words, then by labels, so the join order is pinned. The wide rows of `passage` are read only where the condition asks for
 * them: SQLite leaves a LEFT JOIN out that nothing needs.
 */
const matching = (condition: string) => `SELECT l.id AS id, bm25(words, ${WEIGHTS}) AS distance
  FROM words CROSS JOIN label l ON l.id = words.rowid LEFT JOIN passage p ON p.id = l.id
  WHERE words MATCH ? AND ${condition}`;

/** What meets any of so many FTS5 expressions, of which no passage meets two. Ties go by what was put first. */
export function wordsSql(condition: string, expressions: number): string {
  const found = Array.from({ length: expressions }, () => matching(condition)).join(' UNION ALL ');
  return `SELECT id, -distance AS score FROM (${found}) ORDER BY distance, id LIMIT ?`;
}

/** The passages that say most of what `text` says, in its words; none when it has no word to look for. */
export function searchWords(searching: Searching, condition: SqlCondition, text: string, depth: number): Ranking {
  const words = wordsToLookFor(text);
  if (words.length === 0) return [];
  const find = (expressions: readonly string[]) =>
    searching
      .prepare(wordsSql(condition.sql, expressions.length))
      .all(...expressions.flatMap((expression) => [expression, ...condition.params]), depth) as Scored[];
  const isCommon = commonIn(searching);
  const [common, rarer] = [words.filter(isCommon), words.filter((word) => !isCommon(word))];
  if (common.length > 0 && rarer.length > 0) {
    // Together what has a rarer word, and yet ranked by all words: BM25 counts those that a passage is found by.
    const found = find([`${anyOf(rarer)} NOT ${anyOf(common)}`, `${anyOf(rarer)} AND ${anyOf(common)}`]);
    if (found.length > 0) return found;
  }
  return find([anyOf(words)]);
}

/** The FTS5 expression that any of these words meets; there is at least one. Each is quoted: nothing of FTS5's own syntax gets through. */
export function anyOf(words: readonly string[]): string {
  return `(${words.map((word) => `"${word}"`).join(' OR ')})`;
}
