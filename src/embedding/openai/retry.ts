/**
 * Trying again, for failures that may pass: exponential backoff with full jitter, or as long as the endpoint asks for.
 */
import { EmbedderUnavailable, type TextRole } from '../port.ts';
import { PassingFailure } from './request.ts';

/** What depends on time and chance, to be replaced in tests. */
export interface Waits {
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 to 1. */
  random(): number;
}

/** Documents are patient; who asks a question waits for the answer. */
const PATIENCE: Readonly<Record<TextRole, { readonly attempts: number; readonly maxWaitMs: number }>> = {
  passage: { attempts: 6, maxWaitMs: 30_000 },
  query: { attempts: 2, maxWaitMs: 1_000 },
};
const FIRST_WAIT_MS = 500;

/** Does `attempt` until it succeeds. Throws `EmbedderUnavailable` when it fails for good, or too often, or is asked to wait too long. */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  role: TextRole,
  { wait, random }: Waits,
  signal: AbortSignal,
): Promise<Result> {
  const { attempts, maxWaitMs } = PATIENCE[role];
  for (let failed = 1; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      const { retryAfterMs } = error;
      if (failed === attempts || signal.aborted || (retryAfterMs ?? 0) > maxWaitMs)
        throw new EmbedderUnavailable(error.message, { cause: error });
      await wait(retryAfterMs ?? random() * Math.min(maxWaitMs, FIRST_WAIT_MS * 2 ** failed), signal);
    }
  }
}
