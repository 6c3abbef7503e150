/**
 * How good a ranking is, as trec_eval and BEIR measure it: nDCG with linear gains, and recall. Averages are over queries.
 */

/** How relevant a document is to a query, by id: above 0. What is not there is irrelevant. */
export type Gains = ReadonlyMap<string, number>;

export interface Score {
  readonly ndcg10: number;
  readonly recall10: number;
  readonly recall100: number;
}

/** Scores a ranking of distinct ids, best first, of a query with at least one relevant document. */
export function score(ranking: readonly string[], gains: Gains): Score {
  return {
    ndcg10: ndcg(ranking, gains, 10),
    recall10: recall(ranking, gains, 10),
    recall100: recall(ranking, gains, 100),
  };
}

/** The mean of at least one score. */
export function mean(scores: readonly Score[]): Score {
  const of = (metric: keyof Score) => scores.reduce((sum, one) => sum + one[metric], 0) / scores.length;
  return { ndcg10: of('ndcg10'), recall10: of('recall10'), recall100: of('recall100') };
}

/** Discounted gain (Järvelin and Kekäläinen, 2002: gain over the binary logarithm of rank and one), as a share of the best there could be. */
function ndcg(ranking: readonly string[], gains: Gains, depth: number): number {
  const ideal = [...gains.values()].sort((one, other) => other - one);
  const gained = ranking.map((id) => gains.get(id) ?? 0);
  return discounted(gained, depth) / discounted(ideal, depth);
}

function discounted(gains: readonly number[], depth: number): number {
  return gains.slice(0, depth).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
}

function recall(ranking: readonly string[], gains: Gains, depth: number): number {
  return ranking.slice(0, depth).filter((id) => gains.has(id)).length / gains.size;
}
