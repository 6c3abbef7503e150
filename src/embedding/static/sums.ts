/**
 * Sums of rows of small integers: exact, whatever their order and number. Without weights, four components of a row are read as one
 * 32-bit number and added as two pairs of 16-bit ones, which is as near as portable code comes to the vector instructions of a processor.
 */

/** Rows that are added before a pair could overflow: 257 × 255 = 65,535. */
const BLOCK = 256;
/** −128…127 as 0…255, four at a time. */
const OFFSETS = 0x80808080;
const OFFSET = 128;
/** The first and the third of four components; the other two, once they are shifted there. */
const PAIR = 0x00ff00ff;
const LOW = 0xffff;

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
/** Where the components of a word are, from its lowest byte up. */
const [BYTE_0, BYTE_1, BYTE_2, BYTE_3] = isLittleEndian ? [0, 1, 2, 3] : [3, 2, 1, 0];

export interface Table {
  /** A multiple of four. */
  readonly dimension: number;
  /** Rows, one after another. */
  readonly rows: Int8Array;
  /** One a row; all ones when absent. */
  readonly weights: Uint16Array | undefined;
}

export class Sums {
  /** By component; below 2^53 for any text that fits into memory. */
  readonly values: Float64Array;
  readonly #table: Table;
  readonly #words: Int32Array;

  constructor(table: Table) {
    this.values = new Float64Array(table.dimension);
    this.#table = table;
    const rows = table.rows.byteOffset % 4 === 0 ? table.rows : table.rows.slice();
    this.#words = new Int32Array(rows.buffer, rows.byteOffset, rows.length / 4);
  }

  clear(): void {
    this.values.fill(0);
  }

  /** Adds the first `count` of the rows named. */
  add(rows: Int32Array, count: number): void {
    const { weights } = this.#table;
    if (weights !== undefined) this.#addWeighted(rows, count, weights);
    else for (let from = 0; from < count; from += BLOCK) this.#addBlock(rows, from, Math.min(count, from + BLOCK));
  }

  /** By columns of two words, whose sums stay in registers; the rows of a block stay in the processor's first cache. */
  #addBlock(rows: Int32Array, from: number, to: number): void {
    const words = this.#words;
    const width = this.values.length / 4;
    const offset = OFFSET * (to - from);
    for (let column = 0; column < width; column++) {
      let even = 0;
      let odd = 0;
      for (let i = from; i < to; i++) {
        const word = (words[(rows[i] ?? 0) * width + column] ?? 0) ^ OFFSETS;
        even = (even + (word & PAIR)) | 0;
        odd = (odd + ((word >>> 8) & PAIR)) | 0;
      }
      const at = column * 4;
      this.#increase(at + BYTE_0, (even & LOW) - offset);
      this.#increase(at + BYTE_1, (odd & LOW) - offset);
      this.#increase(at + BYTE_2, (even >>> 16) - offset);
      this.#increase(at + BYTE_3, (odd >>> 16) - offset);
    }
  }

  #increase(component: number, by: number): void {
    this.values[component] = (this.values[component] ?? 0) + by;
  }

  #addWeighted(rows: Int32Array, count: number, weights: Uint16Array): void {
    const { dimension, rows: components } = this.#table;
    for (let i = 0; i < count; i++) {
      const row = rows[i] ?? 0;
      const weight = weights[row] ?? 0;
      const from = row * dimension;
      for (let k = 0; k < dimension; k++) this.#increase(k, (components[from + k] ?? 0) * weight);
    }
  }
}
