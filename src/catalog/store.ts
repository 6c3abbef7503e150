/**
 * The port to the catalogue's database, in the shape that both an embedded file and D1 can serve: reads are single
 * statements, and a write is a list of guarded statements applied as one batch. There are no interactive transactions.
 *
 * Guarantees of every adapter: a batch is applied whole or not at all; when `commit` resolves it is durable; the audit
 * events of a batch are appended to the hash chain in the same transaction, on the head as it is at that moment.
 */
import type { Chained } from '../audit/chain.ts';
import type { AuditEvent } from '../audit/event.ts';

export type SqlValue = string | number | null;

export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** A condition that must hold in the batch's transaction. `sql` is an expression that is true when it does. */
export interface Guard extends Statement {
  /** Stable kebab-case word that {@link GuardFailed} carries. */
  readonly reason: string;
}

export interface Batch {
  /** The epoch under which the caller decided. If it is no longer the present one, nothing is applied: {@link EpochMoved}. */
  readonly expectedEpoch?: number;
  readonly guards?: readonly Guard[];
  readonly statements?: readonly Statement[];
  /** Whether this change can take something away from somebody. Anything that can, must. */
  readonly advancesEpoch?: boolean;
  /** Appended to the chain in order, under the epoch that the batch leaves behind. */
  readonly events?: readonly AuditEvent[];
  /** `background` batches give way to others after they commit, so that a bulk load never starves a decision. Default `foreground`. */
  readonly priority?: 'foreground' | 'background';
}

export interface Committed {
  readonly epoch: number;
  readonly events: readonly Chained[];
}

export interface CatalogStore {
  /** Runs one reading statement. Rows are arrays of columns in the order selected. */
  read(sql: string, params: readonly SqlValue[]): Promise<SqlValue[][]>;
  /** Applies a batch. Throws {@link GuardFailed}, {@link EpochMoved} or {@link StoreUnavailable}. */
  commit(batch: Batch): Promise<Committed>;
  close(): Promise<void>;
}

/** A guard did not hold; nothing was applied. */
export class GuardFailed extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`guard failed: ${reason}`);
    this.name = 'GuardFailed';
    this.reason = reason;
  }
}

/** Facts, policies or containment changed after the decision was made; nothing was applied. */
export class EpochMoved extends Error {
  readonly epoch: number;
  constructor(epoch: number) {
    super('the epoch moved');
    this.name = 'EpochMoved';
    this.epoch = epoch;
  }
}

/** The database can't be written or read now; nothing is known to have been applied. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}
