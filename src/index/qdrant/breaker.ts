/**
 * A circuit breaker: after so many failures in a row nothing is sent for a while, then one call is let through to see. What waits for a
 * server that is away would else hold up everybody who asks. It knows nothing of what it guards but whether it failed.
 *
 * Of our own since the current majors of cockatiel and opossum need a newer Node than 20, and this much of them is all that is needed.
 */

export interface BreakerOptions {
  /** Failures in a row after which it opens. */
  readonly failures: number;
  /** For how long nothing is let through then. */
  readonly openMs: number;
  /** Whether an error says that the server is away, rather than that it refused one request. */
  readonly isFailure: (error: unknown) => boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Nothing was sent: the last calls failed. */
export class BreakerOpen extends Error {
  constructor() {
    super('not asked: it failed again and again just now');
    this.name = 'BreakerOpen';
  }
}

export class Breaker {
  readonly #options: BreakerOptions;
  readonly #now: () => number;
  #failures = 0;
  #openUntil = 0;
  #isProbing = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** `probe`: it was open long enough, and the next call decides. */
  get state(): 'closed' | 'open' | 'probe' {
    if (this.#failures < this.#options.failures) return 'closed';
    return this.#isProbing || this.#now() < this.#openUntil ? 'open' : 'probe';
  }

  /** Does it, or throws {@link BreakerOpen} without doing it. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const { state } = this;
    if (state === 'open') throw new BreakerOpen();
    const isProbe = state === 'probe';
    if (isProbe) this.#isProbing = true;
    try {
      const result = await work();
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#count(error);
      throw error;
    } finally {
      if (isProbe) this.#isProbing = false;
    }
  }

  #count(error: unknown): void {
    if (!this.#options.isFailure(error)) {
      this.#failures = 0;
      return;
    }
    this.#failures += 1;
    if (this.#failures >= this.#options.failures) this.#openUntil = this.#now() + this.#options.openMs;
  }
}
