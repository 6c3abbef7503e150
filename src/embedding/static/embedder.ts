/**
 * The default embedder, behind the port and on the thread that asks. A question is embedded as a passage is: the model knows no difference.
 */
import type { Embedder } from '../port.ts';
import { createStaticEncoder } from './encoder.ts';
import type { StaticModel } from './model.ts';

export function createStaticEmbedder(staticModel: StaticModel): Embedder {
  const { id, version, dimension, minSimilarity } = staticModel;
  const encoder = createStaticEncoder(staticModel);
  return {
    model: { id, version, dimension, minSimilarity },
    async embed(texts) {
      return texts.map((text) => encoder.vector(text));
    },
    async close() {},
  };
}
