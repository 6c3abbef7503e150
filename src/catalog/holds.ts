/**
 * Legal holds: documents of which nothing may be lost, whoever asks for it. A hold stands on a document that was taken in; a document
 * whose deletion was asked for while one stands is gone for everybody, and waits here until it is lifted.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import type { AuditEvent } from '../audit/event.ts';
import type { LegalHold } from '../review.ts';
import { type Catalog, guard, statement } from './catalog.ts';
import type { Batch } from './store.ts';

export interface HoldChange {
  readonly workspace: string;
  readonly documentId: string;
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/** Places a hold, or gives the one that stands another reason. Refused with `document-gone` where there is no document that was taken in. */
export function placeHold(change: HoldChange & { readonly placedBy: Principal; readonly reason: string }): Batch {
  const { workspace, documentId, placedBy, reason, nowMs } = change;
  return {
    guards: [
      guard(
        'document-gone',
        sql`EXISTS (SELECT 1 FROM documents WHERE id = ${documentId} AND workspace = ${workspace}
          AND status IN ('active', 'held', 'rejected'))`,
      ),
    ],
    statements: [
      statement(sql`INSERT INTO legal_holds (document_id, workspace, reason, placed_by, placed_at)
        VALUES (${documentId}, ${workspace}, ${reason}, ${placedBy}, ${nowMs})
        ON CONFLICT DO UPDATE SET reason = excluded.reason, placed_by = excluded.placed_by, placed_at = excluded.placed_at`),
    ],
    events: [change.event],
  };
}

/** Lifts a hold; the erasure that was asked for meanwhile goes on. Refused with `no-legal-hold`. */
export function liftHold({ workspace, documentId, nowMs, event }: HoldChange): Batch {
  return {
    guards: [
      guard(
        'no-legal-hold',
        sql`EXISTS (SELECT 1 FROM legal_holds WHERE document_id = ${documentId} AND workspace = ${workspace})`,
      ),
    ],
    statements: [
      statement(sql`DELETE FROM legal_holds WHERE document_id = ${documentId}`),
      statement(sql`INSERT INTO jobs (workspace, kind, document_id, generation, created_at)
        SELECT workspace, 'erase', id, 0, ${nowMs} FROM documents WHERE id = ${documentId} AND status = 'deleted'`),
    ],
    events: [event],
  };
}

/** Holds while no legal hold stands on the document. */
export const isNotHeld = (documentId: string) =>
  guard('legal-hold', sql`NOT EXISTS (SELECT 1 FROM legal_holds WHERE document_id = ${documentId})`);

export async function isOnHold(catalog: Catalog, documentId: string): Promise<boolean> {
  const [row] = await catalog.db.values<[number]>(
    sql`SELECT EXISTS (SELECT 1 FROM legal_holds WHERE document_id = ${documentId})`,
  );
  return row?.[0] === 1;
}

type Row = [
  documentId: string,
  title: string | null,
  collection: string,
  reason: string,
  placedBy: string,
  placedAt: number,
  deleted: number,
  versions: string,
];

/** Holds of the workspace in the order of their documents, `limit` of them after `after`. */
export async function listHolds(
  catalog: Catalog,
  workspace: string,
  after: string,
  limit: number,
): Promise<LegalHold[]> {
  return holds(
    catalog,
    sql`h.workspace = ${workspace} AND h.document_id > ${after} ORDER BY h.document_id LIMIT ${limit}`,
  );
}

/** The hold that stands on a document of the workspace. */
export async function findHold(
  catalog: Catalog,
  workspace: string,
  documentId: string,
): Promise<LegalHold | undefined> {
  const [hold] = await holds(catalog, sql`h.workspace = ${workspace} AND h.document_id = ${documentId}`);
  return hold;
}

async function holds(catalog: Catalog, where: SQL): Promise<LegalHold[]> {
  const rows = await catalog.db.values<Row>(sql`
    SELECT h.document_id,
      (SELECT coalesce(g.title, g.intent ->> 'title') FROM generations g
        WHERE g.document_id = d.id ORDER BY g.generation DESC LIMIT 1),
      k.name, h.reason, h.placed_by, h.placed_at, d.status = 'deleted',
      (SELECT json_group_array(generation) FROM (
        SELECT generation FROM generations WHERE document_id = d.id
        UNION SELECT generation FROM evidence WHERE document_id = d.id AND kind = 'original' ORDER BY generation))
    FROM legal_holds h JOIN documents d ON d.id = h.document_id JOIN collections k ON k.id = d.collection_id
    WHERE ${where}`);
  return rows.map(([documentId, title, collection, reason, placedBy, placedAt, deleted, versions]) => ({
    ...{ documentId, title, collection, reason, placedBy },
    placedAt: new Date(placedAt).toISOString(),
    deleted: deleted === 1,
    versions: JSON.parse(versions) as number[],
  }));
}
