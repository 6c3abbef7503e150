/**
 * One client: both roads with the same questions, one after the other, in turn the one and the other first, class by class,
 * so that whatever else the machine does meets all of them alike.
 */
import { combine, type Percentiles, percentilesOf } from '../percentiles.ts';
import type { Road } from './roads.ts';

/** What is compared, by name. The last of them is the brokered request, whose answer is held against the first's. */
export interface Compared {
  /** The index query with as many hits as the broker asks for. */
  readonly bare: Road;
  /** The same with `k` hits. */
  readonly bareAtK: Road;
  readonly brokered: Road;
}

type Name = keyof Compared;
const NAMES: readonly Name[] = ['bare', 'bareAtK', 'brokered'];

/** Times of one class of words, in milliseconds. */
export class Pairs {
  readonly #roads: Compared;
  readonly #k: number;
  readonly #timesMs: Readonly<Record<Name, number[]>> = { bare: [], bareAtK: [], brokered: [] };
  #asked = 0;

  constructor(roads: Compared, k: number) {
    this.#roads = roads;
    this.#k = k;
  }

  get count(): number {
    return this.#timesMs.brokered.length;
  }

  /** Asks once on every road. Throws when the broker's answer is not what the index found. */
  async ask(query: string, isWarmUp = false): Promise<void> {
    const answers = new Map<Name, readonly string[]>();
    const first = this.#asked++ % NAMES.length;
    for (const name of [...NAMES.slice(first), ...NAMES.slice(0, first)]) {
      const from = performance.now();
      answers.set(name, await this.#roads[name](query));
      if (!isWarmUp) this.#timesMs[name].push(performance.now() - from);
    }
    const expected = answers.get('bare')?.slice(0, this.#k).join();
    if (answers.get('brokered')?.join() !== expected) throw new Error(`the two roads answer \`${query}\` differently`);
  }

  percentiles(): Comparison {
    const { bare, bareAtK, brokered } = this.#timesMs;
    const [ofBare, ofBrokered] = [percentilesOf(bare), percentilesOf(brokered)];
    return {
      requests: this.count,
      bare: ofBare,
      bareAtK: percentilesOf(bareAtK),
      brokered: ofBrokered,
      difference: combine(ofBrokered, ofBare, (a, b) => a - b),
      ratio: combine(ofBrokered, ofBare, (a, b) => a / b),
    };
  }
}

export interface Comparison {
  readonly requests: number;
  readonly bare: Percentiles;
  readonly bareAtK: Percentiles;
  readonly brokered: Percentiles;
  /** Brokered less bare, in milliseconds. */
  readonly difference: Percentiles;
  /** Brokered by bare. */
  readonly ratio: Percentiles;
}
