/**
 * The thread of a copy of the facts: it copies them in one reading of the file, and then reads and changes the copy. In a thread of its
 * own, since a copy of a large workspace takes a good part of a second that nobody who waits for an answer should lose.
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

export type FactsCopyRequest =
  | { readonly op: 'read'; readonly sql: string; readonly params: readonly SqlValue[] }
  | { readonly op: 'commit'; readonly batch: Batch };

export type FactsCopyReply =
  | { readonly op: 'read'; readonly rows: SqlValue[][] }
  | { readonly op: 'commit'; readonly applied: Applied };

/** What decisions rest on, in an order in which each names only what stands before it. Text, findings and the chain stay where they are. */
const TABLES = [
  'principals',
  'memberships',
  'audiences',
  'audience_members',
  'collections',
  'attributes',
  'policies',
  'approvals',
  'documents',
  'resources',
  'jobs',
] as const;

function copyFacts({ path, migrationsFolder }: FactsCopyOptions): Database.Database {
  const copy = new Database(':memory:');
  migrate(drizzle(copy), { migrationsFolder });
  copy.pragma('foreign_keys = OFF');
  copy.prepare('ATTACH DATABASE ? AS live').run(path);
  copy.transaction(() => {
    for (const table of TABLES) {
      copy.exec(
        `INSERT INTO main.${table} (${columnsOf(copy, table)}) SELECT ${columnsOf(copy, table)} FROM live.${table}`,
      );
    }
    const columns = columnsOf(copy, 'generations').split(', ');
    const copied = columns.map((name) => (name === '"findings"' ? `'[]'` : name));
    copy.exec(`INSERT INTO main.generations (${columns.join(', ')}) SELECT ${copied.join(', ')} FROM live.generations`);
    copy.exec('UPDATE main.state SET (epoch, facts) = (SELECT epoch, facts FROM live.state WHERE id = 1) WHERE id = 1');
  })();
  copy.exec('DETACH DATABASE live');
  return copy;
}

function columnsOf(db: Database.Database, table: string): string {
  const rows = db.pragma(`main.table_info(${table})`) as { name: string }[];
  return rows.map(({ name }) => `"${name}"`).join(', ');
}

const copy = copyFacts(workerData as FactsCopyOptions);

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
    default:
      return request satisfies never;
  }
});
