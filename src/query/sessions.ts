/**
 * Sessions of those who ask: a person, with the agent that asks for them, over the last half hour. Kept in this process alone, a
 * few kilobytes each, and gone when it ends: of several replicas each sees its own part of a session. Bounded; who asked longest ago
 * is forgotten first.
 */
import { randomInt } from 'node:crypto';
import type { SessionSummary } from '../../filters/screening/session.ts';
import type { Caller } from '../identity/caller.ts';

/** Some 30 MB when all of them are busy. */
const MAX_SESSIONS = 10_000;

export class Sessions {
  /** For hashes of words: those of one process say nothing to another. */
  readonly seed = randomInt(2 ** 32);
  /** In the order of use, the longest ago first. */
  readonly #summaries = new Map<string, SessionSummary>();

  /** Puts what `next` makes of a caller's session in its place, and answers with what it said. */
  advance<T extends { readonly next: SessionSummary }>(
    { workspace, user, agent }: Caller,
    next: (past: SessionSummary | undefined) => T,
  ): T {
    const key = JSON.stringify([workspace, user, agent ?? null]);
    const advanced = next(this.#summaries.get(key));
    this.#summaries.delete(key);
    this.#summaries.set(key, advanced.next);
    for (const oldest of this.#summaries.keys()) {
      if (this.#summaries.size <= MAX_SESSIONS) break;
      this.#summaries.delete(oldest);
    }
    return advanced;
  }
}
