/**
 * Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): rankings become one by ranks alone, so that scores that have no
 * common scale need none. Pure; it knows neither words nor vectors.
 */

export interface WeightedRanking {
  /** Ids, best first, each once. */
  readonly ids: readonly number[];
  readonly weight: number;
}

/** How little the very first ranks outweigh those that follow. */
const K = 60;

/** The best `limit` of all ids that are ranked, each by the sum of weight / (K + rank), ranks from 1; ties by id. */
export function fuse(rankings: readonly WeightedRanking[], limit: number): readonly number[] {
  const scores = new Map<number, number>();
  for (const { ids, weight } of rankings) {
    for (const [i, id] of ids.entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (K + i + 1));
  }
  const ranked = [...scores].sort(([id, score], [otherId, otherScore]) => otherScore - score || id - otherId);
  return ranked.slice(0, limit).map(([id]) => id);
}
