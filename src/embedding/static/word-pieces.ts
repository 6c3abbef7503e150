/**
 * WordPiece: a word to the longest token that it begins with, the rest to the longest that it continues with, and so on; a word that
 * is not made of tokens is unknown as a whole. A trie finds the longest token while it reads, so a word costs at most as many steps
 * as it has units, times the length of the longest token.
 */

const UNKNOWN = '[UNK]';
const CONTINUES = '##';

/** Tries of tokens that begin words, and of those that continue them. */
const BEGINNING = 0;
const CONTINUATION = 1;
const FIRST_FREE_NODE = 2;

/** An edge in the table: the node that it leaves, its UTF-16 unit, the node that it leads to, and that node's row + 1, or 0. */
const EDGE = 4;
const UNIT = 1;
const TO = 2;
const ROW = 3;
const INITIAL_BITS = 12;

export class WordPieces {
  /** The row of a word that is not made of tokens. */
  readonly unknown: number;
  /** Open addressing; an edge that leads nowhere is a free place. At most half of them are taken. */
  #edges = new Int32Array(EDGE << INITIAL_BITS);
  #bits = INITIAL_BITS;
  #count = 0;

  /** Of tokens that are the same, the last counts. Without `[UNK]`, unknown words are row 0. */
  constructor(vocabulary: readonly string[]) {
    this.unknown = Math.max(0, vocabulary.lastIndexOf(UNKNOWN));
    for (const [row, token] of vocabulary.entries()) this.#insert(token, row);
  }

  /** Writes the rows of the word's tokens from `at` on; returns where they end. At most `length` of them. */
  split(word: Uint16Array, length: number, rows: Int32Array, at: number): number {
    const begin = at;
    let root = BEGINNING;
    for (let start = 0; start < length; root = CONTINUATION) {
      let node = root;
      let row = 0;
      let end = start;
      for (let i = start; i < length; i++) {
        const edge = this.#find(node, word[i] ?? 0);
        node = this.#edges[edge + TO] ?? 0;
        if (node === 0) break;
        const found = this.#edges[edge + ROW] ?? 0;
        if (found === 0) continue;
        row = found;
        end = i + 1;
      }
      if (row === 0) {
        rows[begin] = this.unknown;
        return begin + 1;
      }
      rows[at++] = row - 1;
      start = end;
    }
    return at;
  }

  /** Where the edge is, or the free place where it would be. */
  #find(node: number, unit: number): number {
    const edges = this.#edges;
    const mask = edges.length - 1;
    let at = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> (32 - this.#bits)) * EDGE;
    while (edges[at + TO] !== 0 && (edges[at] !== node || edges[at + UNIT] !== unit)) at = (at + EDGE) & mask;
    return at;
  }

  #insert(token: string, row: number): void {
    const continues = token.startsWith(CONTINUES);
    let node = continues ? CONTINUATION : BEGINNING;
    let edge = -1;
    for (let i = continues ? CONTINUES.length : 0; i < token.length; i++) {
      if (this.#count >= 2 ** (this.#bits - 1)) this.#grow();
      const unit = token.charCodeAt(i);
      edge = this.#find(node, unit);
      if (this.#edges[edge + TO] === 0) {
        this.#edges.set([node, unit, FIRST_FREE_NODE + this.#count], edge);
        this.#count += 1;
      }
      node = this.#edges[edge + TO] ?? 0;
    }
    if (edge >= 0) this.#edges[edge + ROW] = row + 1;
  }

  #grow(): void {
    const old = this.#edges;
    this.#bits += 1;
    this.#edges = new Int32Array(EDGE << this.#bits);
    for (let from = 0; from < old.length; from += EDGE) {
      if (old[from + TO] === 0) continue;
      this.#edges.set(old.subarray(from, from + EDGE), this.#find(old[from] ?? 0, old[from + UNIT] ?? 0));
    }
  }
}
