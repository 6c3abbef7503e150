/**
 * What one search in an index file is given: by words and by vectors it is the same.
 */
import type Database from 'better-sqlite3';
import type { Scored } from '../fusion.ts';
import { openForSearching } from './schema.ts';

/** An index file that is open for searching, and what is kept with it between searches. */
export interface Searching {
  readonly db: Database.Database;
  /** Prepares a statement once. */
  prepare(sql: string): Database.Statement;
}

/** Passages by the id that they have in the table `passage`, most relevant first, at most `depth`. */
export type Ranking = readonly Scored[];

/** Texts of statements vary with conditions; beyond this many the prepared ones are forgotten. */
const MAX_PREPARED = 200;

export function openSearching(path: string): Searching {
  const db = openForSearching(path);
  const prepared = new Map<string, Database.Statement>();
  return {
    db,
    prepare(sql) {
      let statement = prepared.get(sql);
      if (!statement) {
        if (prepared.size >= MAX_PREPARED) prepared.clear();
        statement = db.prepare(sql);
        prepared.set(sql, statement);
      }
      return statement;
    },
  };
}
