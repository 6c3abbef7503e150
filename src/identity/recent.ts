/**
 * Tokens that were verified a moment ago, by the SHA-256 of their text: an agent asks again and again with the same token, and checking
 * its signature each time costs more than deciding does. The hash names every bit of the token, so that nothing else can be taken for it.
 * What is kept is short-lived: a key that an issuer has withdrawn is believed no longer than {@link RECENT_MS} more, a token never past
 * its end. Tokens themselves are not kept.
 */
import { createHash } from 'node:crypto';
import type { Caller } from './caller.ts';

export const RECENT_MS = 60_000;
/** Tokens that are remembered, at most. */
const MAX_TOKENS = 10_000;

interface Entry {
  readonly caller: Caller;
  readonly verifiedAtMs: number;
}

export class RecentTokens {
  /** In the order in which they were verified. */
  readonly #entries = new Map<string, Entry>();

  /** The caller of a token that was verified a moment before `nowMs` and has not ended by then. */
  get(token: string, nowMs: number): Caller | undefined {
    const key = hashOf(token);
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    const { caller, verifiedAtMs } = entry;
    // A clock that was set back proves nothing.
    if (nowMs >= verifiedAtMs && nowMs < Math.min(verifiedAtMs + RECENT_MS, caller.expiresAt * 1000)) return caller;
    this.#entries.delete(key);
    return undefined;
  }

  /** Remembers a token that was just verified. */
  add(token: string, caller: Caller, nowMs: number): void {
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= MAX_TOKENS) this.#entries.delete(oldest);
    this.#entries.set(hashOf(token), { caller, verifiedAtMs: nowMs });
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64');
