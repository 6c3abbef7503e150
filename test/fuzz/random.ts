/** Numbers that look random and are the same for the same seed, so that a file which breaks something can be made again. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(all: readonly T[]): T;
}

/** Source: Tommy Ettinger's mulberry32, in the public domain. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (all) => {
      const index = below(all.length);
      if (index >= all.length) throw new Error('there is nothing to pick from');
      return all[index] as (typeof all)[number];
    },
  };
}
