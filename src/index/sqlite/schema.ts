/**
 * The file `index/<workspace>.db`: an inverted index without the text, and the labels beside it. It is derived, so a power
 * cut may cost its last moments: what it lacks then is found by comparing it with the catalogue, and it can be rebuilt.
 */
import Database from 'better-sqlite3';

/** Raise it whenever the tables or the tokenizer change: a file of another version is rebuilt. */
const VERSION = 1;

const TABLES = `
  CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    chunk_id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    readers INTEGER NOT NULL,
    deniers INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    collection INTEGER NOT NULL,
    classification INTEGER NOT NULL,
    risk INTEGER NOT NULL
  );
  CREATE INDEX passage_by_document ON passage (document_id, generation);
  CREATE VIRTUAL TABLE words USING fts5 (
    title, headings, body, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  );
`;

/** Opens an index file for writing, making it first where needed. */
export function openForWriting(path: string): Database.Database {
  const db = new Database(path, { timeout: 30_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.transaction(() => {
    if (db.pragma('user_version', { simple: true }) === VERSION) return;
    db.exec(TABLES);
    db.pragma(`user_version = ${VERSION}`);
  }).immediate();
  return db;
}

/** Opens an index file for searching. */
export function openForSearching(path: string): Database.Database {
  const db = new Database(path, { readonly: true, timeout: 5_000 });
  db.pragma('mmap_size = 1073741824');
  return db;
}
