/**
 * A static embedder that keeps long work off the thread that answers: a question is embedded in place, in microseconds; what takes
 * milliseconds goes to a thread of its own, which starts with the first such work. One that dies fails the calls that wait
 * for it, and the next call starts another.
 */
import { Thread } from '../threads.ts';
import type { EmbedReply, EmbedRequest } from './embed-thread.ts';
import { type Embedder, EmbedderUnavailable, type TextRole } from './port.ts';
import { createStaticEmbedder } from './static/embedder.ts';
import type { StaticModel } from './static/model.ts';

/** What is embedded in place takes no longer than some milliseconds. */
const MAX_TEXTS_IN_PLACE = 32;
const MAX_UNITS_IN_PLACE = 50_000;

export class ThreadedEmbedder implements Embedder {
  readonly #staticModel: StaticModel;
  readonly #inPlace: Embedder;
  #started: Promise<Thread<EmbedRequest, EmbedReply>> | undefined;
  #isClosed = false;

  /** Rows in shared memory are there once; others are copied for the thread. */
  constructor(model: StaticModel) {
    this.#staticModel = model;
    this.#inPlace = createStaticEmbedder(model);
  }

  get model(): Embedder['model'] {
    return this.#inPlace.model;
  }

  async embed(texts: readonly string[], role: TextRole): ReturnType<Embedder['embed']> {
    if (this.#isClosed) throw new EmbedderUnavailable('the embedder is closed');
    if (isShort(texts)) return this.#inPlace.embed(texts, role);
    this.#started ??= Thread.start('embed-thread', import.meta.url, this.#staticModel);
    const own = this.#started;
    try {
      return await (await own).call({ texts });
    } catch (cause) {
      const isGone = await own.then(
        (thread) => thread.isGone,
        () => true,
      );
      if (isGone && this.#started === own) this.#started = undefined;
      throw new EmbedderUnavailable('the thread that embeds is gone', { cause });
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // One that could not start needs no end.
    const thread = await this.#started?.catch(() => undefined);
    await thread?.close();
  }
}

function isShort(texts: readonly string[]): boolean {
  if (texts.length > MAX_TEXTS_IN_PLACE) return false;
  return texts.reduce((sum, text) => sum + text.length, 0) <= MAX_UNITS_IN_PLACE;
}
