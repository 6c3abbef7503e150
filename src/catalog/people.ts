/**
 * Principals and memberships: who there is, who is in what, and where somebody stands right now.
 */
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { type Classification, classificationOf, DEFAULT_CLEARANCE, rankOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Audiences, Standing } from '../../entitlements/standing.ts';
import type { PrincipalView } from '../broker.ts';
import { type Catalog, guard, prepare, statement } from './catalog.ts';
import { memberships, principals } from './schema.ts';
import type { Batch, Statement } from './store.ts';

/** Those who ask, as their token names them. */
export interface Asker {
  readonly workspace: string;
  readonly user: Principal;
  readonly agent?: Principal;
  /** Groups that the token claims for the person. Absent: the directory's memberships count instead. Never both. */
  readonly claimedGroups?: readonly Principal[];
}

/** Gives every name a number. Harmless for names that have one. */
export function internPrincipals(workspace: string, names: readonly Principal[]): Statement {
  return statement(
    sql`INSERT INTO principals (workspace, name) SELECT ${workspace}, value FROM json_each(${JSON.stringify(names)}) WHERE true ON CONFLICT DO NOTHING`,
  );
}

/** The number of a principal inside a statement. */
export const principalId = (workspace: string, name: Principal) =>
  sql`(SELECT id FROM principals WHERE workspace = ${workspace} AND name = ${name})`;

const askNamed = prepare<[id: number, name: string, active: number, clearance: number | null]>(sql`
  SELECT id, name, active, clearance FROM principals
  WHERE workspace = ${sql.placeholder('workspace')} AND name IN (SELECT value FROM json_each(${sql.placeholder('names')}))`);

/** Reads where the person and the agent stand now. */
export async function readStanding(catalog: Catalog, asker: Asker): Promise<Standing> {
  const { workspace, user, agent, claimedGroups } = asker;
  const named = [user, ...(agent ? [agent] : []), ...(claimedGroups ?? [])];
  const rows = await askNamed(catalog, { workspace, names: JSON.stringify(named) });
  const byName = new Map(rows.map(([id, name, active, clearance]) => [name, { id, active: active === 1, clearance }]));
  const idOf = (name: string) => byName.get(name)?.id;
  const those = [user, ...(agent ? [agent] : [])].map((name) => byName.get(name));

  const direct = [idOf(user), ...(claimedGroups ?? []).map(idOf)].filter((id) => id !== undefined);
  const agentId = agent && idOf(agent);
  return {
    workspace,
    user,
    agent,
    active: those.every((row) => row?.active ?? true),
    clearance: Math.min(...those.map((row) => row?.clearance ?? rankOf(DEFAULT_CLEARANCE))),
    userId: idOf(user),
    principals: await closure(catalog, direct, claimedGroups === undefined ? undefined : idOf(user)),
    agentPrincipals: agentId === undefined ? [] : await closure(catalog, [agentId], undefined),
  };
}

const askClosure = prepare<[id: number]>(sql`
  WITH RECURSIVE above(id) AS (
    SELECT value FROM json_each(${sql.placeholder('start')})
    UNION
    SELECT m.group_id FROM memberships m JOIN above ON m.member_id = above.id WHERE m.member_id IS NOT ${sql.placeholder('onlyClaims')}
  ) SELECT id FROM above`);

/** `start` and every group above. The direct memberships of `onlyClaims` do not count: its groups came with the token. */
async function closure(catalog: Catalog, start: readonly number[], onlyClaims: number | undefined): Promise<number[]> {
  if (start.length === 0) return [];
  const rows = await askClosure(catalog, { start: JSON.stringify(start), onlyClaims: onlyClaims ?? null });
  return rows.map(([id]) => id);
}

/** The audiences that these principals are part of, directly or through an audience's base. */
export async function readAudiences(catalog: Catalog, standing: Standing): Promise<Audiences> {
  const reading = await audiencesOf(catalog, standing.principals);
  const agents = standing.agentPrincipals.length === 0 ? [] : await audiencesOf(catalog, standing.agentPrincipals);
  return { reading, denied: [...reading, ...agents] };
}

const askAudiences = prepare<[id: number]>(sql`
  WITH RECURSIVE audience(id) AS (
    SELECT m.audience_id FROM json_each(${sql.placeholder('principals')}) j JOIN audience_members m ON m.principal_id = j.value
    UNION
    SELECT a.id FROM audiences a JOIN audience ON a.base_id = audience.id
  ) SELECT id FROM audience`);

async function audiencesOf(catalog: Catalog, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await askAudiences(catalog, { principals: JSON.stringify(ids) });
  return rows.map(([id]) => id);
}

function view(row: typeof principals.$inferSelect): PrincipalView {
  const clearance = row.clearance === null ? DEFAULT_CLEARANCE : classificationOf(row.clearance);
  return { principal: row.name, displayName: row.displayName, active: row.active, clearance };
}

export async function findPrincipal(
  catalog: Catalog,
  workspace: string,
  name: Principal,
): Promise<PrincipalView | undefined> {
  const [row] = await catalog.db
    .select()
    .from(principals)
    .where(and(eq(principals.workspace, workspace), eq(principals.name, name)));
  return row && view(row);
}

/** Principals in the order of their names, `limit` of them after `after`. */
export async function listPrincipals(
  catalog: Catalog,
  workspace: string,
  after: string,
  limit: number,
): Promise<PrincipalView[]> {
  const rows = await catalog.db
    .select()
    .from(principals)
    .where(and(eq(principals.workspace, workspace), gt(principals.name, after)))
    .orderBy(asc(principals.name))
    .limit(limit);
  return rows.map(view);
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

export interface PrincipalFields {
  readonly displayName?: string | null;
  readonly active?: boolean;
  readonly clearance?: Classification;
}

/** Makes or changes a principal; fields that are absent stay as they are. */
export function putPrincipal(workspace: string, name: Principal, fields: PrincipalFields): Batch {
  const sets = [
    ...(fields.displayName === undefined ? [] : [sql`display_name = ${fields.displayName}`]),
    ...(fields.active === undefined ? [] : [sql`active = ${fields.active ? 1 : 0}`]),
    ...(fields.clearance === undefined ? [] : [sql`clearance = ${rankOf(fields.clearance)}`]),
  ];
  const update = sql`UPDATE principals SET ${sql.join(sets, sql`, `)} WHERE workspace = ${workspace} AND name = ${name}`;
  return {
    advancesEpoch: true,
    statements: [internPrincipals(workspace, [name]), ...(sets.length === 0 ? [] : [statement(update)])],
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
    guards: [guard('membership-cycle', acyclic)],
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
