/**
 * Principals and memberships: who there is, and who is in what. Where somebody stands by them: `standing.ts`.
 */
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Attributes, Registry } from '../../entitlements/attributes.ts';
import { classificationOf, DEFAULT_CLEARANCE, rankOf } from '../../entitlements/classification.ts';
import { kindOf, type Principal } from '../../entitlements/principal.ts';
import type { PrincipalFields, PrincipalView } from '../governance.ts';
import { type Catalog, guard, statement } from './catalog.ts';
import { readRegistry, writtenAttributes } from './registry.ts';
import type { Batch, Statement } from './store.ts';
import { memberships, principals } from './tables/principals.ts';

/** Gives every name a number. Harmless for names that have one. */
export function internPrincipals(workspace: string, names: readonly Principal[]): Statement {
  return statement(
    sql`INSERT INTO principals (workspace, name) SELECT ${workspace}, value FROM json_each(${JSON.stringify(names)}) WHERE true ON CONFLICT DO NOTHING`,
  );
}

/** The number of a principal inside a statement. */
export const principalId = (workspace: string, name: Principal) =>
  sql`(SELECT id FROM principals WHERE workspace = ${workspace} AND name = ${name})`;

const managers = alias(principals, 'managers');
const WITH_MANAGER = { principal: principals, manager: managers.name };

interface WithManager {
  readonly principal: typeof principals.$inferSelect;
  readonly manager: string | null;
}

function view({ principal: row, manager }: WithManager, registry: Registry): PrincipalView {
  const kind = kindOf(row.name as Principal);
  return {
    principal: row.name,
    displayName: row.displayName,
    active: row.active,
    clearance: row.clearance === null ? DEFAULT_CLEARANCE : classificationOf(row.clearance),
    attributes: kind === 'group' ? {} : writtenAttributes(row.attributes, registry[kind]),
    ...(kind === 'user' ? { manager } : {}),
    ...(kind === 'agent' ? { external: row.external, ceiling: row.ceiling } : {}),
  };
}

export async function findPrincipal(
  catalog: Catalog,
  workspace: string,
  name: Principal,
): Promise<PrincipalView | undefined> {
  const [row] = await catalog.db
    .select(WITH_MANAGER)
    .from(principals)
    .leftJoin(managers, eq(managers.id, principals.managerId))
    .where(and(eq(principals.workspace, workspace), eq(principals.name, name)));
  return row && view(row, await readRegistry(catalog, workspace));
}

/** Principals in the order of their names, `limit` of them after `after`. */
export async function listPrincipals(
  catalog: Catalog,
  workspace: string,
  after: string,
  limit: number,
): Promise<PrincipalView[]> {
  const registry = await readRegistry(catalog, workspace);
  const rows = await catalog.db
    .select(WITH_MANAGER)
    .from(principals)
    .leftJoin(managers, eq(managers.id, principals.managerId))
    .where(and(eq(principals.workspace, workspace), gt(principals.name, after)))
    .orderBy(asc(principals.name))
    .limit(limit);
  return rows.map((row) => view(row, registry));
}

/** Direct members of a group, by name. */
export async function listMembers(catalog: Catalog, workspace: string, group: Principal): Promise<string[]> {
  const rows = await catalog.db
    .select({ name: principals.name })
    .from(memberships)
    .innerJoin(principals, eq(principals.id, memberships.memberId))
    .where(and(eq(principals.workspace, workspace), sql`${memberships.groupId} = ${principalId(workspace, group)}`))
    .orderBy(asc(principals.name));
  return rows.map((row) => row.name);
}

/** What is set of a principal, with attributes already of their declared types. What is absent stays as it is. */
export interface StoredFields extends Omit<PrincipalFields, 'attributes'> {
  readonly attributes?: Attributes;
}

/** Makes or changes a principal; fields that are absent stay as they are. */
export function putPrincipal(workspace: string, name: Principal, fields: StoredFields): Batch {
  const { manager } = fields;
  const sets: SQL[] = [
    ...(fields.displayName === undefined ? [] : [sql`display_name = ${fields.displayName}`]),
    ...(fields.active === undefined ? [] : [sql`active = ${fields.active ? 1 : 0}`]),
    ...(fields.clearance === undefined ? [] : [sql`clearance = ${rankOf(fields.clearance)}`]),
    ...(fields.attributes === undefined ? [] : [sql`attributes = ${JSON.stringify(fields.attributes)}`]),
    ...(manager === undefined
      ? []
      : [sql`manager_id = ${manager === null ? sql`NULL` : principalId(workspace, manager)}`]),
    ...(fields.external === undefined ? [] : [sql`external = ${fields.external ? 1 : 0}`]),
    ...(fields.ceiling === undefined ? [] : [sql`ceiling = ${JSON.stringify(fields.ceiling)}`]),
  ];
  const update = sql`UPDATE principals SET ${sql.join(sets, sql`, `)} WHERE workspace = ${workspace} AND name = ${name}`;
  return {
    advancesEpoch: true,
    statements: [
      internPrincipals(workspace, manager ? [name, manager] : [name]),
      ...(sets.length === 0 ? [] : [statement(update)]),
    ],
  };
}

/** Puts `member` into `group`. Refused with `membership-cycle` when the group is, at any distance, in the member. */
export function addMember(workspace: string, group: Principal, member: Principal): Batch {
  const acyclic = sql`NOT EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT ${principalId(workspace, group)}
      UNION
      SELECT m.group_id FROM memberships m JOIN above ON m.member_id = above.id
    ) SELECT 1 FROM above WHERE id = ${principalId(workspace, member)})`;
  return {
    advancesEpoch: true,
    // A group that has no number yet is above nothing, but is itself all the same.
    guards: [guard('membership-cycle', group === member ? sql`false` : acyclic)],
    statements: [
      internPrincipals(workspace, [group, member]),
      statement(sql`INSERT INTO memberships (group_id, member_id)
        SELECT ${principalId(workspace, group)}, ${principalId(workspace, member)} WHERE true ON CONFLICT DO NOTHING`),
    ],
  };
}

export function removeMember(workspace: string, group: Principal, member: Principal): Batch {
  return {
    advancesEpoch: true,
    statements: [
      statement(sql`DELETE FROM memberships
        WHERE group_id = ${principalId(workspace, group)} AND member_id = ${principalId(workspace, member)}`),
    ],
  };
}
