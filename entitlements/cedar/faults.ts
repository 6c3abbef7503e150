/**
 * Faults as they are found, by offset; told by line and column, in the order of the source, each once.
 */
import type { Places } from './source.ts';

/** What is wrong, and where in the source: line and column count from 1. */
export interface Fault {
  /** Id of the policy; empty where it is the source as a whole. */
  readonly policy: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** As many as are told at most; whoever mends these sees the others next. */
const MAX_FAULTS = 100;

interface Found {
  readonly policy: string;
  readonly offset: number;
  readonly message: string;
}

export class Faults {
  readonly #places: Places;
  readonly #found: Found[] = [];

  constructor(places: Places) {
    this.#places = places;
  }

  get isEmpty(): boolean {
    return this.#found.length === 0;
  }

  tell(policy: string, offset: number, message: string): void {
    this.#found.push({ policy, offset, message });
  }

  list(): readonly Fault[] {
    const told = new Map<string, Found>();
    for (const fault of this.#found.toSorted((one, other) => one.offset - other.offset)) {
      const key = `${fault.offset} ${fault.message}`;
      if (!told.has(key)) told.set(key, fault);
    }
    const first = [...told.values()].slice(0, MAX_FAULTS);
    return first.map(({ policy, offset, message }) => ({ policy, ...this.#places.at(offset), message }));
  }
}
