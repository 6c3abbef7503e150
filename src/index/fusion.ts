/**
 * Weighted reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): rankings become one by ranks alone, so that scores that have no
 * common scale need none. Pure; it knows neither words nor vectors.
 */

export interface WeightedRanking {
  /** Ids, best first, each once. */
  readonly ids: readonly number[];
  readonly weight: number;
}

/** Each way of searching goes at least as deep: what is first in the fusion may be far down in both. */
export const MIN_DEPTH = 100;

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

/** The rankings by words and by vectors as one. */
export function fuseHybrid(byWords: readonly number[], byVectors: readonly number[], limit: number): readonly number[] {
  return fuse(
    [
      { ids: byWords, weight: 1 },
      { ids: byVectors, weight: 1 },
    ],
    limit,
  );
}
