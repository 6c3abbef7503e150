/**
 * What one search in an index file is given: by words and by vectors it is the same.
 */
import type Database from 'better-sqlite3';

/** An index file that is open for searching, and what is kept with it between searches. */
export interface Searching {
  readonly db: Database.Database;
  /** Prepares a statement once. */
  prepare(sql: string): Database.Statement;
}

/** Ids of passages (of the table `passage`), most relevant first, at most `depth`. */
export type Ranking = readonly number[];
