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
import { principals } from './schema.ts';

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

/** People who are not suspended, by name: those whom the directory, or anything that was ever labelled, names. */
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
