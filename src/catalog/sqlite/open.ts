/**
 * The only place that opens `sluice.db`. Every connection is set to full durability and checked for it, since SQLite
 * libraries reopen a WAL file with `synchronous=NORMAL`, where an accepted commit can be lost with the power.
 */
import Database from 'better-sqlite3';

const SYNCHRONOUS_FULL = 2;
const MAPPED_BYTES = 1024 * 1024 * 1024;
const CACHE_KIBIBYTES = 32 * 1024;

/** Opens a connection; throws if it can't be made fully durable. `readonly` connections never write. */
export function openCatalogFile(path: string, options: { readonly: boolean }): Database.Database {
  const db = new Database(path, { readonly: options.readonly, timeout: 0 });
  try {
    if (!options.readonly) db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    // A recheck reads pages all over the file: from memory, and not one system call for each.
    db.pragma(`mmap_size = ${MAPPED_BYTES}`);
    db.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    assertDurable(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Throws unless the connection syncs every commit and journals ahead. */
export function assertDurable(db: Database.Database): void {
  const synchronous = db.pragma('synchronous', { simple: true });
  const journal = db.pragma('journal_mode', { simple: true });
  if (synchronous !== SYNCHRONOUS_FULL || journal !== 'wal') {
    throw new Error(`the catalogue is not durable: synchronous=${synchronous}, journal_mode=${journal}`);
  }
}
