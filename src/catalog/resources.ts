/**
 * Facts of documents and rows as they are now: for those who ask, as decisions need them, and in numbers, as an index has to have
 * them. Each is read in one statement from the catalogue's own edges; nothing here is taken from an index or a plan.
 */
import { sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import type { ResourceFacts } from '../../entitlements/decide.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { ResourceRef } from '../governance.ts';
import type { ResourceLabels } from '../index/port.ts';
import { isMember } from './audiences.ts';
import { type Catalog, prepare } from './catalog.ts';
import type { CollectionTree } from './collections.ts';
import type { DocumentStatus } from './schema.ts';

/** What an auditor needs to see why: labels that were evaluated, audiences by their numbers. */
export interface Evidence {
  readonly owner: string;
  readonly readers: number;
  readonly deniers: number;
  readonly entitlementsVersion: number;
}

const person = sql`${sql.placeholder('person')}`;
const agent = sql`${sql.placeholder('agent')}`;

/** Placeholders of {@link FACT_COLUMNS}: numbers of the person and the agent, with all that they are in. */
export const askersOf = ({ principals, agentPrincipals }: Standing) => ({
  person: JSON.stringify(principals),
  agent: JSON.stringify(agentPrincipals),
});

export type FactColumns = [
  workspace: string,
  documentId: string,
  resourceId: string,
  rowNumber: number | null,
  owner: Principal,
  collection: string,
  classification: number,
  attributes: string,
  readers: number,
  deniers: number,
  entitlementsVersion: number,
  edges: number,
];

/** Of a resource `r` in a document `d` in a collection `k`, owned by `o`. */
export const FACT_COLUMNS = sql`d.workspace, r.document_id, r.id, r.row_number, o.name, k.name, r.classification, r.attributes,
  r.readers_id, r.deniers_id, d.entitlements_version,
  ${isMember(sql`r.readers_id`, person)} + 2 * ${isMember(sql`r.readers_id`, agent)}
    + 4 * ${isMember(sql`r.deniers_id`, person)} + 8 * ${isMember(sql`r.deniers_id`, agent)}`;

/** The facts that the columns say. */
export function factsFrom(
  tree: CollectionTree,
  served: boolean,
  columns: FactColumns,
): { readonly facts: ResourceFacts; readonly evidence: Evidence } {
  const [workspace, documentId, resourceId, rowNumber, owner, collection, classification, attributes] = columns;
  const [readers, deniers, entitlementsVersion, edges] = columns.slice(8) as [number, number, number, number];
  return {
    facts: {
      ...{ workspace, served, documentId, resourceId, owner, classification },
      kind: rowNumber === null ? 'document' : 'row',
      collections: tree.above(collection),
      attributes: JSON.parse(attributes) as Attributes,
      reads: { person: (edges & 1) !== 0, agent: (edges & 2) !== 0 },
      denied: { person: (edges & 4) !== 0, agent: (edges & 8) !== 0 },
    },
    evidence: { owner, readers, deniers, entitlementsVersion },
  };
}

export interface ResourceWithFacts {
  readonly facts: ResourceFacts;
  readonly evidence: Evidence;
  readonly reference: ResourceRef;
  /** Of its document. */
  readonly status: DocumentStatus;
}

const askResource = prepare<[...FactColumns, served: number, title: string | null, status: DocumentStatus]>(sql`
  SELECT ${FACT_COLUMNS},
    d.status = 'active' AND g.status = 'active' AND g.generation = d.active_generation,
    coalesce(g.title, g.intent ->> 'title'), d.status
  FROM resources r JOIN documents d ON d.id = r.document_id
  JOIN collections k ON k.id = d.collection_id JOIN principals o ON o.id = r.owner_id
  JOIN generations g ON g.document_id = d.id
    AND g.generation = coalesce(r.generation, d.active_generation, d.latest_generation)
  WHERE r.id = ${sql.placeholder('id')} AND d.workspace = ${sql.placeholder('workspace')} AND d.status <> 'deleted'`);

/**
 * One document or row of the workspace with respect to those who ask, whether it is served or not; `undefined` when there is none.
 * It says nothing of single passages: what is malicious in it is withheld all the same.
 */
export async function readResource(
  catalog: Catalog,
  standing: Standing,
  tree: CollectionTree,
  id: string,
): Promise<ResourceWithFacts | undefined> {
  const [row] = await askResource(catalog, { ...askersOf(standing), workspace: standing.workspace, id });
  if (!row) return undefined;
  const [documentId, resourceId, rowNumber, , collection] = row.slice(1, 6) as [
    string,
    string,
    number | null,
    0,
    string,
  ];
  const [served, title, status] = row.slice(12) as [number, string | null, DocumentStatus];
  return {
    ...factsFrom(tree, served === 1, row.slice(0, 12) as FactColumns),
    reference: { resourceId, documentId, title, collection, ...(rowNumber === null ? {} : { row: rowNumber }) },
    status,
  };
}

/** A served document or row as an index would have to have it; risk and score are of its passages. */
export interface LabelledResource extends ResourceLabels {
  readonly documentId: string;
  readonly resourceId: string;
}

type LabelledRow = [
  documentId: string,
  resourceId: string,
  isRow: number,
  readers: number,
  deniers: number,
  owner: number,
  collection: number,
  classification: number,
  attributes: string,
];

const askLabelled = prepare<LabelledRow>(sql`
  SELECT r.document_id, r.id, r.row_number IS NOT NULL, r.readers_id, r.deniers_id, r.owner_id, d.collection_id, r.classification,
    r.attributes
  FROM json_each(${sql.placeholder('documentIds')}) j JOIN documents d ON d.id = j.value
  JOIN resources r ON r.document_id = d.id
  WHERE d.status = 'active' AND (r.generation IS NULL OR r.generation = d.active_generation)
  LIMIT ${sql.placeholder('limit')}`);

/** SQLite reads a negative bound as none. */
const UNLIMITED = -1;

/** What an index should have of the served resources of these documents, whatever it has: `limit` of them at most. */
export async function readLabelled(
  catalog: Catalog,
  documentIds: readonly string[],
  limit = UNLIMITED,
): Promise<LabelledResource[]> {
  if (documentIds.length === 0) return [];
  const rows = await askLabelled(catalog, { documentIds: JSON.stringify(documentIds), limit });
  return rows.map(
    ([documentId, resourceId, kind, readers, deniers, owner, collection, classification, attributes]) => ({
      documentId,
      resourceId,
      labels: { kind, readers, deniers, owner, collection, classification },
      attributes: JSON.parse(attributes) as Attributes,
    }),
  );
}
