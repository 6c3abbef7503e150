/**
 * The one query that searches: words first, labels beside them.
 */

/** Weights of title, headings and body in BM25. */
const WEIGHTS = '3.0, 2.0, 1.0';

/** The one query there is: driven by the words, so the join order is pinned. Ties go by chunk id, to be the same each time. */
export function searchSql(condition: string): string {
  return `SELECT p.chunk_id FROM words CROSS JOIN passage p ON p.id = words.rowid
    WHERE words MATCH ? AND ${condition} ORDER BY bm25(words, ${WEIGHTS}), p.chunk_id LIMIT ?`;
}
