/**
 * What there is to read and who is there to read it, for questions about access: whole workspaces, label by label, never any text.
 */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import type { Labelled } from '../../entitlements/condition.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { ResourceRef } from '../governance.ts';
import type { Catalog } from './catalog.ts';
import { principalId } from './people.ts';
import type { StoredCell } from './tables/documents.ts';
import { principals } from './tables/principals.ts';

/** Something that is served, as those who govern see it and as conditions do. */
export interface InventoryEntry {
  readonly ref: ResourceRef;
  readonly chunk: Labelled;
}

/** Which part of a workspace. */
export interface InventoryPart {
  /** A document with its rows, or one row. */
  readonly id?: string;
  /** Numbers of collections. */
  readonly collections?: readonly number[];
  /** Documents and rows of this owner alone. */
  readonly owner?: Principal;
}

type Row = [
  id: string,
  documentId: string,
  row: number | null,
  title: string | null,
  collection: string,
  readers: number,
  deniers: number,
  owner: number,
  collectionId: number,
  classification: number,
  attributes: string,
];

/**
 * What is served in a part of a workspace, in the order of ids, `limit` of it after `after`. A table whose rows are resources is there row
 * by row; there is nothing else of it to read. Risk is left out of the labels: it is a matter of passages.
 */
export async function listInventory(
  catalog: Catalog,
  workspace: string,
  part: InventoryPart,
  after: string,
  limit: number,
): Promise<InventoryEntry[]> {
  const { id, collections, owner } = part;
  const those = [
    sql`d.workspace = ${workspace} AND d.status = 'active' AND r.id > ${after}`,
    sql`(r.row_number IS NULL AND NOT EXISTS (SELECT 1 FROM resources x WHERE x.document_id = d.id AND x.generation = d.active_generation)
      OR r.generation = d.active_generation)`,
    ...(id === undefined ? [] : [sql`(r.id = ${id} OR r.document_id = ${id})`]),
    ...(owner === undefined ? [] : [sql`r.owner_id = ${principalId(workspace, owner)}`]),
    ...(collections === undefined
      ? []
      : [sql`d.collection_id IN (SELECT value FROM json_each(${JSON.stringify(collections)}))`]),
  ];
  const rows = await catalog.db.values<Row>(sql`
    SELECT r.id, r.document_id, r.row_number, g.title, k.name, r.readers_id, r.deniers_id, r.owner_id, d.collection_id,
      r.classification, r.attributes
    FROM resources r JOIN documents d ON d.id = r.document_id JOIN collections k ON k.id = d.collection_id
    JOIN generations g ON g.document_id = d.id AND g.generation = d.active_generation
    WHERE ${sql.join(those, sql` AND `)} ORDER BY r.id LIMIT ${limit}`);
  return rows.map(toEntry);
}

function toEntry(row: Row): InventoryEntry {
  const [resourceId, documentId, number, title, collectionName, readers, deniers, owner, collection] = row;
  const [classification, attributes] = row.slice(9) as [number, string];
  const kind = number === null ? 0 : 1;
  return {
    ref: { resourceId, documentId, title, collection: collectionName, ...(number === null ? {} : { row: number }) },
    chunk: {
      ...{ resourceId, documentId },
      labels: { kind, readers, deniers, owner, collection, classification, risk: 0, score: 0 },
      attributes: JSON.parse(attributes) as Attributes,
    },
  };
}

/** People who are not suspended, by name: whoever the directory, or anything that was ever labelled or done, names. */
export async function listPeople(catalog: Catalog, workspace: string, limit: number): Promise<Principal[]> {
  const rows = await catalog.db
    .select({ name: sql<Principal>`${principals.name}` })
    .from(principals)
    .where(
      and(
        eq(principals.workspace, workspace),
        eq(principals.active, true),
        sql`${principals.name} >= 'user:' AND ${principals.name} < 'user;'`,
      ),
    )
    .orderBy(asc(principals.name))
    .limit(limit);
  return rows.map(({ name }) => name);
}

/**
 * Those who are known only for what they did, such as an operator: they brought something, wrote policies or asked for approval, and nobody
 * else ever said anything of them. The directory has no word of them, they are in no group, no reader or denier, and own nothing but what
 * they brought themselves.
 */
export async function listBystanders(catalog: Catalog, workspace: string): Promise<ReadonlySet<Principal>> {
  const rows = await catalog.db.values<[Principal]>(sql`
    WITH acted(id) AS (
      SELECT brought_by_id FROM documents UNION SELECT owner_id FROM collections UNION SELECT applied_by_id FROM policies
      UNION SELECT requester_id FROM approvals UNION SELECT decided_by_id FROM approvals
    ), named(id) AS (
      SELECT member_id FROM memberships UNION SELECT principal_id FROM audience_members UNION SELECT manager_id FROM principals
      UNION SELECT r.owner_id FROM resources r JOIN documents d ON d.id = r.document_id WHERE r.owner_id <> d.brought_by_id
    )
    SELECT name FROM principals p WHERE workspace = ${workspace} AND id IN (SELECT id FROM acted)
      AND NOT EXISTS (SELECT 1 FROM named WHERE named.id = p.id)
      AND display_name IS NULL AND clearance IS NULL AND manager_id IS NULL AND attributes = '{}'`);
  return new Set(rows.map(([name]) => name));
}

/** Documents for which anybody holds a grant at `nowMs`. */
export async function listGranted(catalog: Catalog, workspace: string, nowMs: number): Promise<ReadonlySet<string>> {
  const rows = await catalog.db.values<[string]>(sql`SELECT DISTINCT document_id FROM approvals
    WHERE workspace = ${workspace} AND status = 'approved' AND expires_at > ${nowMs}`);
  return new Set(rows.map(([id]) => id));
}

/** The cells of what is served of these resources, passage by passage. Not on a copy of the facts, which has no passages. */
export async function readCells(
  catalog: Catalog,
  resourceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly (readonly StoredCell[])[]>> {
  const rows = await catalog.db.values<[string, string]>(sql`
    SELECT c.resource_id, c.cells FROM json_each(${JSON.stringify(resourceIds)}) j
    JOIN chunks c ON c.resource_id = j.value JOIN documents d ON d.id = c.document_id
    WHERE c.generation = d.active_generation`);
  const cells = new Map<string, StoredCell[][]>();
  for (const [id, json] of rows) cells.set(id, [...(cells.get(id) ?? []), JSON.parse(json) as StoredCell[]]);
  return cells;
}
