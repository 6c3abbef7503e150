/**
 * Opens the reranker that the settings name, if they name one.
 */
import type { Reranker } from '../reranking/port.ts';
import { TransformersReranker } from '../reranking/transformers-reranker.ts';
import type { RerankerSettings } from './reranker-settings.ts';

/** Throws `RerankerUnavailable`. */
export async function openReranker(settings: RerankerSettings | undefined): Promise<Reranker | undefined> {
  return settings && TransformersReranker.open(settings);
}
