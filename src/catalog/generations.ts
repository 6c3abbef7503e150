/**
 * What an erased or replaced document leaves to clear away.
 */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { AuditEvent } from '../audit/event.ts';
import type { Generations } from '../index/port.ts';
import { type Catalog, statement } from './catalog.ts';
import { forgetDetections } from './detections.ts';
import { addEvidence, type StoredEvidence } from './evidence.ts';
import { isNotHeld } from './holds.ts';
import { forgetShadows } from './shadow.ts';
import { stagedLeft } from './staging.ts';
import type { Batch } from './store.ts';
import { generations } from './tables/documents.ts';

/** The latest generation of a document, to tell whether a delivery brings anything new. */
export async function readLatest(catalog: Catalog, documentId: string) {
  const [row] = await catalog.db
    .select({
      generation: generations.generation,
      blob: generations.blob,
      intent: generations.intent,
      status: generations.status,
      findings: generations.findings,
      chunks: sql<number>`(SELECT count(*) FROM chunks c WHERE c.document_id = ${documentId} AND c.generation = ${generations.generation})`,
    })
    .from(generations)
    .where(eq(generations.documentId, documentId))
    .orderBy(desc(generations.generation))
    .limit(1);
  return row;
}

/** The served generation that is of the same bytes, unless a reviewer has released it: what is said of those bytes now is said of it. */
export async function findServedAlike(catalog: Catalog, documentId: string, blob: string): Promise<number | undefined> {
  const [row] = await catalog.db.values<[number]>(sql`
    SELECT g.generation FROM documents d JOIN generations g ON g.document_id = d.id AND g.generation = d.active_generation
    WHERE d.id = ${documentId} AND g.blob = ${blob} AND g.released_hash IS NULL`);
  return row?.[0];
}

/** Whether this very version was accepted and is still there. */
export async function generationExists(
  catalog: Catalog,
  { documentId, generation, salt }: { readonly documentId: string; readonly generation: number; readonly salt: string },
): Promise<boolean> {
  const [row] = await catalog.db.values<[number]>(sql`SELECT EXISTS (SELECT 1 FROM generations
    WHERE document_id = ${documentId} AND generation = ${generation} AND salt = ${salt})`);
  return row?.[0] === 1;
}

/** Whether a generation is gone for good: replaced, rejected, taken back or erased. It never comes back from that. */
export async function isGone(catalog: Catalog, documentId: string, generation: number): Promise<boolean> {
  const [row] = await catalog.db.values<[number]>(sql`SELECT NOT EXISTS (SELECT 1 FROM generations g
    JOIN documents d ON d.id = g.document_id WHERE g.document_id = ${documentId} AND g.generation = ${generation}
      AND g.status NOT IN ('superseded', 'rejected') AND d.status <> 'deleted')`);
  return row?.[0] === 1;
}

export async function hasStaged(catalog: Catalog, documentId: string, which: Generations): Promise<boolean> {
  const [row] = await catalog.db.values<[number]>(stagedLeft(documentId, which));
  return row?.[0] === 1;
}

/** Versions whose bytes are kept as they came: those before `generation`, or all. */
export async function listVersions(
  catalog: Catalog,
  documentId: string,
  generation: number | 'all',
): Promise<{ readonly generation: number; readonly salt: string }[]> {
  return catalog.db
    .select({ generation: generations.generation, salt: generations.salt })
    .from(generations)
    .where(
      and(
        eq(generations.documentId, documentId),
        generation === 'all' ? undefined : lt(generations.generation, generation),
      ),
    );
}

/** What becomes of the originals of what is forgotten: sealed under a legal hold, or gone because none stands. */
type Originals = { readonly sealed: readonly StoredEvidence[]; readonly nowMs: number } | 'unheld';

const guardsOf = (documentId: string, originals: Originals) => (originals === 'unheld' ? [isNotHeld(documentId)] : []);

const kept = (originals: Originals) => (originals === 'unheld' ? [] : addEvidence(originals.sealed, originals.nowMs));

/** Forgets superseded generations before `generation`. Refused with `legal-hold` while one stands and they are not sealed. */
export function forgetSuperseded(documentId: string, generation: number, originals: Originals): Batch {
  return {
    priority: 'background',
    guards: guardsOf(documentId, originals),
    statements: [
      ...kept(originals),
      statement(sql`DELETE FROM generations
        WHERE document_id = ${documentId} AND generation < ${generation} AND status = 'superseded'`),
      ...forgetShadows(documentId),
    ],
  };
}

/** Forgets the versions of a deleted document that a legal hold keeps; what is sealed of them, and what was decided on them, stays. */
export function forgetVersions(documentId: string, originals: Exclude<Originals, 'unheld'>): Batch {
  return {
    priority: 'background',
    statements: [
      ...kept(originals),
      statement(sql`DELETE FROM generations WHERE document_id = ${documentId}`),
      ...forgetShadows(documentId),
    ],
  };
}

/**
 * Removes the last of a deleted document: its rows, reviews and evidence, and the audiences that it held, with those of its rows that build
 * on them. Chunks are unstaged before. Refused with `legal-hold` while one stands.
 */
export function forgetDocument(documentId: string, event: AuditEvent): Batch {
  const held = sql`SELECT id FROM audiences WHERE holder IN (${`document:${documentId}/readers`}, ${`document:${documentId}/deniers`})`;
  return {
    priority: 'background',
    guards: [isNotHeld(documentId)],
    statements: [
      statement(sql`DELETE FROM resources WHERE document_id = ${documentId}`),
      statement(sql`DELETE FROM reviews WHERE document_id = ${documentId}`),
      ...forgetDetections(documentId),
      statement(sql`DELETE FROM evidence WHERE document_id = ${documentId}`),
      statement(sql`DELETE FROM generations WHERE document_id = ${documentId}`),
      ...forgetShadows(documentId),
      statement(sql`DELETE FROM documents WHERE id = ${documentId} AND status = 'deleted'`),
      statement(sql`DELETE FROM audience_members
        WHERE audience_id IN (SELECT id FROM audiences WHERE id IN (${held}) OR base_id IN (${held}))`),
      statement(sql`DELETE FROM audiences WHERE base_id IN (${held})`),
      statement(sql`DELETE FROM audiences WHERE id IN (${held})`),
    ],
    events: [event],
  };
}
