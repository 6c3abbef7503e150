/**
 * The thread that writes `sluice.db`, one a process. It waits for the write lock so that the event loop never does, and
 * commits what has queued up meanwhile in one transaction with a savepoint each (group commit): one sync serves many.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { type Call, callerPort, type Return, sayReady } from '../../threads.ts';
import type { Batch } from '../store.ts';
import type { Applied } from './applied.ts';
import { applyBatch } from './apply.ts';
import { openCatalogFile } from './open.ts';

/** What the thread is started with. */
export interface WriterOptions {
  readonly path: string;
  readonly migrationsFolder: string;
  /** Longest wait for the write lock before the batches that wait for it fail. */
  readonly lockTimeoutMs: number;
}

type Request = Call<Batch>;

/** Statements and events of a group, at most: a group is for many small decisions, not for a second document behind a first. */
const MAX_GROUP_STATEMENTS = 64;
const LOCK_POLL_MS = 0.25;
/** How long a background writer stays away from the lock after it had it: longer than a waiting process polls. */
const GIVE_WAY_MS = 0.6;
const WAL_CHECKPOINT_PAGES = 4_000;

const pause = new Int32Array(new SharedArrayBuffer(4));
const wait = (ms: number) => Atomics.wait(pause, 0, 0, ms);

async function open(options: WriterOptions): Promise<Database.Database> {
  const deadline = performance.now() + options.lockTimeoutMs;
  for (;;) {
    try {
      const db = openCatalogFile(options.path, { readonly: false });
      db.pragma(`wal_autocheckpoint = ${WAL_CHECKPOINT_PAGES}`);
      migrate(drizzle(db), { migrationsFolder: options.migrationsFolder });
      return db;
    } catch (error) {
      // Another process may be migrating the same file: its work shows on the next try.
      if (performance.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

function lock(db: Database.Database, timeoutMs: number): void {
  const deadline = performance.now() + timeoutMs;
  const begin = db.prepare('BEGIN IMMEDIATE');
  for (;;) {
    try {
      begin.run();
      return;
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
      if (!busy || performance.now() > deadline) throw error;
      wait(LOCK_POLL_MS);
    }
  }
}

function commitGroup(db: Database.Database, group: readonly Request[], lockTimeoutMs: number): Return<Applied>[] {
  try {
    lock(db, lockTimeoutMs);
    const replies = group.map(({ id, request }) => ({ id, reply: applyBatch(db, request) }));
    db.exec('COMMIT');
    return replies;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    const message = error instanceof Error ? error.message : 'unknown';
    return group.map(({ id }) => ({ id, reply: { outcome: 'unavailable', message } }));
  }
}

function weigh(batch: Batch): number {
  return (batch.statements?.length ?? 0) + (batch.events?.length ?? 0);
}

function takeGroup(port: MessagePort, first: Request, waiting: Request[]): Request[] {
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) waiting.push(next.message);
  const group = [first];
  let weight = weigh(first.request);
  while (waiting[0] && weight + weigh(waiting[0].request) <= MAX_GROUP_STATEMENTS) {
    const next = waiting.shift() as Request;
    weight += weigh(next.request);
    group.push(next);
  }
  return group;
}

async function main(port: MessagePort, options: WriterOptions): Promise<void> {
  const db = await open(options);
  const waiting: Request[] = [];
  port.on('message', (message: Request) => {
    waiting.push(message);
    for (let first = waiting.shift(); first; first = waiting.shift()) {
      const group = takeGroup(port, first, waiting);
      for (const reply of commitGroup(db, group, options.lockTimeoutMs)) port.postMessage(reply);
      if (group.every(({ request }) => request.priority === 'background')) wait(GIVE_WAY_MS);
    }
  });
  port.on('close', () => db.close());
  sayReady(port);
}

await main(callerPort(), workerData as WriterOptions);
