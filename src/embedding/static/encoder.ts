/**
 * The default embedder's arithmetic: the direction of the sum of the rows of a text's tokens. No layers, so a passage costs
 * microseconds, and nothing that doesn't run everywhere. Guarantees: the same bits on every machine, and those of the reference.
 * A question is embedded as a passage is.
 */

import { Tokenizer } from '../../word-pieces/tokenizer.ts';
import type { Vector } from '../port.ts';
import { quantize } from '../quantize.ts';
import { Repeats } from './repeats.ts';
import { Sums, type Table } from './sums.ts';

/** What of a model it takes to embed with it. */
export interface StaticTable extends Table {
  /** A token's row is its place in here. */
  readonly vocabulary: readonly string[];
}

export interface StaticEncoder {
  /** `undefined` for a text with nothing in it that the model knows. */
  vector(text: string): Vector | undefined;
  /** Before it is quantized: of length 1, each component rounded once to 32 bits; all zero when there is none. Valid until the next call. */
  unitVector(text: string): Float32Array;
}

export function createStaticEncoder(table: StaticTable): StaticEncoder {
  const tokenizer = new Tokenizer(table.vocabulary);
  const sums = new Sums(table);
  const repeats = new Repeats(table.vocabulary.length);
  const add = (rows: Int32Array, count: number) => sums.add(rows, repeats.keep(rows, count));
  const unit = new Float32Array(table.dimension);

  function unitVector(text: string): Float32Array {
    sums.clear();
    repeats.clear();
    tokenizer.tokenize(text, add);
    // One after another: another order of additions would round otherwise.
    let squares = 0;
    for (const sum of sums.values) squares += sum * sum;
    const norm = Math.sqrt(squares);
    for (let i = 0; i < unit.length; i++) unit[i] = norm === 0 ? 0 : (sums.values[i] ?? 0) / norm;
    return unit;
  }

  return { unitVector, vector: (text) => quantize(unitVector(text)) };
}
