/**
 * The file `index/<workspace>.db`: an inverted index without the text, vectors, and what conditions ask for beside them. It is derived
 * and can be rebuilt, and yet synced: what the catalogue calls active has to be found after a power cut, too.
 *
 * Labels have a table of their own, of nothing but small numbers: a common word has it read ten thousand times for one question. Those
 * by which few passages can be told from many have an index, which drives the search by vectors.
 */
import Database from 'better-sqlite3';
import { load } from 'sqlite-vec';
import { LABELS, type Labels } from '../../../entitlements/condition.ts';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { WORDS_TABLE } from './words-table.ts';

/** Raise it whenever the tables or the tokenizer change: a file of another version is refused until it is rebuilt. */
const VERSION = 3;

/** Each holds all labels, so that a condition is tested without the rows: of 10,000 passages that saves a third of the time. */
function indexes(labels: readonly (keyof Labels)[]): string {
  const columnsFrom = (first: keyof Labels) => [first, ...LABELS.filter((label) => label !== first)].join(', ');
  return labels.map((label) => `CREATE INDEX label_by_${label} ON label (${columnsFrom(label)});`).join('\n  ');
}

/**
 * Ids of passages are never given twice, so what is kept in memory of a passage that is gone can't be taken for another's.
 * `file.life` is another in every file; `file.vectors` counts those there are; `file.relabelled` goes up with every relabelling, and
 * `label.touched` is what it was when the row was last changed.
 */
const TABLES = `
  CREATE TABLE file (
    life BLOB NOT NULL DEFAULT (randomblob(16)),
    vectors INTEGER NOT NULL DEFAULT 0,
    relabelled INTEGER NOT NULL DEFAULT 0
  );
  INSERT INTO file DEFAULT VALUES;
  CREATE TABLE model (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    dimension INTEGER NOT NULL
  );
  CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
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
    score INTEGER NOT NULL,
    touched INTEGER NOT NULL DEFAULT 0
  );
  ${indexes(['readers', 'owner', 'collection'])}
  CREATE INDEX label_by_touched ON label (touched) WHERE touched > 0;
  CREATE TABLE vector (
    id INTEGER PRIMARY KEY REFERENCES passage (id),
    model INTEGER NOT NULL REFERENCES model (number),
    direction BLOB NOT NULL
  );
  ${WORDS_TABLE}
`;

/** Opens an index file for writing. One that is not there or empty is made where it may be, for vectors of this model; elsewhere it was lost. */
export function openForWriting(path: string, model: EmbeddingModel, mayCreate: boolean): Database.Database {
  const db = new Database(path, { timeout: 30_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.transaction(() => {
    const version = db.pragma('user_version', { simple: true });
    if (version === VERSION) return;
    if (version !== 0) throw new Error('the index was made by another version: rebuild it with `sluice reindex`');
    if (!mayCreate) throw new Error('the index of what is served is not there: rebuild it with `sluice reindex`');
    make(db, model);
  }).immediate();
  return db;
}

/** Whether this version of Sluice can go on with an index file, for vectors of this model. */
export function isUsable(path: string, { id, version, dimension }: EmbeddingModel): boolean {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
    try {
      if (db.pragma('user_version', { simple: true }) !== VERSION) return false;
      const held = db.prepare('SELECT 1 FROM model WHERE id = ? AND version = ? AND dimension = ?');
      return held.get(id, version, dimension) !== undefined;
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

function make(db: Database.Database, { id, version, dimension }: EmbeddingModel): void {
  db.exec(TABLES);
  db.prepare('INSERT INTO model (number, id, version, dimension) VALUES (1, ?, ?, ?)').run(id, version, dimension);
  db.pragma(`user_version = ${VERSION}`);
}

/** Opens an index file for searching, with the distances of `sqlite-vec`. */
export function openForSearching(path: string): Database.Database {
  const db = new Database(path, { readonly: true, timeout: 5_000 });
  db.pragma('mmap_size = 1073741824');
  load(db);
  return db;
}
