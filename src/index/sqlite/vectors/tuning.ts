/**
 * From where on which way of searching by vectors is taken. Constants of the product; tests choose smaller ones to reach each way.
 */
export interface Tuning {
  /** Passages that are all compared, when no more than these can be visible. */
  readonly exactUpTo: number;
  /** Candidates by codes that are compared exactly, at least. */
  readonly minCandidates: number;
  /** Passages that were put since codes were last read, from which on they are read again. Up to then those are all compared, too. */
  readonly behindFrom: number;
  /** Rows that are read at a time while codes or what is visible are made ready: other searches have their turn between two. */
  readonly slice: number;
}

export const TUNING: Tuning = {
  // Of 100,000 passages 10,000 are compared in 20 ms of one core, twice as many in 40; by codes, with the candidates that are compared after
  // it, it takes 27 to 40 ms, whether half of them are visible or all.
  exactUpTo: 20_000,
  // Of 100,000 passages none of which is close to the question (cosine 0.28 at best) 6,000 have 99.0 % of the best ten, and 4,000 98.3 %; where
  // some are close, either has them all.
  minCandidates: 6_000,
  // Each costs 2 µs in a search, and to read codes of so few as long as one search.
  behindFrom: 2_000,
  // Codes of as many are read in 40 ms of one core.
  slice: 20_000,
};
