/**
 * Principals and memberships: who there is, who is in what, and where somebody stands right now.
 */
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Attributes, Registry } from '../../entitlements/attributes.ts';
import { classificationOf, DEFAULT_CLEARANCE, rankOf } from '../../entitlements/classification.ts';
import { kindOf, type Principal } from '../../entitlements/principal.ts';
import type { AgentFacts, Audiences, PersonFacts, Standing } from '../../entitlements/standing.ts';
import type { AgentCeiling, PrincipalFields, PrincipalView } from '../governance.ts';
import { type Catalog, guard, prepare, statement } from './catalog.ts';
import { readRegistry, writtenAttributes } from './registry.ts';
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

type Named = [
  id: number,
  name: string,
  active: number,
  clearance: number | null,
  attributes: string,
  external: number,
  ceiling: string,
];

const askNamed = prepare<Named>(sql`
  SELECT id, name, active, clearance, attributes, external, ceiling FROM principals
  WHERE workspace = ${sql.placeholder('workspace')} AND name IN (SELECT value FROM json_each(${sql.placeholder('names')}))`);

/** Reads where the person and the agent stand now, and in which of `namedGroups`, the groups that policies name, they are. */
export async function readStanding(
  catalog: Catalog,
  asker: Asker,
  namedGroups: readonly Principal[],
): Promise<Standing> {
  const { workspace, user, agent, claimedGroups } = asker;
  const claimed = claimedGroups ?? [];
  const names = [user, ...(agent === undefined ? [] : [agent]), ...claimed, ...namedGroups];
  const rows = await askNamed(catalog, { workspace, names: JSON.stringify(names) });
  const byName = new Map<string, Named>(rows.map((row) => [row[1], row]));
  const numberOf = (name: Principal) => byName.get(name)?.[0];
  const personId = numberOf(user);

  const above = await closures(catalog, {
    person: [user, ...claimed].map(numberOf),
    agent: agent === undefined ? [] : [numberOf(agent)],
    onlyClaims: claimedGroups === undefined ? undefined : personId,
  });
  // A group that a token claims counts, whether or not anything in the catalogue ever mentioned it.
  const claims = new Set(claimed);
  const isIn = (numbers: ReadonlySet<number>, group: Principal) => numbers.has(numberOf(group) ?? Number.NaN);
  return {
    workspace,
    person: personFacts(
      user,
      byName.get(user),
      namedGroups.filter((group) => claims.has(group) || isIn(above.person, group)),
    ),
    agent:
      agent === undefined
        ? undefined
        : agentFacts(
            agent,
            byName.get(agent),
            namedGroups.filter((group) => isIn(above.agent, group)),
          ),
    personId,
    principals: [...above.person],
    agentPrincipals: [...above.agent],
  };
}

/** Somebody of whom the catalogue knows nothing is nobody special: active, of the default clearance, without attributes. */
function personFacts(name: Principal, row: Named | undefined, groups: readonly Principal[]): PersonFacts {
  return {
    name,
    active: row?.[2] !== 0,
    clearance: row?.[3] ?? rankOf(DEFAULT_CLEARANCE),
    attributes: row === undefined ? {} : (JSON.parse(row[4]) as Attributes),
    groups,
  };
}

function agentFacts(name: Principal, row: Named | undefined, groups: readonly Principal[]): AgentFacts {
  return {
    ...personFacts(name, row, groups),
    external: row?.[5] === 1,
    ...(row === undefined ? {} : (JSON.parse(row[6]) as AgentCeiling)),
  };
}

/** Two lists in JSON, of the person's numbers and of the agent's: one row, since thousands would take longer to hand over than to find. */
type Lists = [person: string, agent: string];
const LISTS = sql`json_group_array(id) FILTER (WHERE NOT is_agent), json_group_array(id) FILTER (WHERE is_agent)`;

// Most groups are in no others: only those that are take part in the recursion.
const askClosures = prepare<Lists>(sql`
  WITH RECURSIVE start(is_agent, id) AS MATERIALIZED (
    SELECT false, value FROM json_each(${sql.placeholder('person')})
    UNION ALL SELECT true, value FROM json_each(${sql.placeholder('agent')})
  ), direct(is_agent, id) AS MATERIALIZED (
    SELECT start.is_agent, m.group_id FROM start CROSS JOIN memberships m ON m.member_id = start.id
    WHERE m.member_id IS NOT ${sql.placeholder('onlyClaims')}
  ), nested(is_agent, id) AS (
    SELECT direct.is_agent, m.group_id FROM direct CROSS JOIN memberships m ON m.member_id = direct.id
    UNION
    SELECT nested.is_agent, m.group_id FROM nested CROSS JOIN memberships m ON m.member_id = nested.id
  ), above(is_agent, id) AS (SELECT * FROM start UNION ALL SELECT * FROM direct UNION ALL SELECT * FROM nested)
  SELECT ${LISTS} FROM above`);

interface Starts {
  readonly person: readonly (number | undefined)[];
  readonly agent: readonly (number | undefined)[];
  readonly onlyClaims: number | undefined;
}

/** The starts and every group above. The direct memberships of `onlyClaims` do not count: its groups came with the token. */
async function closures(catalog: Catalog, { person, agent, onlyClaims }: Starts) {
  const known = (numbers: Starts['person']) => JSON.stringify(numbers.filter((number) => number !== undefined));
  const rows = await askClosures(catalog, {
    person: known(person),
    agent: known(agent),
    onlyClaims: onlyClaims ?? null,
  });
  return fromLists(rows);
}

function fromLists([row]: readonly Lists[]) {
  const [person, agent] = row ?? ['[]', '[]'];
  return { person: new Set(JSON.parse(person) as number[]), agent: new Set(JSON.parse(agent) as number[]) };
}

const askAudiences = prepare<Lists>(sql`
  WITH RECURSIVE asking(is_agent, id) AS (
    SELECT false, value FROM json_each(${sql.placeholder('person')})
    UNION ALL SELECT true, value FROM json_each(${sql.placeholder('agent')})
  ), audience(is_agent, id) AS (
    SELECT asking.is_agent, m.audience_id FROM asking JOIN audience_members m ON m.principal_id = asking.id
    UNION
    SELECT audience.is_agent, a.id FROM audiences a JOIN audience ON a.base_id = audience.id
  ) SELECT ${LISTS} FROM audience`);

/** The audiences that those who ask are part of, directly or through an audience's base. */
export async function readAudiences(catalog: Catalog, standing: Standing): Promise<Audiences> {
  const { principals, agentPrincipals } = standing;
  const rows = await askAudiences(catalog, {
    person: JSON.stringify(principals),
    agent: JSON.stringify(agentPrincipals),
  });
  const { person, agent } = fromLists(rows);
  return { person: [...person], agent: [...agent] };
}

const askNumbers = prepare<[name: Principal, id: number]>(sql`
  SELECT name, id FROM principals
  WHERE workspace = ${sql.placeholder('workspace')} AND name IN (SELECT value FROM json_each(${sql.placeholder('names')}))`);

/** Numbers of those of the named users that have one. */
export async function readUserNumbers(
  catalog: Catalog,
  workspace: string,
  names: readonly Principal[],
): Promise<ReadonlyMap<Principal, number>> {
  if (names.length === 0) return new Map();
  return new Map(await askNumbers(catalog, { workspace, names: JSON.stringify(names) }));
}

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
