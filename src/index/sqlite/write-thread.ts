/**
 * The thread that writes index files, one a process.
 */
import type Database from 'better-sqlite3';
import { serve } from '../../threads.ts';
import type { Generations, IndexEntry, ResourceLabels } from '../port.ts';
import { clearFile, openForWriting } from './schema.ts';

export type WriteRequest = { readonly path: string } & (
  | { readonly op: 'open' | 'count' | 'clear' }
  | {
      readonly op: 'put';
      readonly documentId: string;
      readonly generation: number;
      readonly entries: readonly IndexEntry[];
    }
  | { readonly op: 'relabel'; readonly documentId: string; readonly labels: ReadonlyMap<string, ResourceLabels> }
  | { readonly op: 'remove'; readonly documentId: string; readonly which: Generations }
);

const open = new Map<string, Database.Database>();

/** Carries out a request in one transaction; what it answers is a count, or 0. */
function write(request: WriteRequest): number {
  if (request.op === 'clear') clearFile(request.path);
  let db = open.get(request.path);
  if (!db) {
    db = openForWriting(request.path);
    open.set(request.path, db);
  }
  const file = db;
  return file.transaction(() => apply(file, request)).immediate();
}

function apply(db: Database.Database, request: WriteRequest): number {
  switch (request.op) {
    case 'open':
    case 'clear':
      return 0;
    case 'count':
      return db.prepare('SELECT count(*) FROM passage').pluck().get() as number;
    case 'put':
      remove(db, request.documentId, { only: request.generation });
      insert(db, request.documentId, request.generation, request.entries);
      return request.entries.length;
    case 'relabel':
      relabel(db, request.documentId, request.labels);
      return request.labels.size;
    case 'remove':
      remove(db, request.documentId, request.which);
      return 0;
  }
}

function insert(db: Database.Database, documentId: string, generation: number, entries: readonly IndexEntry[]): void {
  const passage = db.prepare(`INSERT INTO passage
    (chunk_id, document_id, generation, resource_id, readers, deniers, owner, collection, classification, risk)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const words = db.prepare('INSERT INTO words (rowid, title, headings, body) VALUES (?, ?, ?, ?)');
  for (const { chunkId, resourceId, title, headings, text, labels } of entries) {
    const { readers, deniers, owner, collection, classification, risk } = labels;
    const { lastInsertRowid } = passage.run(
      ...[chunkId, documentId, generation, resourceId],
      ...[readers, deniers, owner, collection, classification, risk],
    );
    words.run(lastInsertRowid, title, headings.join('\n'), text);
  }
}

function remove(db: Database.Database, documentId: string, which: Generations): void {
  if (which === 'all') removeWhere(db, 'document_id = ?', [documentId]);
  else if ('only' in which) removeWhere(db, 'document_id = ? AND generation = ?', [documentId, which.only]);
  else removeWhere(db, 'document_id = ? AND generation < ?', [documentId, which.before]);
}

function removeWhere(db: Database.Database, where: string, params: readonly (string | number)[]): void {
  db.prepare(`DELETE FROM words WHERE rowid IN (SELECT id FROM passage WHERE ${where})`).run(...params);
  db.prepare(`DELETE FROM passage WHERE ${where}`).run(...params);
}

function relabel(db: Database.Database, documentId: string, labels: ReadonlyMap<string, ResourceLabels>): void {
  const update = db.prepare(`UPDATE passage SET readers = ?, deniers = ?, owner = ?, collection = ?, classification = ?
    WHERE document_id = ? AND resource_id = ?`);
  for (const [resourceId, { readers, deniers, owner, collection, classification }] of labels) {
    update.run(readers, deniers, owner, collection, classification, documentId, resourceId);
  }
}

serve(write);
