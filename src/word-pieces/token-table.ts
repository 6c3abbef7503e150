/**
 * A hash table of tokens that is asked for the longest one that a word goes on with. The units of a word are hashed once; every
 * shorter beginning's hash is a by-product. Nothing is ever added, so no text can make it grow or slow.
 */

/** The 32-bit prime of the hash by Fowler, Noll and Vo, and the multiplier by Knuth that spreads it over the table. */
const FNV_PRIME = 0x01000193;
const SPREAD = 0x9e3779b1;
const FEWEST_BITS = 4;

export interface Token {
  readonly text: string;
  readonly row: number;
}

export class TokenTable {
  /** Where the token that was found last ends. */
  end = 0;
  readonly #longest: number;
  /** Pairs of a token's hash and its place + 1; 0 for none. Open addressing, at most half full. */
  readonly #slots: Int32Array;
  readonly #shift: number;
  /** By place: rows, and where the units begin; those of the next one follow. */
  readonly #rows: Int32Array;
  readonly #starts: Int32Array;
  readonly #units: Uint16Array;
  /** Of the beginnings of the word that was asked for last, by length. */
  readonly #hashes: Int32Array;

  /** Of tokens that are the same, the last counts. An empty one is never found. */
  constructor(tokens: readonly Token[]) {
    const bits = Math.max(FEWEST_BITS, Math.ceil(Math.log2(tokens.length + 1)) + 1);
    this.#shift = 32 - bits;
    this.#slots = new Int32Array(2 << bits);
    this.#rows = Int32Array.from(tokens, ({ row }) => row);
    this.#starts = new Int32Array(tokens.length + 1);
    for (const [place, { text }] of tokens.entries())
      this.#starts[place + 1] = (this.#starts[place] ?? 0) + text.length;
    this.#units = new Uint16Array(this.#starts[tokens.length] ?? 0);
    this.#longest = tokens.reduce((longest, { text }) => Math.max(longest, text.length), 0);
    this.#hashes = new Int32Array(this.#longest + 1);
    for (const [place, { text }] of tokens.entries()) this.#insert(place, text);
  }

  /** The row of the longest token that the units from `start` on begin with, or −1. */
  findLongest(units: Uint16Array, start: number, end: number): number {
    const most = Math.min(end - start, this.#longest);
    this.#hash(units, start, most);
    for (let length = most; length > 0; length--) {
      const place = (this.#slots[this.#slotOf(this.#hashes[length] ?? 0, units, start, length) + 1] ?? 0) - 1;
      if (place < 0) continue;
      this.end = start + length;
      return this.#rows[place] ?? -1;
    }
    return -1;
  }

  #hash(units: Uint16Array, start: number, length: number): void {
    let hash = 0;
    for (let i = 0; i < length; i++) {
      hash = Math.imul(hash ^ (units[start + i] ?? 0), FNV_PRIME);
      this.#hashes[i + 1] = hash;
    }
  }

  /** Where the token is, or would be. */
  #slotOf(hash: number, units: Uint16Array, start: number, length: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (Math.imul(hash, SPREAD) >>> this.#shift) * 2;
    for (;;) {
      const place = (slots[slot + 1] ?? 0) - 1;
      if (place < 0 || (slots[slot] === hash && this.#isAt(place, units, start, length))) return slot;
      slot = (slot + 2) & mask;
    }
  }

  #isAt(place: number, units: Uint16Array, start: number, length: number): boolean {
    const from = this.#starts[place] ?? 0;
    if ((this.#starts[place + 1] ?? 0) - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.#units[from + i] !== units[start + i]) return false;
    return true;
  }

  #insert(place: number, text: string): void {
    const start = this.#starts[place] ?? 0;
    for (let i = 0; i < text.length; i++) this.#units[start + i] = text.charCodeAt(i);
    this.#hash(this.#units, start, text.length);
    const hash = this.#hashes[text.length] ?? 0;
    const slot = this.#slotOf(hash, this.#units, start, text.length);
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = place + 1;
  }
}
