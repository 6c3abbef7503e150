/**
 * The thread that runs a sentence transformer: tens of milliseconds a passage, which nobody else should wait for. Between two texts other
 * requests have their turn, so that a question doesn't wait for a document.
 */
import { workerData } from 'node:worker_threads';
import { serve } from '../../threads.ts';
import { checkedVector } from '../checked-vector.ts';
import type { Vector } from '../port.ts';
import { loadTransformer, type Tokens } from './load.ts';
import type { ModelReply, ModelToLoad } from './model-thread.ts';
import type { SentenceModel } from './settings.ts';

export type EmbeddingThreadData = ModelToLoad & Pick<SentenceModel, 'pooling'>;

export interface EmbedRequest {
  readonly texts: readonly string[];
  readonly prefix: string;
}

export interface EmbedReply extends ModelReply {
  readonly dimension: number;
  readonly vectors: readonly (Vector | undefined)[];
}

const { folder, weights, pooling } = workerData as EmbeddingThreadData;
const transformer = await loadTransformer(folder, weights, 'tokens');
const { version } = transformer;
const dimension = (await floatsOf(transformer.encode(''))).length;

async function floatsOf(tokens: Tokens): Promise<Float32Array> {
  const outputs = await transformer.run(tokens);
  const output = outputs.last_hidden_state ?? outputs.token_embeddings;
  const [, count = 0, width = 0] = output?.dims ?? [];
  const data = output?.data;
  if (!(data instanceof Float32Array) || data.length !== count * width || width === 0)
    throw new Error('the model does not answer with vectors of tokens');
  if (pooling === 'cls') return data.slice(0, width);
  const sum = new Float32Array(width);
  // A direction: the sum serves as well as the mean.
  for (let at = 0; at < data.length; at++) sum[at % width] = (sum[at % width] ?? 0) + (data[at] ?? 0);
  return sum;
}

async function embed({ texts, prefix }: EmbedRequest): Promise<EmbedReply> {
  const vectors: (Vector | undefined)[] = [];
  const ofPrefix = transformer.known(transformer.encode(prefix));
  for (const text of texts) {
    const tokens = transformer.encode(prefix + text);
    const isKnown = transformer.known(tokens) > ofPrefix;
    vectors.push(isKnown ? checkedVector(await floatsOf(tokens), dimension) : undefined);
  }
  return { version, dimension, vectors };
}

serve(embed);
