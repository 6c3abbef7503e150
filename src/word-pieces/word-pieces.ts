/**
 * WordPiece: a word to the longest token that it begins with, the rest to the longest that it goes on with, and so on; a word that
 * is not made of tokens is unknown as a whole. Linear in the word: each token costs at most as many looks as the longest one has units.
 */
import { type Token, TokenTable } from './token-table.ts';

const UNKNOWN = '[UNK]';
/** What is written before tokens that go on with a word. */
const CONTINUES = '##';

export class WordPieces {
  /** The row of a word that is not made of tokens: that of `[UNK]`, or the first. */
  readonly unknown: number;
  readonly #beginnings: TokenTable;
  readonly #continuations: TokenTable;

  constructor(vocabulary: readonly string[]) {
    this.unknown = Math.max(0, vocabulary.lastIndexOf(UNKNOWN));
    const beginnings: Token[] = [];
    const continuations: Token[] = [];
    for (const [row, token] of vocabulary.entries())
      if (token.startsWith(CONTINUES)) continuations.push({ text: token.slice(CONTINUES.length), row });
      else beginnings.push({ text: token, row });
    this.#beginnings = new TokenTable(beginnings);
    this.#continuations = new TokenTable(continuations);
  }

  /** Writes the rows of the word's tokens from `at` on, at most `length` of them; returns where they end. */
  split(word: Uint16Array, length: number, rows: Int32Array, at: number): number {
    let next = at;
    let tokens = this.#beginnings;
    for (let start = 0; start < length; start = tokens.end, tokens = this.#continuations) {
      const row = tokens.findLongest(word, start, length);
      if (row < 0) {
        rows[at] = this.unknown;
        return at + 1;
      }
      rows[next++] = row;
    }
    return next;
  }
}
