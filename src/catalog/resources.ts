/**
 * Facts of documents and rows as they are now: for those who ask, as decisions need them, and in numbers, as an index has to have
 * them. Each is read in one statement from the catalogue's own edges; nothing here is taken from an index or a plan.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import type { ResourceFacts } from '../../entitlements/decide.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { ResourceRef } from '../governance.ts';
import type { ResourceLabels } from '../index/port.ts';
import { type Catalog, prepare } from './catalog.ts';
import type { CollectionTree } from './collections.ts';
import type { DocumentStatus } from './tables/documents.ts';

/** What an auditor needs to see why: labels that were evaluated, audiences by their numbers. */
export interface Evidence {
  readonly owner: string;
  readonly readers: number;
  readonly deniers: number;
  readonly entitlementsVersion: number;
}

/** Up to so many principals are looked up one by one in an audience; more are looked for among its members. */
const FEW_PRINCIPALS = 64;

/** The widest range of numbers that is marked, in characters of a placeholder. */
const MAX_MARKS = 1_000_000;

/** Placeholders of {@link withEdges}: numbers of the person and the agent, with all that they are in. */
export function askersOf({ principals, agentPrincipals }: Standing) {
  const all = [...principals, ...agentPrincipals];
  const from = all.reduce((lowest, number) => Math.min(lowest, number), Number.MAX_SAFE_INTEGER);
  const range = all.reduce((highest, number) => Math.max(highest, number + 1), from) - from;
  const isListed = all.length <= FEW_PRINCIPALS || range > MAX_MARKS;
  const write = isListed ? JSON.stringify : (numbers: readonly number[]) => marksOf(numbers, from, range);
  return { isListed: isListed ? 1 : 0, from, person: write(principals), agent: write(agentPrincipals) };
}

/** One character for each number of the range: 1 for those that are there. */
function marksOf(numbers: readonly number[], from: number, range: number): string {
  const bytes = new Uint8Array(range).fill(0x30);
  for (const number of numbers) bytes[number - from] = 0x31;
  return new TextDecoder().decode(bytes);
}

/** Whether a member is among many: its mark is looked up, since thousands of numbers take longer to put in order than to mark. */
const isMarked = (who: 'person' | 'agent') =>
  sql`substr((SELECT CAST(${sql.placeholder(who)} AS BLOB)), m.principal_id - ${sql.placeholder('from')} + 1,
    m.principal_id >= ${sql.placeholder('from')}) = x'31'`;

/**
 * The head of a statement that reads facts of the resources in `asked`, a query for their ids: who of those who ask is in which of
 * their audiences, directly or through a base. Each audience is looked into once, however many resources share it, and the principals
 * are taken in once: with thousands of groups, that would be most of the cost.
 */
export const withEdges = (asked: SQL) => sql`WITH RECURSIVE
  asked(id) AS MATERIALIZED (${asked}),
  asking(who, id) AS MATERIALIZED (
    SELECT 1, value FROM json_each(CASE WHEN ${sql.placeholder('isListed')} THEN ${sql.placeholder('person')} ELSE '[]' END)
    UNION ALL SELECT 2, value FROM json_each(CASE WHEN ${sql.placeholder('isListed')} THEN ${sql.placeholder('agent')} ELSE '[]' END)),
  base(root, id) AS (
    SELECT r.readers_id, r.readers_id FROM asked JOIN resources r ON r.id = asked.id
    UNION SELECT r.deniers_id, r.deniers_id FROM asked JOIN resources r ON r.id = asked.id
    UNION SELECT base.root, a.base_id FROM base JOIN audiences a ON a.id = base.id WHERE a.base_id IS NOT NULL),
  part(root, who) AS (
    SELECT base.root, asking.who FROM base CROSS JOIN asking
      CROSS JOIN audience_members m ON m.audience_id = base.id AND m.principal_id = asking.id
      WHERE ${sql.placeholder('isListed')} = 1
    UNION SELECT base.root, 1 FROM base CROSS JOIN audience_members m ON m.audience_id = base.id
      WHERE ${sql.placeholder('isListed')} = 0 AND ${isMarked('person')}
    UNION SELECT base.root, 2 FROM base CROSS JOIN audience_members m ON m.audience_id = base.id
      WHERE ${sql.placeholder('isListed')} = 0 AND ${isMarked('agent')}),
  edge(root, who) AS MATERIALIZED (SELECT root, sum(who) FROM part GROUP BY root)`;

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

/** Of a resource `r` in a document `d`, with what {@link FACT_JOINS} joins to them. */
export const FACT_COLUMNS = sql`d.workspace, r.document_id, r.id, r.row_number, o.name, k.name, r.classification, r.attributes,
  r.readers_id, r.deniers_id, d.entitlements_version, coalesce(er.who, 0) + 4 * coalesce(ed.who, 0)`;

export const FACT_JOINS = sql`JOIN collections k ON k.id = d.collection_id JOIN principals o ON o.id = r.owner_id
  LEFT JOIN edge er ON er.root = r.readers_id LEFT JOIN edge ed ON ed.root = r.deniers_id`;

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
  ${withEdges(sql`SELECT ${sql.placeholder('id')}`)}
  SELECT ${FACT_COLUMNS},
    d.status = 'active' AND g.status = 'active' AND g.generation = d.active_generation,
    coalesce(g.title, g.intent ->> 'title'), d.status
  FROM asked JOIN resources r ON r.id = asked.id JOIN documents d ON d.id = r.document_id ${FACT_JOINS}
  JOIN generations g ON g.document_id = d.id
    AND g.generation = coalesce(r.generation, d.active_generation, d.latest_generation)
  WHERE d.workspace = ${sql.placeholder('workspace')} AND d.status <> 'deleted'`);

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

const askDecoy = prepare<[id: string]>(sql`
  SELECT r.id FROM documents d JOIN resources r ON r.id = d.id
  WHERE d.workspace = ${sql.placeholder('workspace')} AND d.status = 'active' LIMIT 1`);

/** Facts of some document of the workspace, to go through the motions on where there is none of the id that was asked for. */
export async function readDecoy(
  catalog: Catalog,
  standing: Standing,
  tree: CollectionTree,
): Promise<ResourceFacts | undefined> {
  const [row] = await askDecoy(catalog, { workspace: standing.workspace });
  return row && (await readResource(catalog, standing, tree, row[0]))?.facts;
}

const askRows = prepare<[number]>(sql`
  SELECT EXISTS (SELECT 1 FROM resources WHERE document_id = ${sql.placeholder('id')} AND row_number IS NOT NULL)`);

/** Whether this is a document with rows that are resources of their own. */
export async function hasRows(catalog: Catalog, id: string): Promise<boolean> {
  const [row] = await askRows(catalog, { id });
  return row?.[0] === 1;
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
