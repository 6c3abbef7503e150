import { type Embedder, EmbedderUnavailable, type EmbeddingModel } from '../port.ts';
import type { Endpoint } from './settings.ts';

export class OpenAiEmbedder implements Embedder {
  readonly model: EmbeddingModel;
  constructor({ model, dimension, minSimilarity }: Endpoint) {
    this.model = { id: model, version: 'unversioned', dimension, minSimilarity };
  }
  async embed(): Promise<never> {
    throw new EmbedderUnavailable('not yet');
  }
  async close(): Promise<void> {}
}
