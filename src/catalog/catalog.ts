/**
 * The catalogue as the rest of the catalogue's modules see it: drizzle for typed reads over the asynchronous store, and
 * statements for its batches.
 */
import type { SQL } from 'drizzle-orm';
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core';
import { drizzle, type SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';
import type { CatalogStore, Guard, SqlValue, Statement } from './store.ts';

export interface Catalog {
  readonly store: CatalogStore;
  readonly db: SqliteRemoteDatabase;
}

/** Puts drizzle before a store. */
export function openCatalog(store: CatalogStore): Catalog {
  const db = drizzle(async (text, params, method) => {
    const rows = await store.read(text, params);
    return { rows: method === 'get' ? (rows[0] as SqlValue[]) : rows };
  });
  return { store, db };
}

const dialect = new SQLiteAsyncDialect();

/** A drizzle `sql` template as a statement for a batch. */
export function statement(query: SQL): Statement {
  const { sql, params } = dialect.sqlToQuery(query);
  return { sql, params: params as SqlValue[] };
}

/** A drizzle `sql` expression as a guard: the batch is refused with `reason` unless it is true. */
export function guard(reason: string, query: SQL): Guard {
  return { reason, ...statement(query) };
}
