/**
 * The default embedder: the sum of the rows of a text's tokens. No network of layers, so a text costs microseconds, and
 * nothing that doesn't run everywhere. A question is embedded as a passage is.
 */
import type { Vector } from '../port.ts';
import { quantize } from '../quantize.ts';
import type { StaticModel } from './model.ts';
import { Tokenizer } from './tokenizer.ts';

export interface StaticEncoder {
  tokens(text: string): Int32Array;
  /** Of length 1, each component rounded once to float32; all zero for a text with nothing in it that the model knows. */
  unitVector(text: string): Float32Array;
  vector(text: string): Vector | undefined;
}

export function createStaticEncoder({ dimension, vocabulary, rows, weights }: StaticModel): StaticEncoder {
  const tokenizer = new Tokenizer(vocabulary);
  const sums = new Float64Array(dimension);
  const unit = new Float32Array(dimension);

  function tokens(text: string): Int32Array {
    return Int32Array.from(tokenizer.tokenize(text));
  }
  function unitVector(text: string): Float32Array {
    sums.fill(0);
    for (const token of tokens(text)) {
      const weight = weights?.[token] ?? 1;
      for (let i = 0; i < dimension; i++) sums[i] = (sums[i] ?? 0) + (rows[token * dimension + i] ?? 0) * weight;
    }
    let squares = 0;
    for (let i = 0; i < dimension; i++) squares += (sums[i] ?? 0) ** 2;
    const norm = Math.sqrt(squares);
    for (let i = 0; i < dimension; i++) unit[i] = norm === 0 ? 0 : (sums[i] ?? 0) / norm;
    return unit;
  }
  return { tokens, unitVector, vector: (text) => quantize(unitVector(text)) };
}
