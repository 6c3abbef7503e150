/**
 * Codes of the vectors of one file, in memory that the threads of a process share: for each slot the id of a passage, and the signs of its
 * vector. Ids ascend. It is filled by one thread at a time and only ever grows at its end, so whoever reads it up to its count reads what is
 * finished. Passages that are gone stay in it until it is made anew.
 *
 * Nothing here grants anything: what is found by it is looked up in the file under the whole condition.
 */
import { randomInt } from 'node:crypto';
import { wordsFor, writeSigns } from './nearest.ts';

export type CodesMemory = SharedArrayBuffer;

/** Numbers before the slots: how many are filled, how many there are, words a slot, which layout, which life of the file. */
const COUNT = 0;
const CAPACITY = 1;
const WORDS = 2;
const LAYOUT = 3;
const LIFE = 4;
const LIFE_WORDS = 4;
const HEADER_BYTES = 4 * (LIFE + LIFE_WORDS);

/** Memory grows by a quarter: a new one is made, and those who read the old one go on. */
const ROOM = 1.25;
const MIN_CAPACITY = 4_096;

export class Codes {
  readonly memory: CodesMemory;
  readonly words: number;
  readonly capacity: number;
  /** Of all slots: only the first `count` are filled. */
  readonly ids: Float64Array;
  readonly signs: Int32Array;
  readonly #header: Int32Array;

  constructor(memory: CodesMemory) {
    this.memory = memory;
    this.#header = new Int32Array(memory, 0, HEADER_BYTES / 4);
    this.capacity = this.#header[CAPACITY] ?? 0;
    this.words = this.#header[WORDS] ?? 0;
    this.ids = new Float64Array(memory, HEADER_BYTES, this.capacity);
    this.signs = new Int32Array(memory, HEADER_BYTES + 8 * this.capacity, this.words * this.capacity);
  }

  /** Empty ones, with room for this many vectors and more, for this life of a file. */
  static empty(slots: number, dimension: number, life: Uint8Array): Codes {
    const codes = Codes.#allocate(slots, wordsFor(dimension));
    codes.#header[LAYOUT] = randomInt(2 ** 31);
    codes.#header.set(lifeWords(life), LIFE);
    return codes;
  }

  static #allocate(slots: number, words: number): Codes {
    const capacity = Math.max(MIN_CAPACITY, Math.ceil(slots * ROOM));
    const memory = new SharedArrayBuffer(HEADER_BYTES + capacity * (8 + 4 * words));
    new Int32Array(memory).set([0, capacity, words]);
    return new Codes(memory);
  }

  /** The same with room for this many vectors and more: slots stay what they are. */
  grown(slots: number): Codes {
    const grown = Codes.#allocate(slots, this.words);
    const count = this.count;
    grown.ids.set(this.ids.subarray(0, count));
    grown.signs.set(this.signs.subarray(0, count * this.words));
    grown.#header.set(this.#header.subarray(LAYOUT), LAYOUT);
    Atomics.store(grown.#header, COUNT, count);
    return grown;
  }

  get count(): number {
    return Atomics.load(this.#header, COUNT);
  }

  /** Equal as long as a slot is the same passage's. */
  get layout(): number {
    return this.#header[LAYOUT] ?? 0;
  }

  /** The last passage that is in; 0 when there is none. */
  get lastId(): number {
    return this.ids[this.count - 1] ?? 0;
  }

  /** The slot of a passage, when it has one. */
  slotOf(id: number): number | undefined {
    let from = 0;
    let to = this.count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.ids[middle] ?? 0) < id) from = middle + 1;
      else to = middle;
    }
    return from < this.count && this.ids[from] === id ? from : undefined;
  }

  isOf(life: Uint8Array): boolean {
    return lifeWords(life).every((word, i) => word === this.#header[LIFE + i]);
  }

  /** Appends vectors, of ids that ascend; there has to be room. */
  append(vectors: readonly (readonly [id: number, direction: Int8Array])[]): void {
    let slot = this.count;
    for (const [id, direction] of vectors) {
      this.ids[slot] = id;
      writeSigns(direction, this.signs, slot * this.words);
      slot += 1;
    }
    Atomics.store(this.#header, COUNT, slot);
  }
}

function lifeWords(life: Uint8Array): Int32Array {
  const words = new Int32Array(LIFE_WORDS);
  new Uint8Array(words.buffer).set(life.subarray(0, 4 * LIFE_WORDS));
  return words;
}
