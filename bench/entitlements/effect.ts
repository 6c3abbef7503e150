/**
 * How far two sets of times lie apart, beside their medians.
 */

/**
 * Cliff's delta (N. Cliff, Psychological Bulletin 114, 1993): the share of pairs in which the one is larger less that in which the other is,
 * from -1 to 1. 0: they can't be told apart; below 0.147 in size is called negligible (Romano et al. 2006).
 */
export function cliffsDelta(one: readonly number[], other: readonly number[]): number {
  const sorted = Float64Array.from(other).sort();
  const countBelow = (value: number, orEqual: boolean): number => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const at = sorted[middle] ?? Number.NaN;
      if (at < value || (orEqual && at === value)) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  let balance = 0;
  for (const value of one) balance += countBelow(value, false) - (sorted.length - countBelow(value, true));
  return balance / (one.length * other.length);
}
