/**
 * The catalogue's store on an embedded SQLite file. Reads run here, on a read-only connection that never waits for a lock
 * (WAL); writes go to the writer thread. If that thread dies, every write fails from then on: no record, no answer.
 */
import type Database from 'better-sqlite3';
import { Thread } from '../../threads.ts';
import { type Batch, type CatalogStore, type Committed, type SqlValue, StoreUnavailable } from '../store.ts';
import { type Applied, committed } from './applied.ts';
import { openCatalogFile } from './open.ts';
import type { WriterOptions } from './writer-thread.ts';

/** Statements kept prepared. The code has a few dozen; the bound only keeps a mistake from growing without end. */
const MAX_PREPARED = 500;

export class SqliteCatalogStore implements CatalogStore {
  readonly #reader: Database.Database;
  readonly #writer: Thread<Batch, Applied>;
  readonly #prepared = new Map<string, Database.Statement>();

  private constructor(reader: Database.Database, writer: Thread<Batch, Applied>) {
    this.#reader = reader;
    this.#writer = writer;
  }

  /** Opens the file at `path`, making and migrating it first where needed. */
  static async open(options: WriterOptions): Promise<SqliteCatalogStore> {
    const writer = await Thread.start<Batch, Applied>('writer-thread', import.meta.url, options);
    return new SqliteCatalogStore(openCatalogFile(options.path, { readonly: true }), writer);
  }

  async read(sql: string, params: readonly SqlValue[]): Promise<SqlValue[][]> {
    try {
      return this.#query(sql, params);
    } catch (cause) {
      throw new StoreUnavailable('the catalogue can not be read', { cause });
    }
  }

  #query(sql: string, params: readonly SqlValue[]): SqlValue[][] {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      if (this.#prepared.size >= MAX_PREPARED) this.#prepared.clear();
      statement = this.#reader.prepare(sql).raw();
      this.#prepared.set(sql, statement);
    }
    return statement.all(...params) as SqlValue[][];
  }

  async commit(batch: Batch): Promise<Committed> {
    const applied = await this.#writer.call(batch).catch((cause: unknown) => {
      throw new StoreUnavailable('the catalogue can not be written', { cause });
    });
    return committed(applied);
  }

  async close(): Promise<void> {
    await this.#writer.close();
    this.#reader.close();
  }
}
