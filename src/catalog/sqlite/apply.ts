/**
 * One batch inside an open transaction: expected epoch, guards, statements, epoch, chain, in this order. A batch that fails
 * leaves the transaction as it found it.
 */
import type Database from 'better-sqlite3';
import { type Chained, GENESIS, link } from '../../audit/chain.ts';
import type { Batch } from '../store.ts';
import type { Applied } from './applied.ts';

class Refused extends Error {
  readonly applied: Applied;
  constructor(applied: Applied) {
    super('refused');
    this.applied = applied;
  }
}

const prepared = new WeakMap<Database.Database, Map<string, Database.Statement>>();

function statement(db: Database.Database, sql: string): Database.Statement {
  const known = prepared.get(db) ?? new Map<string, Database.Statement>();
  prepared.set(db, known);
  const found = known.get(sql) ?? db.prepare(sql);
  known.set(sql, found);
  return found;
}

/** Applies `batch` in a savepoint. Throws only when the transaction itself can no longer be trusted. */
export function applyBatch(db: Database.Database, batch: Batch): Applied {
  db.exec('SAVEPOINT batch');
  try {
    const applied = run(db, batch);
    db.exec('RELEASE batch');
    return applied;
  } catch (error) {
    db.exec('ROLLBACK TO batch; RELEASE batch');
    if (error instanceof Refused) return error.applied;
    return { outcome: 'unavailable', message: error instanceof Error ? error.message : 'unknown' };
  }
}

function run(db: Database.Database, batch: Batch): Applied {
  let epoch = statement(db, 'SELECT epoch FROM state WHERE id = 1').pluck().get() as number;
  if (batch.expectedEpoch !== undefined && batch.expectedEpoch !== epoch)
    throw new Refused({ outcome: 'epoch', epoch });
  for (const guard of batch.guards ?? []) {
    const holds = statement(db, `SELECT (${guard.sql})`)
      .pluck()
      .get(...guard.params);
    if (holds !== 1) throw new Refused({ outcome: 'guard', reason: guard.reason });
  }
  for (const { sql, params } of batch.statements ?? []) statement(db, sql).run(...params);
  if (batch.advancesEpoch) {
    epoch += 1;
    statement(db, 'UPDATE state SET epoch = ? WHERE id = 1').run(epoch);
  }
  return { outcome: 'committed', epoch, events: append(db, batch, epoch) };
}

function append(db: Database.Database, batch: Batch, epoch: number): Chained[] {
  if (!batch.events?.length) return [];
  const last = statement(db, 'SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1').get() as
    | { seq: number; hash: string; at: number }
    | undefined;
  let head = last ?? { seq: 0, hash: GENESIS, at: 0 };
  // The clock may be set back; the chain's time is not.
  const at = Math.max(Date.now(), head.at);
  const insert = statement(
    db,
    'INSERT INTO audit (seq, id, at, epoch, workspace, kind, prev, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return batch.events.map((event) => {
    const entry = link(head, event, at, epoch);
    insert.run(entry.seq, entry.id, at, epoch, entry.workspace, entry.kind, entry.prev, entry.hash, entry.body);
    head = entry;
    return entry;
  });
}
