/**
 * What is served, as an index has to have it: to build an index anew, and to see whether one is complete.
 */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Locator } from '../../ingest/stages.ts';
import type { IndexEntry } from '../index/port.ts';
import { completed } from '../safeguards/safeguards.ts';
import type { Catalog } from './catalog.ts';
import { type IndexablePassage, toIndexEntry } from './index-entry.ts';
import { readResourceLabels } from './labels.ts';
import { readSafeguards } from './safeguards.ts';
import { chunks, collections, documents, generations } from './tables/documents.ts';

export interface ServedDocument {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
}

/** Documents that are served, in the order of their ids, after `after`. */
export async function listServed(catalog: Catalog, after: string, limit: number): Promise<ServedDocument[]> {
  return catalog.db
    .select({
      workspace: documents.workspace,
      documentId: documents.id,
      generation: sql<number>`${documents.activeGeneration}`,
    })
    .from(documents)
    .where(and(eq(documents.status, 'active'), gt(documents.id, after)))
    .orderBy(asc(documents.id))
    .limit(limit);
}

/** How many documents are served, of all workspaces. */
export async function countServed(catalog: Catalog): Promise<number> {
  return catalog.db.$count(documents, eq(documents.status, 'active'));
}

/** The entries of a served generation. */
export async function readIndexEntries(
  catalog: Catalog,
  { workspace, documentId, generation }: ServedDocument,
): Promise<IndexEntry[]> {
  const { dlp } = completed(await readSafeguards(catalog, workspace));
  const labels = await readResourceLabels(catalog, documentId);
  const rows: IndexablePassage[] = await catalog.db
    .select({
      chunkId: chunks.id,
      resourceId: chunks.resourceId,
      title: sql<string>`${generations.title}`,
      format: generations.format,
      locator: sql<Locator>`${chunks.locator}`.mapWith(chunks.locator),
      text: chunks.text,
      context: chunks.context,
      verdict: chunks.verdict,
      riskScore: chunks.riskScore,
      spans: chunks.spans,
      cells: chunks.cells,
      sensitive: chunks.sensitive,
    })
    .from(chunks)
    .innerJoin(
      generations,
      and(eq(generations.documentId, chunks.documentId), eq(generations.generation, chunks.generation)),
    )
    .where(and(eq(chunks.documentId, documentId), eq(chunks.generation, generation)))
    .orderBy(asc(chunks.ordinal));
  return rows.flatMap((row) => toIndexEntry(row, labels.get(row.resourceId), dlp) ?? []);
}

/** Passages that an index of the workspace should have while no job is under way. */
export async function countIndexable(catalog: Catalog, workspace: string): Promise<number> {
  const [row] = await catalog.db.values<[number]>(sql`
    SELECT count(*) FROM chunks c JOIN documents d ON d.id = c.document_id AND d.active_generation = c.generation
    WHERE d.workspace = ${workspace} AND d.status = 'active' AND c.verdict <> 'malicious'`);
  return row?.[0] ?? 0;
}

/** How a document stands with an index. */
export interface ServedState {
  /** `null`: nothing of it is served in this workspace. */
  readonly generation: number | null;
  readonly entitlementsVersion: number | null;
  /** Whether a job names it: until that is done, an index may have other than it should. */
  readonly waits: boolean;
}

export async function readServedState(catalog: Catalog, workspace: string, documentId: string): Promise<ServedState> {
  const [row] = await catalog.db.values<[number | null, number | null, number]>(sql`
    SELECT d.active_generation, d.entitlements_version, EXISTS (SELECT 1 FROM jobs j WHERE j.document_id = ${documentId})
    FROM (SELECT 1) LEFT JOIN documents d ON d.id = ${documentId} AND d.workspace = ${workspace} AND d.status = 'active'`);
  const [generation, entitlementsVersion, waits] = row ?? [null, null, 0];
  return { generation, entitlementsVersion, waits: waits === 1 };
}

/** Those of the documents of which nothing is served in this workspace. */
export async function notServed(
  catalog: Catalog,
  workspace: string,
  documentIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await catalog.db.values<[string]>(sql`
    SELECT j.value FROM json_each(${JSON.stringify(documentIds)}) j WHERE NOT EXISTS
      (SELECT 1 FROM documents d WHERE d.id = j.value AND d.workspace = ${workspace} AND d.status = 'active')`);
  return rows.map(([documentId]) => documentId);
}

/** Workspaces that ever had a document: its collection stays when it is erased. */
export async function listWorkspaces(catalog: Catalog): Promise<string[]> {
  const rows = await catalog.db.selectDistinct({ workspace: collections.workspace }).from(collections);
  return rows.map(({ workspace }) => workspace);
}

/** Ids of documents are random: those that follow a random one are a sample of all. */
const SAMPLED_AT_A_TIME = 10;
/** Documents among which they are looked for: others may be another workspace's. */
const LOOKED_AT = 200;
/** Of each document. */
const SAMPLED_PASSAGES = 2;
const MAX_SAMPLED_LENGTH = 2_400;

/** About `count` clean passages of the workspace, from all over it; not of the document `except`. */
export async function samplePassages(
  catalog: Catalog,
  workspace: string,
  count: number,
  except: string,
): Promise<{ readonly documentId: string; readonly title: string; readonly text: string }[]> {
  const found = new Map<string, { readonly documentId: string; readonly title: string; readonly text: string }>();
  for (let i = 0; i * SAMPLED_AT_A_TIME * SAMPLED_PASSAGES < count; i += 1) {
    const rows = await catalog.db.values<[string, string, string | null, string]>(sql`
      SELECT c.id, c.document_id, g.title, substr(c.text, 1, ${MAX_SAMPLED_LENGTH})
      FROM (SELECT id, active_generation FROM (SELECT * FROM documents WHERE id >= ${randomUUID()} ORDER BY id LIMIT ${LOOKED_AT})
        WHERE workspace = ${workspace} AND status = 'active' AND id <> ${except} LIMIT ${SAMPLED_AT_A_TIME}) d
      JOIN generations g ON g.document_id = d.id AND g.generation = d.active_generation
      JOIN chunks c ON c.document_id = d.id AND c.generation = d.active_generation
        AND c.ordinal < ${SAMPLED_PASSAGES} AND c.verdict = 'clean'`);
    for (const [id, documentId, title, text] of rows) found.set(id, { documentId, title: title ?? '', text });
  }
  return [...found.values()];
}
