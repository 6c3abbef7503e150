/** Documents, rows and passages put straight into a catalogue, as intake leaves them when they are served. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { AuditEvent } from '../../src/audit/event.ts';
import { internAudience } from '../../src/catalog/audiences.ts';
import { type Catalog, statement } from '../../src/catalog/catalog.ts';
import { collectionId, createCollection } from '../../src/catalog/collections.ts';
import { internPrincipals, principalId } from '../../src/catalog/people.ts';
import { openReview, type ReviewDecision } from '../../src/catalog/reviews.ts';
import type { Batch, Statement } from '../../src/catalog/store.ts';
import type { StoredCell } from '../../src/catalog/tables/documents.ts';

export const NOW_MS = Date.UTC(2026, 10, 22, 12);

export function anEvent(workspace = 'main', kind: AuditEvent['kind'] = 'principal.changed'): AuditEvent {
  return { id: randomUUID(), workspace, kind, detail: {} };
}

/** Names as they are after parsing. */
export const names = (...texts: string[]) => texts as unknown as Principal[];
export const aName = (text: string) => text as Principal;

export interface Labels {
  readonly owner?: string;
  readonly readers?: readonly string[];
  readonly deniers?: readonly string[];
  /** Readers of the readers' audience's base. */
  readonly baseReaders?: readonly string[];
  readonly classification?: number;
  readonly attributes?: Attributes;
}

export interface Placed extends Labels {
  readonly workspace?: string;
  readonly collection?: string;
  readonly status?: 'received' | 'active' | 'held' | 'deleted';
  readonly intent?: Record<string, unknown>;
  readonly verdict?: 'clean' | 'suspicious' | 'malicious';
  /** Rows with entitlements of their own. */
  readonly rows?: readonly (Labels & { readonly cells?: readonly StoredCell[] })[];
}

/** Places a document with one passage of its own and one for each row. */
export async function place(
  catalog: Catalog,
  placed: Placed,
): Promise<{ id: string; rows: string[]; chunks: string[] }> {
  const { workspace = 'main', collection = 'handbook', status = 'active', intent = { attributes: {} } } = placed;
  const id = randomUUID();
  const rows = (placed.rows ?? []).map(() => randomUUID());
  const all = [placed, ...(placed.rows ?? [])].map((labels, row) => ({
    labels,
    row,
    id: row === 0 ? id : (rows[row - 1] ?? ''),
  }));
  const chunks = all.map(() => randomUUID());
  await commit(catalog, [
    internPrincipals(workspace, names('user:olga')),
    ...createCollection(workspace, collection, aName('user:olga'), id),
    statement(sql`INSERT INTO documents (id, workspace, brought_by_id, collection_id, status, active_generation, latest_generation, created_at)
      VALUES (${id}, ${workspace}, ${principalId(workspace, aName('user:olga'))}, ${collectionId(workspace, collection)}, ${status},
        ${status === 'active' ? 1 : null}, 1, ${NOW_MS})`),
    statement(sql`INSERT INTO generations (document_id, generation, blob, salt, intent, status, title, findings, scored_by, entitlements_version, received_at)
      VALUES (${id}, 1, 'blob', 'salt', ${JSON.stringify(intent)}, ${status === 'active' || status === 'held' ? status : 'pending'},
        'A title', '[]', 'test@1', 0, ${NOW_MS})`),
    ...all.flatMap((one) => resource(workspace, id, one)),
    ...all.map(({ id: resourceId, row }) => {
      const cells = row === 0 ? [] : (placed.rows?.[row - 1]?.cells ?? []);
      return statement(sql`INSERT INTO chunks
        (id, document_id, generation, resource_id, ordinal, text, content_hash, locator, start, "end", risk_score, verdict, spans, cells)
        VALUES (${chunks[row] ?? ''}, ${id}, 1, ${resourceId}, ${row}, ${`text ${row}`}, 'hash', '{}', 0, 6, 0.25,
          ${placed.verdict ?? 'clean'}, '[]', ${JSON.stringify(cells)})`);
    }),
  ]);
  return { id, rows, chunks };
}

function resource(
  workspace: string,
  documentId: string,
  { id, row, labels }: { id: string; row: number; labels: Labels },
) {
  const owner = aName(labels.owner ?? 'user:olga');
  const base = labels.baseReaders && internAudience(workspace, names(...labels.baseReaders));
  const readers = internAudience(workspace, names(...(labels.readers ?? [])), base);
  const deniers = internAudience(workspace, names(...(labels.deniers ?? [])));
  return [
    internPrincipals(workspace, [owner]),
    ...readers.statements,
    ...deniers.statements,
    statement(sql`INSERT INTO resources (id, document_id, generation, row_number, owner_id, readers_id, deniers_id, classification, attributes)
      VALUES (${id}, ${documentId}, ${row === 0 ? null : 1}, ${row === 0 ? null : row}, ${principalId(workspace, owner)},
        ${readers.id}, ${deniers.id}, ${labels.classification ?? 1}, ${JSON.stringify(labels.attributes ?? {})})`),
  ];
}

/** Opens a review of a placed document's first generation. Its id is the document's. */
export function aReview(workspace: string, documentId: string): Batch {
  const reading = {
    workspace,
    documentId,
    generation: 1,
    title: 'A title',
    format: 'text',
    findings: [],
    nowMs: NOW_MS,
  };
  const cut = { name: `cut of ${documentId}`, workspace, documentId, generation: 1, kind: 'cut', bytes: 3 } as const;
  const risk = { score: 0.5, verdict: 'suspicious' } as const;
  const flagged = { reviewId: documentId, textHash: 'hash', cut: cut.name, evidence: [cut], risk };
  return { statements: openReview(reading, flagged) };
}

/** A decision of Mona's on it. */
export function aDecision(workspace: string, documentId: string, decidedBy = aName('user:mona')): ReviewDecision {
  const event = anEvent(workspace, 'review.released');
  return {
    workspace,
    reviewId: documentId,
    documentId,
    generation: 1,
    decidedBy,
    note: undefined,
    nowMs: NOW_MS,
    event,
  };
}

export async function commit(catalog: Catalog, statements: readonly Statement[]): Promise<void> {
  await catalog.store.commit({ statements });
}

/** Commits in order. */
export async function commitAll(catalog: Catalog, ...batches: readonly Batch[]): Promise<void> {
  for (const batch of batches) await catalog.store.commit(batch);
}
