/**
 * An instance of the engine for what is not believed yet. What the engine throws ends the instance, for good; it is replaced, and the
 * attempt comes to nothing.
 */
import type { Cedar, StartCedar } from './runtime.ts';

export class ThrowAway {
  readonly #start: StartCedar;
  #cedar: Cedar;

  /** Throws what `start` throws, as {@link attempt} does when it has to start anew. */
  constructor(start: StartCedar) {
    this.#start = start;
    this.#cedar = start();
  }

  /** What `run` returns, or `undefined` when the engine threw. */
  attempt<T extends object>(run: (cedar: Cedar) => T): T | undefined {
    try {
      return run(this.#cedar);
    } catch {
      this.#cedar = this.#start();
      return undefined;
    }
  }
}
