/**
 * The thread that writes index files, one a process.
 */
import { workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { Attributes } from '../../../entitlements/attributes.ts';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { serve } from '../../threads.ts';
import type { EmbeddedEntry, Generations, ResourceLabels } from '../port.ts';
import { requireVector } from '../vector.ts';
import { segment } from '../words/segment.ts';
import { replaceFile } from './files.ts';
import { openForWriting } from './schema.ts';
import { requireModel } from './vectors/model.ts';

/** What the thread is started with. */
export interface WriteSetup {
  readonly model: EmbeddingModel;
}

/** What is done to the file at `path`. */
type Change = { readonly path: string } & (
  | { readonly op: 'open'; readonly mayCreate: boolean }
  | { readonly op: 'count' }
  | {
      readonly op: 'put';
      readonly documentId: string;
      readonly generation: number;
      readonly entries: readonly EmbeddedEntry[];
    }
  | { readonly op: 'relabel'; readonly documentId: string; readonly labels: ReadonlyMap<string, ResourceLabels> }
  | { readonly op: 'remove'; readonly documentId: string; readonly which: Generations }
);

/** A change, or that the file takes the place of another. */
export type WriteRequest = Change | { readonly op: 'replace'; readonly path: string; readonly of: string };

const { model } = workerData as WriteSetup;
const open = new Map<string, Database.Database>();

/** Carries out a request, each in one transaction; what it answers is a count, or 0. */
async function write(request: WriteRequest): Promise<number> {
  if (request.op === 'replace') {
    await replaceFile(request.of, request.path);
    return 0;
  }
  let db = open.get(request.path);
  if (!db) {
    db = openForWriting(request.path, model, request.op === 'open' && request.mayCreate);
    open.set(request.path, db);
  }
  const file = db;
  return file.transaction(() => apply(file, request)).immediate();
}

function apply(db: Database.Database, request: Change): number {
  switch (request.op) {
    case 'open':
      return 0;
    case 'count':
      return db.prepare('SELECT count(*) FROM passage').pluck().get() as number;
    case 'put':
      requireModel((sql) => db.prepare(sql), model);
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

function insert(
  db: Database.Database,
  documentId: string,
  generation: number,
  entries: readonly EmbeddedEntry[],
): void {
  const passage = db.prepare(`INSERT INTO passage (chunk_id, document_id, generation, resource_id, attributes)
    VALUES (?, ?, ?, ?, ?)`);
  const label = db.prepare(`INSERT INTO label
    (id, kind, readers, deniers, owner, collection, classification, risk, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const words = db.prepare('INSERT INTO words (rowid, title, headings, body) VALUES (?, ?, ?, ?)');
  const vectors = db.prepare('INSERT INTO vector (id, model, direction) VALUES (?, 1, ?)');
  let added = 0;
  for (const { chunkId, resourceId, title, headings, context, text, labels, attributes, vector } of entries) {
    const { lastInsertRowid: id } = passage.run(chunkId, documentId, generation, resourceId, stored(attributes));
    const { kind, readers, deniers, owner, collection, classification, risk, score } = labels;
    label.run(id, kind, readers, deniers, owner, collection, classification, risk, score);
    const body = context === undefined ? text : `${context}\n${text}`;
    words.run(id, segment(title), segment(headings.join('\n')), segment(body));
    if (vector === undefined) continue;
    requireVector(vector, model);
    vectors.run(id, vector);
    added += 1;
  }
  db.prepare('UPDATE file SET vectors = vectors + ?').run(added);
}

/** Attributes as conditions read them: written by JSON.stringify, whose spelling of a value `condition.ts` relies on. */
function stored(attributes: Attributes): string | null {
  return Object.keys(attributes).length === 0 ? null : JSON.stringify(attributes);
}

function remove(db: Database.Database, documentId: string, which: Generations): void {
  if (which === 'all') removeWhere(db, 'document_id = ?', [documentId]);
  else if ('only' in which) removeWhere(db, 'document_id = ? AND generation = ?', [documentId, which.only]);
  else removeWhere(db, 'document_id = ? AND generation < ?', [documentId, which.before]);
}

function removeWhere(db: Database.Database, where: string, params: readonly (string | number)[]): void {
  const removeFrom = (table: string, id: string) =>
    db.prepare(`DELETE FROM ${table} WHERE ${id} IN (SELECT id FROM passage WHERE ${where})`).run(...params);
  removeFrom('words', 'rowid');
  removeFrom('label', 'id');
  const { changes } = removeFrom('vector', 'id');
  db.prepare('UPDATE file SET vectors = vectors - ?').run(changes);
  db.prepare(`DELETE FROM passage WHERE ${where}`).run(...params);
}

/** Goes through the document's passages once: a table has as many rows, each a resource, as it has passages. */
function relabel(db: Database.Database, documentId: string, labels: ReadonlyMap<string, ResourceLabels>): void {
  const touched = db.prepare('UPDATE file SET relabelled = relabelled + 1 RETURNING relabelled').pluck().get();
  const label =
    db.prepare(`UPDATE label SET kind = ?, readers = ?, deniers = ?, owner = ?, collection = ?, classification = ?,
    touched = ? WHERE id = ?`);
  const passage = db.prepare('UPDATE passage SET attributes = ? WHERE id = ?');
  const passages = db
    .prepare('SELECT id, resource_id AS resourceId FROM passage WHERE document_id = ?')
    .all(documentId);
  for (const { id, resourceId } of passages as { id: number; resourceId: string }[]) {
    const said = labels.get(resourceId);
    if (said === undefined) continue;
    const { kind, readers, deniers, owner, collection, classification } = said.labels;
    label.run(kind, readers, deniers, owner, collection, classification, touched, id);
    passage.run(stored(said.attributes), id);
  }
}

serve(write);
