/**
 * The thread in which long documents are embedded, so that nobody who waits for an answer waits for them.
 */
import { workerData } from 'node:worker_threads';
import { serve } from '../threads.ts';
import type { Vector } from './port.ts';
import { createStaticEmbedder } from './static/embedder.ts';
import type { StaticModel } from './static/model.ts';

export interface EmbedRequest {
  readonly texts: readonly string[];
}

/** Vectors in the order of the texts. */
export type EmbedReply = readonly (Vector | undefined)[];

const embedder = createStaticEmbedder(workerData as StaticModel);

serve<EmbedRequest, EmbedReply>(({ texts }) => embedder.embed(texts, 'passage'));
