/**
 * Reranks with a cross-encoder in a thread of its own. What is longer than the model's window is read as far as that reaches. No text leaves
 * the process.
 */
import { basename } from 'node:path';
import { folderOf } from '../embedding/transformers/hub.ts';
import { ModelThread } from '../embedding/transformers/model-thread.ts';
import { Thread } from '../threads.ts';
import { type Reranker, RerankerUnavailable } from './port.ts';
import type { CrossEncoder } from './settings.ts';
import type { ScoreReply, ScoreRequest } from './transformers-thread.ts';

/** Pairs in one call: the model takes tens of milliseconds for each. */
const MAX_PAIRS = 100;

export class TransformersReranker implements Reranker {
  readonly model: Reranker['model'];
  readonly #thread: ModelThread<ScoreRequest, ScoreReply>;

  private constructor(model: Reranker['model'], thread: ModelThread<ScoreRequest, ScoreReply>) {
    this.model = model;
    this.#thread = thread;
  }

  /** Loads the model, from its hub if need be. Throws `RerankerUnavailable`. */
  static async open({ files, weights }: CrossEncoder): Promise<TransformersReranker> {
    try {
      const data = { folder: await folderOf(files, weights), weights };
      const thread = new ModelThread(() =>
        Thread.start<ScoreRequest, ScoreReply>('transformers-thread', import.meta.url, data),
      );
      const { version } = await thread.call({ query: '', texts: [] });
      const id = files.from === 'hub' ? files.name : basename(files.path);
      return new TransformersReranker({ id, version: `${version}-${weights}` }, thread);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : 'unknown';
      throw new RerankerUnavailable(`the reranking model can not be loaded: ${message}`, { cause });
    }
  }

  async score(query: string, texts: readonly string[]): Promise<readonly number[]> {
    if (texts.length > MAX_PAIRS) throw new RerankerUnavailable(`more than ${MAX_PAIRS} texts are to be reranked`);
    try {
      return (await this.#thread.call({ query, texts })).scores;
    } catch (cause) {
      throw new RerankerUnavailable('the reranking model does not answer', { cause });
    }
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }
}
