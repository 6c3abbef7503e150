/**
 * The thread of a copy of the facts: it copies those of one workspace in one reading of the file, or takes over another copy as it is,
 * and then reads and changes what it has. In a thread of its own, since a copy of a large workspace takes a good part of a second that
 * nobody who waits for an answer should lose. Once it is there it knows no file any more.
 */
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { serve } from '../../threads.ts';
import type { Batch, SqlValue } from '../store.ts';
import type { Applied } from './applied.ts';
import { applyBatch } from './apply.ts';

export interface FactsCopyOptions {
  readonly path: string;
  readonly migrationsFolder: string;
}

/** Where the facts come from: a workspace in a file, or another copy. */
export type FactsCopySource = (FactsCopyOptions & { readonly workspace: string }) | { readonly bytes: Uint8Array };

export type FactsCopyRequest =
  | { readonly op: 'read'; readonly sql: string; readonly params: readonly SqlValue[] }
  | { readonly op: 'commit'; readonly batch: Batch }
  | { readonly op: 'serialize' };

export type FactsCopyReply =
  | { readonly op: 'read'; readonly rows: SqlValue[][] }
  | { readonly op: 'commit'; readonly applied: Applied }
  | { readonly op: 'serialize'; readonly bytes: Uint8Array };

const ITS_OWN = 'workspace = ?';
const OF_ITS_DOCUMENTS = 'document_id IN (SELECT id FROM main.documents)';

/**
 * What decisions rest on, and which rows of it, in an order in which each speaks only of what stands before it. Text, findings and the
 * chain stay where they are.
 */
const TABLES: readonly (readonly [table: string, which: string])[] = [
  ['principals', ITS_OWN],
  ['memberships', 'group_id IN (SELECT id FROM main.principals)'],
  ['audiences', ITS_OWN],
  ['audience_members', 'audience_id IN (SELECT id FROM main.audiences)'],
  ['collections', ITS_OWN],
  ['attributes', ITS_OWN],
  ['policies', ITS_OWN],
  ['approvals', ITS_OWN],
  ['documents', ITS_OWN],
  ['resources', OF_ITS_DOCUMENTS],
  ['generations', OF_ITS_DOCUMENTS],
];

/** Columns that are left empty: nobody decides by them, and they are long. */
const LEFT_OUT: Readonly<Record<string, string>> = { findings: `'[]'` };

function open(source: FactsCopySource): Database.Database {
  if ('bytes' in source) return new Database(Buffer.from(source.bytes));
  const { path, migrationsFolder, workspace } = source;
  // To attach a file that is not there would make one.
  new Database(path, { readonly: true, fileMustExist: true }).close();
  const copy = new Database(':memory:');
  migrate(drizzle(copy), { migrationsFolder });
  copy.pragma('foreign_keys = OFF');
  copy.prepare('ATTACH DATABASE ? AS live').run(path);
  copy.transaction(() => {
    for (const [table, which] of TABLES) {
      const columns = columnsOf(copy, table);
      const values = columns.map((name) => LEFT_OUT[name] ?? `"${name}"`);
      const insert = copy.prepare(
        `INSERT INTO main.${table} ("${columns.join('", "')}") SELECT ${values.join(', ')} FROM live.${table} WHERE ${which}`,
      );
      if (which === ITS_OWN) insert.run(workspace);
      else insert.run();
    }
    copy.exec('UPDATE main.state SET (epoch, facts) = (SELECT epoch, facts FROM live.state WHERE id = 1) WHERE id = 1');
  })();
  copy.exec('DETACH DATABASE live');
  return copy;
}

function columnsOf(db: Database.Database, table: string): string[] {
  const rows = db.pragma(`main.table_info(${table})`) as { name: string }[];
  return rows.map(({ name }) => name);
}

const copy = open(workerData as FactsCopySource);

serve<FactsCopyRequest, FactsCopyReply>((request) => {
  switch (request.op) {
    case 'read': {
      const rows = copy
        .prepare(request.sql)
        .raw()
        .all(...request.params) as SqlValue[][];
      return { op: 'read', rows };
    }
    case 'commit':
      return { op: 'commit', applied: applyBatch(copy, request.batch) };
    case 'serialize':
      return { op: 'serialize', bytes: copy.serialize() };
    default:
      return request satisfies never;
  }
});
