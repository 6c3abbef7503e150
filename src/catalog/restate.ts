/**
 * What a manifest would say of documents that are there already. It is for looking ahead, on a copy of the facts: a delivery says it for
 * good, with the next version of each document.
 */
import { sql } from 'drizzle-orm';
import { type Classification, rankOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import { type Catalog, statement } from './catalog.ts';
import { documentAudiences } from './labels.ts';
import { internPrincipals, principalId } from './people.ts';
import type { Statement } from './store.ts';

export interface Restated {
  readonly documentId: string;
  readonly owner: Principal;
  /** Absent: the collection's. */
  readonly readers?: readonly Principal[];
  readonly deniers: readonly Principal[];
  readonly classification?: Classification;
  /** Whether it has readers of its own that rows build on. */
  readonly holdsReaders: boolean;
}

/** Statements that put a document, and the rows that go with it, under what is restated. */
export function restate(workspace: string, collection: string, restated: Restated): Statement[] {
  const { documentId, classification, owner } = restated;
  const audiences = documentAudiences(workspace, documentId, collection, restated, restated.holdsReaders);
  const { readers, deniers, prepare, onActivation } = audiences;
  const document = (column: 'readers_id' | 'owner_id') =>
    sql`(SELECT ${sql.identifier(column)} FROM resources WHERE id = ${documentId})`;
  return [
    internPrincipals(workspace, [owner]),
    ...prepare,
    ...onActivation,
    statement(sql`UPDATE resources SET deniers_id = ${deniers.id} WHERE document_id = ${documentId}`),
    // What its rows share with the document goes with it, the document last: the rows are compared with what it had.
    ...(['readers_id', 'owner_id'] as const).map((column) => {
      const to = column === 'readers_id' ? readers.id : principalId(workspace, owner);
      return statement(sql`UPDATE resources SET ${sql.identifier(column)} = ${to}
        WHERE document_id = ${documentId} AND ${sql.identifier(column)} = ${document(column)}`);
    }),
    ...(classification === undefined
      ? []
      : [
          statement(
            sql`UPDATE resources SET classification = ${rankOf(classification)} WHERE document_id = ${documentId}`,
          ),
        ]),
  ];
}

/** Documents of a collection by their external ids, with their owners. */
export async function findDelivered(
  catalog: Catalog,
  workspace: string,
  collection: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Restated, 'documentId' | 'owner' | 'holdsReaders'>>> {
  const rows = await catalog.db.values<[string, string, Principal, string]>(sql`
    SELECT d.external_id, d.id, o.name, a.holder FROM documents d JOIN resources r ON r.id = d.id
    JOIN principals o ON o.id = r.owner_id JOIN audiences a ON a.id = r.readers_id
    JOIN collections k ON k.id = d.collection_id
    WHERE d.workspace = ${workspace} AND k.name = ${collection} AND d.status <> 'deleted'
      AND d.external_id IN (SELECT value FROM json_each(${JSON.stringify(externalIds)}))`);
  return new Map(
    rows.map(([externalId, documentId, owner, holder]) => [
      externalId,
      { documentId, owner, holdsReaders: holder === `document:${documentId}/readers` },
    ]),
  );
}
