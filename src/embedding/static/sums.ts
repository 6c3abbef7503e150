/**
 * Sums of rows of small integers: exact, whatever their order and number. Four components of a row are read as one 32-bit number and
 * added as two pairs of 16-bit ones, which is as near as portable code comes to the vector instructions of a processor.
 */

/** Rows that are added before a pair could overflow: 257 × 255 = 65,535. */
const BLOCK = 256;
/** −128…127 as 0…255, four at a time. */
const OFFSETS = 0x80808080;
const OFFSET = 128;
/** Two of four components, once they are shifted there. */
const PAIR = 0x00ff00ff;
const LOW = 0xffff;

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
/** Where the components of a word are, from its lowest byte up. */
const [BYTE_0, BYTE_1, BYTE_2, BYTE_3] = isLittleEndian ? [0, 1, 2, 3] : [3, 2, 1, 0];

export interface Table {
  /** A multiple of eight. */
  readonly dimension: number;
  /** Rows, one after another. */
  readonly rows: Int8Array;
}

export class Sums {
  /** By component; below 2^53 for any text that fits into memory. */
  readonly values: Float64Array;
  readonly #words: Int32Array;

  constructor(table: Table) {
    this.values = new Float64Array(table.dimension);
    const rows = table.rows.byteOffset % 4 === 0 ? table.rows : table.rows.slice();
    this.#words = new Int32Array(rows.buffer, rows.byteOffset, rows.length / 4);
  }

  clear(): void {
    this.values.fill(0);
  }

  /** Adds the first `count` of the rows named. */
  add(rows: Int32Array, count: number): void {
    for (let from = 0; from < count; from += BLOCK) this.#addBlock(rows, from, Math.min(count, from + BLOCK));
  }

  /** By columns of two words, whose sums stay in registers; the rows of a block stay in the processor's caches. */
  #addBlock(rows: Int32Array, from: number, to: number): void {
    const words = this.#words;
    const width = this.values.length / 4;
    for (let column = 0; column < width; column += 2) {
      let sum0 = 0;
      let sum1 = 0;
      let odd0 = 0;
      let odd1 = 0;
      for (let i = from; i < to; i++) {
        const at = (rows[i] ?? 0) * width + column;
        const word0 = (words[at] ?? 0) ^ OFFSETS;
        const word1 = (words[at + 1] ?? 0) ^ OFFSETS;
        sum0 = (sum0 + word0) | 0;
        sum1 = (sum1 + word1) | 0;
        odd0 = (odd0 + ((word0 >>> 8) & PAIR)) | 0;
        odd1 = (odd1 + ((word1 >>> 8) & PAIR)) | 0;
      }
      this.#increaseFour(column * 4, sum0, odd0, to - from);
      this.#increaseFour(column * 4 + 4, sum1, odd1, to - from);
    }
  }

  /** The other pair is what is left of the sum of whole words: both are right modulo 2^32, and it is below that. */
  #increaseFour(at: number, sum: number, odd: number, count: number): void {
    const even = sum - (odd << 8);
    const offset = OFFSET * count;
    this.#increase(at + BYTE_0, (even & LOW) - offset);
    this.#increase(at + BYTE_1, (odd & LOW) - offset);
    this.#increase(at + BYTE_2, ((even >>> 16) & LOW) - offset);
    this.#increase(at + BYTE_3, (odd >>> 16) - offset);
  }

  #increase(component: number, by: number): void {
    this.values[component] = (this.values[component] ?? 0) + by;
  }
}
