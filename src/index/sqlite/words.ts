/**
 * The search by words: words first, then labels, then what is left of the condition.
 */
import { toMatch } from './match.ts';
import type { SqlCondition } from './membership.ts';
import type { Ranking, Searching } from './searching.ts';

/** Weights of title, headings and body in BM25. */
const WEIGHTS = '3.0, 2.0, 1.0';

/**
 * The one query there is: driven by the words, then by labels, so the join order is pinned. The wide rows of `passage` are read only
 * where the condition asks for them: SQLite leaves a LEFT JOIN out that nothing needs. Ties go by what was put first.
 */
export function searchSql(condition: string): string {
  return `SELECT l.id
    FROM words CROSS JOIN label l ON l.id = words.rowid LEFT JOIN passage p ON p.id = l.id
    WHERE words MATCH ? AND ${condition} ORDER BY bm25(words, ${WEIGHTS}), l.id LIMIT ?`;
}

/** The passages that say most of what `text` says, in its words; none when it has no word to look for. */
export function searchWords(searching: Searching, condition: SqlCondition, text: string, depth: number): Ranking {
  const match = toMatch(text);
  if (match === undefined) return [];
  const statement = searching.prepare(searchSql(condition.sql)).pluck();
  return statement.all(match, ...condition.params, depth) as number[];
}
