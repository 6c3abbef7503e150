/**
 * The one query that searches: words first, then labels, then what is left of the condition.
 */

/** Weights of title, headings and body in BM25. */
const WEIGHTS = '3.0, 2.0, 1.0';

/**
 * The one query there is: driven by the words, then by labels, so the join order is pinned. The wide rows of `passage` are read only of
 * what was found, or where the condition asks for them: SQLite leaves a LEFT JOIN out that nothing needs. Ties go by what was put first.
 */
export function searchSql(condition: string): string {
  return `SELECT found.chunk_id FROM (
      SELECT l.id, bm25(words, ${WEIGHTS}) AS distance
      FROM words CROSS JOIN label l ON l.id = words.rowid LEFT JOIN passage p ON p.id = l.id
      WHERE words MATCH ? AND ${condition} ORDER BY distance, l.id LIMIT ?
    ) best CROSS JOIN passage found ON found.id = best.id ORDER BY best.distance, best.id`;
}
