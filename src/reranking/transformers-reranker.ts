import { type Reranker, RerankerUnavailable } from './port.ts';
import type { CrossEncoder } from './settings.ts';

export class TransformersReranker {
  static async open(_model: CrossEncoder): Promise<Reranker> {
    throw new RerankerUnavailable('not yet');
  }
}
