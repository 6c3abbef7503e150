/**
 * The hash chain of the audit log. Each entry's hash covers the hash before it and everything the entry says, so that an
 * entry that was changed, removed, put in or moved is found by whoever recomputes the chain.
 *
 * It does not protect against somebody who rewrites the whole chain from some entry on and is believed about its head:
 * keep heads elsewhere (`sluice audit tail --json`) and compare.
 */
import { createHash } from 'node:crypto';
import type { AuditEvent, EventKind } from './event.ts';

/** An event with its place in the chain. */
export interface Chained {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly id: string;
  /** Milliseconds since the Unix epoch, at commit. */
  readonly at: number;
  /** The epoch in force when it was committed, its own change included. */
  readonly epoch: number;
  readonly workspace: string;
  readonly kind: EventKind;
  readonly prev: string;
  readonly hash: string;
  /** The exact text of the detail that was hashed. */
  readonly body: string;
}

/** Head of an empty chain. */
export const GENESIS = '0'.repeat(64);

/** SHA-256, hex, over the entry's fields, one a line; the body is last, since it alone may hold newlines. */
export function hashOf(entry: Omit<Chained, 'hash'>): string {
  const { prev, seq, id, at, epoch, workspace, kind, body } = entry;
  return createHash('sha256').update([prev, seq, id, at, epoch, workspace, kind, body].join('\n')).digest('hex');
}

/** Puts an event behind `head`. */
export function link(head: { seq: number; hash: string }, event: AuditEvent, at: number, epoch: number): Chained {
  const entry = {
    seq: head.seq + 1,
    id: event.id,
    at,
    epoch,
    workspace: event.workspace,
    kind: event.kind,
    prev: head.hash,
    body: JSON.stringify(event.detail),
  };
  return { ...entry, hash: hashOf(entry) };
}

/** The first thing that is wrong with a chain. */
export interface Break {
  readonly seq: number;
  readonly problem: 'gap' | 'prev-mismatch' | 'hash-mismatch' | 'epoch-backwards';
}

/** Checks entries one after the other, from the first. */
export class ChainVerifier {
  #seq = 0;
  #hash = GENESIS;
  #epoch = 0;

  /** What is wrong with `entry` as the next one, or `undefined`. */
  check(entry: Chained): Break | undefined {
    const problem =
      entry.seq !== this.#seq + 1
        ? 'gap'
        : entry.prev !== this.#hash
          ? 'prev-mismatch'
          : hashOf(entry) !== entry.hash
            ? 'hash-mismatch'
            : entry.epoch < this.#epoch
              ? 'epoch-backwards'
              : undefined;
    this.#seq = entry.seq;
    this.#hash = entry.hash;
    this.#epoch = entry.epoch;
    return problem && { seq: entry.seq, problem };
  }

  get head(): { seq: number; hash: string } {
    return { seq: this.#seq, hash: this.#hash };
  }
}
