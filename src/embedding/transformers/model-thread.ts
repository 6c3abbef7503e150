/**
 * The caller's end of a thread that runs a model: it starts with its owner, and anew after it died. Guarantees that a thread that is
 * started anew runs the same model, or answers nothing.
 */
import type { Thread } from '../../threads.ts';
import type { Weights } from './model-files.ts';

/** What a thread is told when it starts. */
export interface ModelToLoad {
  readonly folder: string;
  readonly weights: Weights;
}

/** In every reply: the version of the files that the thread has loaded. */
export interface ModelReply {
  readonly version: string;
}

/** `start` is called at once, and again by the first call after a thread died; what that thread had under way has failed. */
export class ModelThread<Request, Reply extends ModelReply> {
  readonly #start: () => Promise<Thread<Request, Reply>>;
  #thread: Promise<Thread<Request, Reply>>;
  #version: string | undefined;
  #isClosed = false;

  constructor(start: () => Promise<Thread<Request, Reply>>) {
    this.#start = start;
    this.#thread = start();
    // Whoever asks is told.
    this.#thread.catch(() => {});
  }

  async call(request: Request): Promise<Reply> {
    const thread = await this.#running();
    const reply = await thread.call(request);
    this.#version ??= reply.version;
    if (reply.version !== this.#version) throw new Error('the files of the model have changed since it was opened');
    return reply;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const thread = await this.#thread.catch(() => undefined);
    await thread?.close();
  }

  async #running(): Promise<Thread<Request, Reply>> {
    const own = this.#thread;
    const isGone = await own.then(
      (thread) => thread.isGone,
      () => true,
    );
    if (this.#isClosed) throw new Error('it is closed');
    // Another call may have started one meanwhile.
    if (isGone && this.#thread === own && this.#version !== undefined) this.#thread = this.#start();
    return this.#thread;
  }
}
