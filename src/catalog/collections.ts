/**
 * Collections: where documents live, what they inherit when nothing is said of them, and how they lie in each other. Nesting is for
 * policies and ceilings: what a collection gives its documents to inherit does not reach those below.
 */
import { and, eq, sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import { type AudienceRef, audienceId, existingAudience, holdAudience, makeAudience } from './audiences.ts';
import { type Catalog, guard, prepare, statement } from './catalog.ts';
import { internPrincipals, principalId } from './people.ts';
import type { Batch, Statement } from './store.ts';
import { collections } from './tables/documents.ts';
import { principals } from './tables/principals.ts';

const readersHolder = (name: string) => `collection:${name}/readers`;
const deniersHolder = (name: string) => `collection:${name}/deniers`;

/** How the collections of a workspace lie in each other. */
export interface CollectionTree {
  /** Numbers of the collection and of all below it; empty when there is none of this name. */
  below(name: string): readonly number[];
  /** Names of the collection, itself first, and of all above it. One that is newer than the tree lies in none, until somebody puts it there. */
  above(name: string): readonly string[];
}

const askTree = prepare<[id: number, name: string, parentId: number | null]>(
  sql`SELECT id, name, parent_id FROM collections WHERE workspace = ${sql.placeholder('workspace')}`,
);

export async function readCollectionTree(catalog: Catalog, workspace: string): Promise<CollectionTree> {
  const rows = await askTree(catalog, { workspace });
  const numbers = new Map(rows.map(([id, name]) => [name, id]));
  const byNumber = new Map(rows.map(([id, name, parentId]) => [id, { name, parentId }]));
  const children = new Map<number, number[]>();
  for (const [id, , parentId] of rows) {
    if (parentId !== null) children.set(parentId, [...(children.get(parentId) ?? []), id]);
  }
  // Cycles are refused where a parent is set; both walks end on one all the same.
  return {
    below(name) {
      const start = numbers.get(name);
      const found = new Set(start === undefined ? [] : [start]);
      // A set that grows while it is walked gives what was added, too.
      for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
      return [...found];
    },
    above(name) {
      const found = new Set([name]);
      let next = byNumber.get(numbers.get(name) ?? Number.NaN);
      while (next?.parentId != null) {
        next = byNumber.get(next.parentId);
        if (next === undefined || found.has(next.name)) break;
        found.add(next.name);
      }
      return [...found];
    },
  };
}

/** Puts a collection into another, or with `null` on its own. Refused with `collection-gone` or `collection-cycle`. */
export function setCollectionParent(workspace: string, name: string, parent: string | null): Batch {
  const child = collectionId(workspace, name);
  if (parent === null) {
    return {
      advancesEpoch: true,
      guards: [guard('collection-gone', sql`${child} IS NOT NULL`)],
      statements: [statement(sql`UPDATE collections SET parent_id = NULL WHERE id = ${child}`)],
    };
  }
  const above = collectionId(workspace, parent);
  const acyclic = sql`NOT EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT ${above} UNION SELECT c.parent_id FROM collections c JOIN above ON c.id = above.id WHERE c.parent_id IS NOT NULL
    ) SELECT 1 FROM above WHERE id = ${child})`;
  return {
    advancesEpoch: true,
    guards: [
      guard('collection-gone', sql`${child} IS NOT NULL AND ${above} IS NOT NULL`),
      guard('collection-cycle', acyclic),
    ],
    statements: [statement(sql`UPDATE collections SET parent_id = ${above} WHERE id = ${child}`)],
  };
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

/** Takes back the collection that was made for a document, unless others have come into it, it was given readers or deniers, or nests. */
export function dropCollectionOf(workspace: string, documentId: string): Statement[] {
  const unused = sql`NOT EXISTS (SELECT 1 FROM collections c WHERE audiences.id IN (c.readers_id, c.deniers_id))`;
  return [
    statement(sql`DELETE FROM collections WHERE made_for = ${documentId}
      AND parent_id IS NULL AND NOT EXISTS (SELECT 1 FROM collections c WHERE c.parent_id = collections.id)
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
