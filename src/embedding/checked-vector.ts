/**
 * What a model answered, as a vector of that model or not at all.
 */
import { EmbedderUnavailable, type Vector } from './port.ts';
import { quantize } from './quantize.ts';

/** The direction of `floats`. Throws `EmbedderUnavailable` when it is of another dimension, not finite, or zero. */
export function checkedVector(floats: ArrayLike<number>, dimension: number): Vector {
  if (floats.length !== dimension)
    throw new EmbedderUnavailable(`the model answered with ${floats.length} dimensions instead of ${dimension}`);
  const vector = quantize(floats);
  if (vector === undefined) throw new EmbedderUnavailable('the model answered with what is no direction');
  return vector;
}
