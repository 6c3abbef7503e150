/**
 * A thread that searches index files. Queries over common words take long; here they keep nobody else waiting.
 */
import type Database from 'better-sqlite3';
import { serve } from '../../threads.ts';
import type { SqlCondition } from './membership.ts';
import { searchSql } from './query.ts';
import { openForSearching } from './schema.ts';

export interface SearchRequest {
  readonly path: string;
  readonly match: string;
  readonly condition: SqlCondition;
  readonly limit: number;
}

/** Ids of chunks, most relevant first. */
export type SearchReply = readonly string[];

const open = new Map<string, Database.Database>();
const prepared = new Map<string, Database.Statement>();

function search({ path, match, condition, limit }: SearchRequest): SearchReply {
  let db = open.get(path);
  if (!db) {
    db = openForSearching(path);
    open.set(path, db);
  }
  const key = `${path}\n${condition.sql}`;
  let statement = prepared.get(key);
  if (!statement) {
    if (prepared.size >= 200) prepared.clear();
    statement = db.prepare(searchSql(condition.sql)).pluck();
    prepared.set(key, statement);
  }
  return statement.all(match, ...condition.params, limit) as string[];
}

serve(search);
