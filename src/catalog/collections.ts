/**
 * Collections: where documents live, and what they inherit when nothing is said of them.
 */
import { and, eq, sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import { type AudienceRef, audienceId, existingAudience, holdAudience, makeAudience } from './audiences.ts';
import { type Catalog, guard, statement } from './catalog.ts';
import { internPrincipals, principalId } from './people.ts';
import { collections, principals } from './schema.ts';
import type { Batch, Statement } from './store.ts';

const readersHolder = (name: string) => `collection:${name}/readers`;
const deniersHolder = (name: string) => `collection:${name}/deniers`;

/** Numbers of the named collections that exist. */
export async function findCollections(
  catalog: Catalog,
  workspace: string,
  names: readonly string[],
): Promise<number[]> {
  const rows = await catalog.db
    .select({ id: collections.id })
    .from(collections)
    .where(
      and(
        eq(collections.workspace, workspace),
        sql`${collections.name} IN (SELECT value FROM json_each(${JSON.stringify(names)}))`,
      ),
    );
  return rows.map(({ id }) => id);
}

/** Makes a collection for its first document, whose documents nobody reads but their owners; nothing happens when it is there already. */
export function createCollection(workspace: string, name: string, owner: Principal, documentId: string): Statement[] {
  return [
    internPrincipals(workspace, [owner]),
    makeAudience(workspace, readersHolder(name), null),
    makeAudience(workspace, deniersHolder(name), null),
    statement(sql`INSERT INTO collections (workspace, name, owner_id, readers_id, deniers_id, made_for)
      SELECT ${workspace}, ${name}, ${principalId(workspace, owner)},
        ${audienceId(workspace, readersHolder(name))}, ${audienceId(workspace, deniersHolder(name))}, ${documentId}
      WHERE true ON CONFLICT DO NOTHING`),
  ];
}

/** Takes back the collection that was made for a document, unless others have come into it or it was given readers or deniers. */
export function dropCollectionOf(workspace: string, documentId: string): Statement[] {
  const unused = sql`NOT EXISTS (SELECT 1 FROM collections c WHERE audiences.id IN (c.readers_id, c.deniers_id))`;
  return [
    statement(sql`DELETE FROM collections WHERE made_for = ${documentId}
      AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.collection_id = collections.id)
      AND NOT EXISTS (SELECT 1 FROM audience_members m WHERE m.audience_id IN (readers_id, deniers_id))`),
    statement(sql`DELETE FROM audiences
      WHERE workspace = ${workspace} AND holder >= 'collection:' AND holder < 'collection;' AND ${unused}`),
  ];
}

/** Sets what the documents of a collection inherit. */
export function setCollectionEntitlements(
  workspace: string,
  name: string,
  members: { readonly readers: readonly Principal[]; readonly deniers: readonly Principal[] },
): Batch {
  return {
    advancesEpoch: true,
    guards: [guard('collection-gone', sql`${collectionId(workspace, name)} IS NOT NULL`)],
    statements: [
      ...holdAudience(workspace, readersHolder(name), members.readers).statements,
      ...holdAudience(workspace, deniersHolder(name), members.deniers).statements,
    ],
  };
}

/** The owner of a collection, or `undefined` when there is no such collection. */
export async function collectionOwner(catalog: Catalog, workspace: string, name: string): Promise<string | undefined> {
  const [row] = await catalog.db
    .select({ owner: principals.name })
    .from(collections)
    .innerJoin(principals, eq(principals.id, collections.ownerId))
    .where(and(eq(collections.workspace, workspace), eq(collections.name, name)));
  return row?.owner;
}

/** What the documents of a collection inherit. */
export function collectionAudiences(workspace: string, name: string): { readers: AudienceRef; deniers: AudienceRef } {
  return {
    readers: existingAudience(workspace, readersHolder(name)),
    deniers: existingAudience(workspace, deniersHolder(name)),
  };
}

/** The number of a collection inside a statement. */
export const collectionId = (workspace: string, name: string) =>
  sql`(SELECT id FROM collections WHERE workspace = ${workspace} AND name = ${name})`;
