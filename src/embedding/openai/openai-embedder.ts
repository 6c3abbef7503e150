/**
 * Embeds at an OpenAI-compatible endpoint: Ollama, TEI, vLLM, OpenAI. Text of documents and questions leaves the process for that endpoint.
 * An endpoint doesn't tell when its model changes under the same name; the operator says so by another revision.
 */
import { batchesOf } from '../../outgoing/batches.ts';
import { LastingFailure, PassingFailure } from '../../outgoing/post-json.ts';
import { type Patience, WAITS, type Waits, withRetries } from '../../outgoing/retry.ts';
import { checkedVector } from '../checked-vector.ts';
import { type Embedder, EmbedderUnavailable, type EmbeddingModel, type TextRole, type Vector } from '../port.ts';
import { versionWith } from '../prefixes.ts';

import { requestEmbeddings } from './request.ts';
import type { Endpoint } from './settings.ts';

/** Requests with passages under way, at most. A question waits for none of them. */
const MAX_REQUESTS = 4;
/** An embedder that was told nothing of the state of its model. */
const UNVERSIONED = 'unversioned';

/** Documents are patient; who asks a question waits for the answer. */
const PATIENCE: Readonly<Record<TextRole, Patience>> = {
  passage: { attempts: 6, maxWaitMs: 30_000 },
  query: { attempts: 2, maxWaitMs: 1_000 },
};

export class OpenAiEmbedder implements Embedder {
  readonly model: EmbeddingModel;
  readonly #endpoint: Endpoint;
  readonly #waits: Waits;
  readonly #closing = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  /** Asks for nothing yet. */
  constructor(endpoint: Endpoint, waits: Waits = WAITS) {
    const { model, revision = UNVERSIONED, dimension, prefixes, minSimilarity } = endpoint;
    this.model = { id: model, version: versionWith([revision], prefixes), dimension, minSimilarity };
    this.#endpoint = endpoint;
    this.#waits = waits;
  }

  async embed(texts: readonly string[], role: TextRole): Promise<readonly (Vector | undefined)[]> {
    // Endpoints refuse what is empty.
    const present = texts.filter(hasText);
    const batches = batchesOf(present.map((text) => this.#endpoint.prefixes[role] + text));
    const answers = await Promise.all(batches.map((batch) => this.#request(batch, role)));
    const vectors = answers
      .flat()
      .map((floats) => checkedVector(floats, this.model.dimension))
      .values();
    return texts.map((text) => (hasText(text) ? vectors.next().value : undefined));
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  async #request(batch: readonly string[], role: TextRole): Promise<readonly (readonly number[])[]> {
    const { signal } = this.#closing;
    const attempt = () => requestEmbeddings(this.#endpoint, batch, signal);
    const untilAnswered = () => withRetries(attempt, PATIENCE[role], this.#waits, signal);
    try {
      return role === 'query' ? await untilAnswered() : await this.#inTurn(untilAnswered);
    } catch (error) {
      if (signal.aborted) throw new EmbedderUnavailable('the embedder is closed');
      if (error instanceof PassingFailure || error instanceof LastingFailure)
        throw new EmbedderUnavailable(error.message, { cause: error });
      throw error;
    }
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#underWay === MAX_REQUESTS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#underWay++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Its place is handed over.
      if (next === undefined) this.#underWay--;
      else next();
    }
  }
}

function hasText(text: string): boolean {
  return text.trim() !== '';
}
