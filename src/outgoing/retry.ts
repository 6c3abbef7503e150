/**
 * Trying again, for failures that may pass: exponential backoff with full jitter, or as long as the service asks for.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { PassingFailure } from './post-json.ts';

/** What depends on time and chance, to be replaced in tests. */
export interface Waits {
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 to 1. */
  random(): number;
}

/** The real ones. */
export const WAITS: Waits = {
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
  random: Math.random,
};

export interface Patience {
  readonly attempts: number;
  /** Longest wait between two. */
  readonly maxWaitMs: number;
}

const FIRST_WAIT_MS = 500;

/** Does `attempt` until it succeeds. Throws what it threw when it fails for good, or too often, or is asked to wait too long. */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  { attempts, maxWaitMs }: Patience,
  { wait, random }: Waits,
  signal: AbortSignal,
): Promise<Result> {
  for (let failed = 1; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      const { retryAfterMs } = error;
      if (failed === attempts || signal.aborted || (retryAfterMs ?? 0) > maxWaitMs) throw error;
      await wait(retryAfterMs ?? random() * Math.min(maxWaitMs, FIRST_WAIT_MS * 2 ** failed), signal);
    }
  }
}
