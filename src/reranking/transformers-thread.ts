/**
 * The thread that runs a cross-encoder, one pair at a time: a score does not depend on what else is scored.
 */
import { workerData } from 'node:worker_threads';
import { loadTransformer } from '../embedding/transformers/load.ts';
import type { ModelReply, ModelToLoad } from '../embedding/transformers/model-thread.ts';
import { serve } from '../threads.ts';

export interface ScoreRequest {
  readonly query: string;
  readonly texts: readonly string[];
}

export interface ScoreReply extends ModelReply {
  readonly scores: readonly number[];
}

const { folder, weights } = workerData as ModelToLoad;
const transformer = await loadTransformer(folder, weights, 'class');
const { version } = transformer;
await scoreOf('', '');

async function scoreOf(query: string, text: string): Promise<number> {
  const { logits } = await transformer.run(transformer.encode(query, text));
  const [score] = logits?.data ?? [];
  if (logits?.data.length !== 1 || typeof score !== 'number' || !Number.isFinite(score))
    throw new Error('the model does not answer with one number');
  return score;
}

/** The question without its end, if it is so long that it would leave a passage less than half of the window. */
function shortened(query: string): string {
  const most = transformer.window / 2;
  let kept = query;
  for (;;) {
    const tokens = transformer.encode(kept).ids.length;
    if (tokens <= most || kept === '') return kept;
    kept = kept.slice(0, Math.floor(kept.length * Math.min(0.9, most / tokens)));
  }
}

async function score({ query, texts }: ScoreRequest): Promise<ScoreReply> {
  const question = shortened(query);
  const scores: number[] = [];
  for (const text of texts) scores.push(await scoreOf(question, text));
  return { version, scores };
}

serve(score);
