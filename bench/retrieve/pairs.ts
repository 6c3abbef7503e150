/**
 * One client: both roads with the same question, in turn the one and the other first, and class by class, so that whatever
 * else the machine does meets all of them alike.
 */
import { combine, type Percentiles, percentilesOf } from '../percentiles.ts';
import type { Road } from './roads.ts';

const NAMES = ['bare', 'brokered'] as const;
type Name = (typeof NAMES)[number];

/** Times of one class of words. */
export class Pairs {
  readonly #roads: Readonly<Record<Name, Road>>;
  readonly #k: number;
  readonly #timesMs: Readonly<Record<Name, number[]>> = { bare: [], brokered: [] };
  #asked = 0;

  constructor(roads: Readonly<Record<Name, Road>>, k: number) {
    this.#roads = roads;
    this.#k = k;
  }

  /** Asks once on both roads. Throws when the broker's answer is not the best `k` of what the index found. */
  async ask(query: string, isWarmUp = false): Promise<void> {
    const found: Record<Name, readonly string[]> = { bare: [], brokered: [] };
    this.#asked += 1;
    for (const name of this.#asked % 2 === 0 ? NAMES : NAMES.toReversed()) {
      const from = performance.now();
      const answer = await this.#roads[name](query);
      const timeMs = performance.now() - from;
      found[name] = answer();
      if (!isWarmUp) this.#timesMs[name].push(timeMs);
    }
    if (found.brokered.join() !== found.bare.slice(0, this.#k).join()) {
      throw new Error(`the two roads answer \`${query}\` differently`);
    }
  }

  compare(): Comparison {
    const [bare, brokered] = [percentilesOf(this.#timesMs.bare), percentilesOf(this.#timesMs.brokered)];
    return {
      requests: this.#timesMs.brokered.length,
      ...{ bare, brokered },
      difference: combine(brokered, bare, (a, b) => a - b),
      ratio: combine(brokered, bare, (a, b) => a / b),
    };
  }
}

export interface Comparison {
  readonly requests: number;
  readonly bare: Percentiles;
  readonly brokered: Percentiles;
  /** Brokered less bare, in milliseconds. */
  readonly difference: Percentiles;
  /** Brokered by bare. */
  readonly ratio: Percentiles;
}
