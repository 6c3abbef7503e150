/**
 * The catalogue as the rest of the catalogue's modules see it: drizzle for typed reads over the asynchronous store, and
 * statements for its batches.
 */
import { fillPlaceholders, type SQL } from 'drizzle-orm';
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

/** Asks a prepared question; `values` are its placeholders'. Rows are arrays of columns in the order selected. */
export type Ask<Row> = (catalog: Catalog, values: Readonly<Record<string, SqlValue>>) => Promise<Row[]>;

/**
 * A drizzle `sql` template with placeholders, compiled once: for what every question asks, where putting the same text together
 * again each time was a good part of the cost.
 */
export function prepare<Row extends readonly SqlValue[]>(query: SQL): Ask<Row> {
  const { sql, params } = dialect.sqlToQuery(query);
  return async ({ store }, values) => {
    const rows = await store.read(sql, fillPlaceholders(params, values) as SqlValue[]);
    return rows as unknown as Row[];
  };
}

/** A drizzle `sql` expression as a guard: the batch is refused with `reason` unless it is true. */
export function guard(reason: string, query: SQL): Guard {
  return { reason, ...statement(query) };
}
