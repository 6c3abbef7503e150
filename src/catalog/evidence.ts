/**
 * What is sealed and whose it is. Evidence is wanted while its document is under a legal hold, and else while somebody has yet to decide on
 * it or did so a while ago; a deleted document has none. What is not wanted any more goes: its row first, then its file.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { AuditEvent } from '../audit/event.ts';
import type { EvidenceKind, EvidenceOf } from '../evidence/seal.ts';
import { type Catalog, statement } from './catalog.ts';
import type { Batch, Statement } from './store.ts';

/** A piece of evidence that is written. */
export interface StoredEvidence extends EvidenceOf {
  readonly name: string;
  /** Of the content, unsealed. */
  readonly bytes: number;
}

/** Names pieces as evidence. One that is named already stays as it is. */
export function addEvidence(pieces: readonly StoredEvidence[], nowMs: number): Statement[] {
  return pieces.map(({ name, workspace, documentId, generation, kind, bytes }) =>
    statement(sql`INSERT INTO evidence (name, workspace, document_id, generation, kind, bytes, sealed_at)
      VALUES (${name}, ${workspace}, ${documentId}, ${generation}, ${kind}, ${bytes}, ${nowMs}) ON CONFLICT DO NOTHING`),
  );
}

type Row = [name: string, workspace: string, documentId: string, generation: number, kind: EvidenceKind, bytes: number];

const COLUMNS = sql`e.name, e.workspace, e.document_id, e.generation, e.kind, e.bytes`;

async function pieces(catalog: Catalog, where: SQL): Promise<StoredEvidence[]> {
  const rows = await catalog.db.values<Row>(sql`SELECT ${COLUMNS} FROM evidence e WHERE ${where}`);
  return rows.map(([name, workspace, documentId, generation, kind, bytes]) => ({
    ...{ name, workspace, documentId, generation, kind, bytes },
  }));
}

/** What is kept of a document, or of one generation of it. */
export function evidenceOf(catalog: Catalog, documentId: string, generation?: number): Promise<StoredEvidence[]> {
  const which = generation === undefined ? sql`true` : sql`e.generation = ${generation}`;
  return pieces(catalog, sql`e.document_id = ${documentId} AND ${which}`);
}

/** Whether a file is anybody's. */
export async function isEvidence(catalog: Catalog, name: string): Promise<boolean> {
  const [row] = await catalog.db.values<[number]>(sql`SELECT EXISTS (SELECT 1 FROM evidence WHERE name = ${name})`);
  return row?.[0] === 1;
}

/** `e` is not wanted: nobody holds its document, and nobody has to decide on it, nor did after `decidedAfterMs`. */
const unwanted = (decidedAfterMs: number) => sql`
  NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.document_id = e.document_id)
  AND NOT EXISTS (SELECT 1 FROM reviews r JOIN documents d ON d.id = r.document_id
    WHERE r.document_id = e.document_id AND r.generation = e.generation AND d.status <> 'deleted'
      AND (r.state = 'open' OR r.decided_at > ${decidedAfterMs}))`;

/** What is not wanted any more, `limit` pieces of it at most; of one document, or of all. */
export function listUnwanted(
  catalog: Catalog,
  decidedAfterMs: number,
  limit: number,
  documentId?: string,
): Promise<StoredEvidence[]> {
  const whose = documentId === undefined ? sql`true` : sql`e.document_id = ${documentId}`;
  return pieces(catalog, sql`${whose} AND ${unwanted(decidedAfterMs)} ORDER BY e.name LIMIT ${limit}`);
}

/** Forgets those of these pieces that are still not wanted. Their files may go when no row names them. */
export function forgetUnwanted(names: readonly string[], decidedAfterMs: number, events: readonly AuditEvent[]): Batch {
  return {
    priority: 'background',
    statements: [
      statement(sql`DELETE FROM evidence AS e WHERE e.name IN (SELECT value FROM json_each(${JSON.stringify(names)}))
        AND ${unwanted(decidedAfterMs)}`),
    ],
    events,
  };
}
