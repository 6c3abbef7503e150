/**
 * What a manifest would say of documents that are there already. It is for looking ahead, on a copy of the facts: a delivery says it for
 * good, with the next version of each document. It says what a delivery by whoever brought the document would say; what it leaves unsaid
 * stays as it is.
 */
import { sql } from 'drizzle-orm';
import { type Classification, rankOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import { type Catalog, statement } from './catalog.ts';
import { documentAudiences } from './labels.ts';
import { internPrincipals, principalId } from './people.ts';
import type { Statement } from './store.ts';

/** A document that is there, as a delivery would find it. */
export interface Delivered {
  readonly externalId: string;
  readonly documentId: string;
  readonly collection: string;
  readonly owner: Principal;
  readonly broughtBy: Principal;
  readonly entitlementsVersion: number;
  /** Whether it has readers of its own, that rows build on or that somebody set. */
  readonly holdsReaders: boolean;
  /** Whether a column names the owner, or readers, of each row: those stay what they are. */
  readonly rows: { readonly haveOwners: boolean; readonly haveReaders: boolean };
}

/** What is said of it. No readers: the collection's; nothing of owner, readers and deniers: they stay. */
export interface Restated {
  readonly owner?: Principal;
  readonly readers?: readonly Principal[];
  readonly deniers?: readonly Principal[];
  readonly classification?: Classification;
}

/** Statements that put a document, and the rows that go with it, under what is restated. */
export function restate(workspace: string, document: Delivered, restated: Restated): Statement[] {
  const { documentId } = document;
  const { owner, readers, deniers, classification } = restated;
  const hasEntitlements = (owner ?? readers ?? deniers) !== undefined;
  return [
    ...(hasEntitlements ? restateEntitlements(workspace, document, restated) : []),
    ...(classification === undefined
      ? []
      : [
          statement(
            sql`UPDATE resources SET classification = ${rankOf(classification)} WHERE document_id = ${documentId}`,
          ),
        ]),
  ];
}

function restateEntitlements(workspace: string, document: Delivered, restated: Restated): Statement[] {
  const { documentId, collection, holdsReaders, rows } = document;
  const { owner = document.owner, deniers = [], readers } = restated;
  const stated = { owner, deniers, ...(readers && { readers }) };
  const audiences = documentAudiences(workspace, documentId, collection, stated, holdsReaders);
  const set = (column: 'readers_id' | 'deniers_id' | 'owner_id', to: typeof audiences.readers.id, ofRows: boolean) =>
    statement(sql`UPDATE resources SET ${sql.identifier(column)} = ${to}
      WHERE document_id = ${documentId} AND (row_number IS NULL OR ${ofRows ? 1 : 0})`);
  return [
    internPrincipals(workspace, [owner]),
    ...audiences.prepare,
    ...audiences.onActivation,
    set('deniers_id', audiences.deniers.id, true),
    set('readers_id', audiences.readers.id, !rows.haveReaders),
    set('owner_id', principalId(workspace, owner), !rows.haveOwners),
  ];
}

type Row = [
  externalId: string,
  documentId: string,
  owner: Principal,
  broughtBy: Principal,
  entitlementsVersion: number,
  readersHolder: string,
  haveOwners: number,
  haveReaders: number,
];

/** Documents of a collection that were brought under these external ids: several under one where several people brought them. */
export async function findDelivered(
  catalog: Catalog,
  workspace: string,
  collection: string,
  externalIds: readonly string[],
): Promise<readonly Delivered[]> {
  const rows = await catalog.db.values<Row>(sql`
    SELECT d.external_id, d.id, o.name, b.name, d.entitlements_version, a.holder,
      g.intent ->> '$.rows.owner' IS NOT NULL, g.intent ->> '$.rows.readers' IS NOT NULL
    FROM documents d JOIN resources r ON r.id = d.id
    JOIN principals o ON o.id = r.owner_id JOIN principals b ON b.id = d.brought_by_id
    JOIN audiences a ON a.id = r.readers_id JOIN collections k ON k.id = d.collection_id
    JOIN generations g ON g.document_id = d.id AND g.generation = coalesce(d.active_generation, d.latest_generation)
    WHERE d.workspace = ${workspace} AND k.name = ${collection} AND d.status <> 'deleted'
      AND d.external_id IN (SELECT value FROM json_each(${JSON.stringify(externalIds)}))`);
  return rows.map(
    ([externalId, documentId, owner, broughtBy, entitlementsVersion, holder, haveOwners, haveReaders]) => ({
      ...{ externalId, documentId, collection, owner, broughtBy, entitlementsVersion },
      holdsReaders: holder === `document:${documentId}/readers`,
      rows: { haveOwners: haveOwners === 1, haveReaders: haveReaders === 1 },
    }),
  );
}
