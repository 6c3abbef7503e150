/**
 * What a file says of itself, so that memory can follow it, whoever wrote to it.
 */
import type { Searching } from '../searching.ts';

export interface FileState {
  /** Another after every clearing. */
  readonly life: Uint8Array;
  /** Vectors there are. */
  readonly vectors: number;
  /** Goes up with every relabelling. */
  readonly relabelled: number;
  /** The last passage that has a vector; 0 when none has. */
  readonly lastId: number;
}

export function readState(searching: Searching): FileState {
  return searching
    .prepare('SELECT life, vectors, relabelled, (SELECT coalesce(max(id), 0) FROM vector) AS lastId FROM file')
    .get() as FileState;
}
