/**
 * From where on which way of searching by vectors is taken. Constants of the product; tests choose smaller ones to reach each way.
 */
export interface Tuning {
  /** Passages that are all compared, when no more than these can be visible. */
  readonly exactUpTo: number;
  /** Passages that were put since codes were last read, from which on they are read again. Up to then those are all compared, too. */
  readonly behindFrom: number;
  /** Rows that are read at a time while codes or what is visible are made ready: other searches have their turn between two. */
  readonly slice: number;
}

export const TUNING: Tuning = {
  exactUpTo: 20_000,
  behindFrom: 2_000,
  slice: 20_000,
};
