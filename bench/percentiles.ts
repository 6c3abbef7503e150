/**
 * Percentiles of measured times, by nearest rank: each is a time that was measured.
 */

/** In milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Throws when nothing was measured. */
export function percentilesOf(timesMs: readonly number[]): Percentiles {
  const sorted = Float64Array.from(timesMs).sort();
  const at = (share: number): number => {
    const time = sorted[Math.ceil(share * sorted.length) - 1];
    if (time === undefined) throw new Error('nothing was measured');
    return time;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Combines two sets of percentiles, one by one. */
export function combine(a: Percentiles, b: Percentiles, by: (a: number, b: number) => number): Percentiles {
  return { p50: by(a.p50, b.p50), p95: by(a.p95, b.p95), p99: by(a.p99, b.p99) };
}
