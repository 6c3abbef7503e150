import { type Embedder, EmbedderUnavailable } from '../port.ts';
import type { SentenceModel } from './settings.ts';

export class TransformersEmbedder {
  static async open(_model: SentenceModel): Promise<Embedder> {
    throw new EmbedderUnavailable('not yet');
  }
}
