/**
 * The one query that searches: words first, then labels, then what is left of the condition.
 */

/** Weights of title, headings and body in BM25. */
const WEIGHTS = '3.0, 2.0, 1.0';

/**
 * The one query there is: driven by the words, then by labels, so the join order is pinned. Ties go by chunk id, to be the same each
 * time.
 */
export function searchSql(condition: string): string {
  return `SELECT p.chunk_id FROM words CROSS JOIN label l ON l.id = words.rowid CROSS JOIN passage p ON p.id = l.id
    WHERE words MATCH ? AND ${condition} ORDER BY bm25(words, ${WEIGHTS}), p.chunk_id LIMIT ?`;
}
