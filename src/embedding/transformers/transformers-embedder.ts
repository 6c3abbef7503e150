/**
 * Embeds with a sentence transformer in a thread of its own. What is longer than the model's window is embedded as far as that reaches; words
 * still find the rest. No text leaves the process.
 */
import { basename } from 'node:path';
import { Thread } from '../../threads.ts';
import { type Embedder, EmbedderUnavailable, type EmbeddingModel, type TextRole, type Vector } from '../port.ts';
import { versionWith } from '../prefixes.ts';
import { folderOf } from './hub.ts';
import { ModelThread } from './model-thread.ts';
import type { SentenceModel } from './settings.ts';
import type { EmbeddingThreadData, EmbedReply, EmbedRequest } from './transformers-thread.ts';

export class TransformersEmbedder implements Embedder {
  readonly model: EmbeddingModel;
  readonly #thread: ModelThread<EmbedRequest, EmbedReply>;
  readonly #prefixes: SentenceModel['prefixes'];

  private constructor(
    model: EmbeddingModel,
    thread: ModelThread<EmbedRequest, EmbedReply>,
    prefixes: SentenceModel['prefixes'],
  ) {
    this.model = model;
    this.#thread = thread;
    this.#prefixes = prefixes;
  }

  /** Loads the model, from its hub if need be. Throws `EmbedderUnavailable`. */
  static async open({
    files,
    weights,
    pooling,
    prefixes,
    minSimilarity,
  }: SentenceModel): Promise<TransformersEmbedder> {
    try {
      const folder = await folderOf(files, weights);
      const data: EmbeddingThreadData = { folder, weights, pooling };
      const thread = new ModelThread(() =>
        Thread.start<EmbedRequest, EmbedReply>('transformers-thread', import.meta.url, data),
      );
      const { version, dimension } = await thread.call({ texts: [], prefix: '' });
      const model = {
        id: files.from === 'hub' ? files.name : basename(files.path),
        version: versionWith([version, weights, pooling], prefixes),
        ...{ dimension, minSimilarity },
      };
      return new TransformersEmbedder(model, thread, prefixes);
    } catch (cause) {
      throw new EmbedderUnavailable(`the embedding model can not be loaded: ${messageOf(cause)}`, { cause });
    }
  }

  async embed(texts: readonly string[], role: TextRole): Promise<readonly (Vector | undefined)[]> {
    let reply: EmbedReply;
    try {
      reply = await this.#thread.call({ texts, prefix: this.#prefixes[role] });
    } catch (cause) {
      throw new EmbedderUnavailable('the embedding model does not answer', { cause });
    }
    if (reply.dimension !== this.model.dimension) throw new EmbedderUnavailable('the embedding model is another');
    return reply.vectors;
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'unknown';
}
