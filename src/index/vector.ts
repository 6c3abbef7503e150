/** Whether a vector can be one of the model: every index refuses what it could compare with nothing. */
import type { EmbeddingModel, Vector } from '../embedding/port.ts';

/** Throws when a vector can't be one of the model: another dimension, or no direction. */
export function requireVector(vector: Vector, { dimension }: EmbeddingModel): void {
  if (vector.length !== dimension) throw new Error(`a vector of dimension ${vector.length}, not of ${dimension}`);
  if (vector.every((component) => component === 0)) throw new Error('a vector without a direction');
}
