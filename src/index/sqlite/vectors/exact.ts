/**
 * The exact comparison: of all passages that come from some sources and meet the condition, those that are closest to the question.
 *
 * Distance is that of the cosine: vectors are scaled each by its own largest component, so that their lengths mean nothing and a distance
 * that knows lengths would rank by them, too. `sqlite-vec` sums up as floats of 32 bits, and sums of products of eight-bit numbers are
 * exact in those up to 2²⁴, which takes more than a thousand dimensions; measured on 256, it is within 6e-8 of the true cosine.
 */
import type { Vector } from '../../../embedding/port.ts';
import type { SqlCondition } from '../membership.ts';
import type { Searching } from '../searching.ts';
import type { Source } from './sources.ts';

/** A passage, and how far it is from the question: 0 in its direction, 2 against it. */
export type Neighbour = readonly [id: number, distance: number];

/**
 * From each source to `label`, to `passage`, and to `vector` last, so that only vectors are read that may be found. SQLite leaves a LEFT JOIN
 * out that nothing needs. Nothing is asked of the distance but the order: SQLite would reckon it twice.
 */
export function nearestSql(sources: readonly Source[], condition: string): string {
  const parts = sources.map(
    ({ from, where }) => `SELECT l.id AS id, vec_distance_cosine(vec_int8(v.direction), vec_int8(?)) AS distance
      FROM ${from} LEFT JOIN passage p ON p.id = l.id CROSS JOIN vector v ON v.id = l.id
      WHERE ${where} AND ${condition}`,
  );
  return `SELECT id, distance FROM (${parts.join(' UNION ALL ')}) ORDER BY distance, id LIMIT ?`;
}

/** The closest `depth`, closest first; ties by id. */
export function findNearest(
  searching: Searching,
  sources: readonly Source[],
  condition: SqlCondition,
  vector: Vector,
  depth: number,
): readonly Neighbour[] {
  const params = sources.flatMap((source) => [vector, ...source.params, ...condition.params]);
  return searching
    .prepare(nearestSql(sources, condition.sql))
    .raw()
    .all(...params, depth) as Neighbour[];
}
