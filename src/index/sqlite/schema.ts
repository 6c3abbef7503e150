/**
 * The file `index/<workspace>.db`: an inverted index without the text, and what conditions ask for beside it. It is derived and can be
 * rebuilt, and yet synced: what the catalogue calls active has to be found after a power cut, too.
 *
 * Labels have a table of their own, of nothing but small numbers: a common word has it read ten thousand times for one question.
 */
import Database from 'better-sqlite3';

/** Raise it whenever the tables or the tokenizer change: a file of another version is refused until it is rebuilt. */
const VERSION = 2;

const TABLES = `
  CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    chunk_id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    resource_id TEXT NOT NULL,
    attributes TEXT
  );
  CREATE INDEX passage_by_document ON passage (document_id, generation);
  CREATE TABLE label (
    id INTEGER PRIMARY KEY REFERENCES passage (id),
    kind INTEGER NOT NULL,
    readers INTEGER NOT NULL,
    deniers INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    collection INTEGER NOT NULL,
    classification INTEGER NOT NULL,
    risk INTEGER NOT NULL,
    score INTEGER NOT NULL
  );
  CREATE VIRTUAL TABLE words USING fts5 (
    title, headings, body, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  );
`;

/** Opens an index file for writing, making it first where needed. */
export function openForWriting(path: string): Database.Database {
  const db = new Database(path, { timeout: 30_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.transaction(() => {
    const version = db.pragma('user_version', { simple: true });
    if (version === VERSION) return;
    if (version !== 0) throw new Error('the index was made by another version: rebuild it with `sluice reindex`');
    db.exec(TABLES);
    db.pragma(`user_version = ${VERSION}`);
  }).immediate();
  return db;
}

/** Empties an index file in place, whatever version it is of: those who have it open go on with the emptied one. */
export function clearFile(path: string): void {
  const db = new Database(path, { timeout: 30_000 });
  db.transaction(() => {
    db.exec(`DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS label; DROP TABLE IF EXISTS passage; ${TABLES}`);
    db.pragma(`user_version = ${VERSION}`);
  }).immediate();
  db.close();
}

/** Opens an index file for searching. */
export function openForSearching(path: string): Database.Database {
  const db = new Database(path, { readonly: true, timeout: 5_000 });
  db.pragma('mmap_size = 1073741824');
  return db;
}
