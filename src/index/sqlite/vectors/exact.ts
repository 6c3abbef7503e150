/**
 * The search by vectors, exact: every passage that meets the condition is compared with the question.
 */
import type { Vector } from '../../../embedding/port.ts';
import type { SqlCondition } from '../membership.ts';
import type { Ranking, Searching } from '../searching.ts';

export function exactSql(condition: string): string {
  return `SELECT id FROM (
      SELECT v.id, vec_distance_cosine(vec_int8(v.direction), vec_int8(?)) AS distance
      FROM label l CROSS JOIN vector v ON v.id = l.id LEFT JOIN passage p ON p.id = l.id
      WHERE ${condition}
    ) WHERE distance <= ? ORDER BY distance, id LIMIT ?`;
}

export function searchExactly(
  searching: Searching,
  condition: SqlCondition,
  vector: Vector,
  maxDistance: number,
  depth: number,
): Ranking {
  const statement = searching.prepare(exactSql(condition.sql)).pluck();
  return statement.all(vector, ...condition.params, maxDistance, depth) as number[];
}
