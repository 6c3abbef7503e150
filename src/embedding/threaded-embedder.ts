/**
 * A static embedder that keeps long work off the thread that answers: a question is embedded in place, in microseconds; what takes
 * milliseconds goes to a thread of its own, which starts with the first such work. One that dies fails the calls that wait
 * for it, and the next call starts another.
 */
import { Thread } from '../threads.ts';
import type { EmbedReply, EmbedRequest } from './embed-thread.ts';
import { type Embedder, EmbedderUnavailable, type EmbeddingModel, type TextRole } from './port.ts';
import { createStaticEmbedder } from './static/embedder.ts';
import type { StaticModel } from './static/model.ts';

/** What is embedded in place takes no longer than some milliseconds. */
const MAX_TEXTS_IN_PLACE = 32;
const MAX_UNITS_IN_PLACE = 50_000;

export class ThreadedEmbedder implements Embedder {
  readonly model: EmbeddingModel;
  readonly #read: () => Promise<StaticModel>;
  #loaded: Promise<Loaded> | undefined;
  #started: Promise<Thread<EmbedRequest, EmbedReply>> | undefined;
  #isClosed = false;

  /** `read` is called with the first text. Rows in shared memory are there once; others are copied for the thread. */
  constructor(model: EmbeddingModel, read: () => Promise<StaticModel>) {
    this.model = model;
    this.#read = read;
  }

  async embed(texts: readonly string[], role: TextRole): ReturnType<Embedder['embed']> {
    if (this.#isClosed) throw new EmbedderUnavailable('the embedder is closed');
    const { staticModel, inPlace } = await this.#load();
    if (isShort(texts)) return inPlace.embed(texts, role);
    this.#started ??= Thread.start('embed-thread', import.meta.url, staticModel);
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

  /** Once; what could not be read is tried again by the next call. */
  #load(): Promise<Loaded> {
    this.#loaded ??= this.#read().then(
      (staticModel) => ({ staticModel, inPlace: createStaticEmbedder(staticModel) }),
      (cause) => {
        this.#loaded = undefined;
        throw cause;
      },
    );
    return this.#loaded;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // One that could not start needs no end.
    const thread = await this.#started?.catch(() => undefined);
    await thread?.close();
  }
}

interface Loaded {
  readonly staticModel: StaticModel;
  readonly inPlace: Embedder;
}

function isShort(texts: readonly string[]): boolean {
  if (texts.length > MAX_TEXTS_IN_PLACE) return false;
  return texts.reduce((sum, text) => sum + text.length, 0) <= MAX_UNITS_IN_PLACE;
}
