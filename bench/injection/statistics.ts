/**
 * How well scores tell attacks from innocent texts: rates at a threshold, a threshold for a rate, the area under the curve, agreement. Pure. A
 * text is flagged when its score is at or above the threshold, as everywhere in the product; equal scores are never told apart.
 */

/** Share of `scores` at or above `threshold`; `NaN` of none. */
export function shareAtLeast(scores: readonly number[], threshold: number): number {
  return scores.filter((score) => score >= threshold).length / scores.length;
}

/** The lowest threshold at which at most the share `rate` of the innocent texts is flagged: no more than whole texts allow, ties included. */
export function thresholdAt(innocent: readonly number[], rate: number): number {
  const allowed = Math.floor(rate * innocent.length + 1e-9);
  const sorted = Float64Array.from(innocent).sort().reverse();
  const highestClean = sorted[allowed];
  return highestClean === undefined ? Number.NEGATIVE_INFINITY : nextAbove(highestClean);
}

/** The chance that an attack scores higher than an innocent text, ties counting a half (Mann and Whitney's U over all pairs). */
export function areaUnderCurve(attacks: readonly number[], innocent: readonly number[]): number {
  const all = [
    ...attacks.map((score) => ({ score, isAttack: true })),
    ...innocent.map((score) => ({ score, isAttack: false })),
  ].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && all[to]?.score === all[from]?.score) to += 1;
    const tied = all.slice(from, to).filter(({ isAttack }) => isAttack).length;
    // Ranks count from 1: those of a tie are their mean.
    rankSum += (tied * (from + 1 + to)) / 2;
  }
  const pairs = attacks.length * innocent.length;
  return (rankSum - (attacks.length * (attacks.length + 1)) / 2) / pairs;
}

/** Cohen's kappa of two who flag the same texts: 1 agreement, 0 no more than by chance; 1, too, when both say the same of every text. */
export function kappa(verdicts: readonly (readonly [boolean, boolean])[]): number {
  const share = (holds: (pair: readonly [boolean, boolean]) => boolean) =>
    verdicts.filter(holds).length / verdicts.length;
  const observed = share(([a, b]) => a === b);
  const [first, second] = [share(([a]) => a), share(([, b]) => b)];
  const byChance = first * second + (1 - first) * (1 - second);
  return byChance === 1 ? 1 : (observed - byChance) / (1 - byChance);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The next number above `value`, which is finite. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] ?? value;
}
