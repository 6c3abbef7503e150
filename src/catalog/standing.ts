/**
 * Where those who ask stand right now: what is known of the person and of the agent, the groups above them, and the audiences that they
 * are part of. Read in one statement each, however many groups there are, since every question that finds no kept answer asks for it.
 */
import { sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import { DEFAULT_CLEARANCE, rankOf } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { AgentFacts, Audiences, PersonFacts, Standing } from '../../entitlements/standing.ts';
import type { AgentCeiling } from '../governance.ts';
import { type Catalog, prepare } from './catalog.ts';

/** Those who ask, as their token names them. */
export interface Asker {
  readonly workspace: string;
  readonly user: Principal;
  readonly agent?: Principal;
  /** Groups that the token claims for the person. Absent: the directory's memberships count instead. Never both. */
  readonly claimedGroups?: readonly Principal[];
}

type Named = [
  id: number,
  name: string,
  active: number,
  clearance: number | null,
  attributes: string,
  external: number,
  ceiling: string,
];

// From the names to the principals, in both: the other way round, thousands of names are put in order first, which takes many times as long.
const askNamed = prepare<Named>(sql`
  SELECT p.id, p.name, p.active, p.clearance, p.attributes, p.external, p.ceiling
  FROM json_each(${sql.placeholder('names')}) j
  CROSS JOIN principals p ON p.workspace = ${sql.placeholder('workspace')} AND p.name = j.value`);

/** A list in JSON: one row, since thousands would take longer to hand over than to find. */
const askClaimed = prepare<[numbers: string]>(sql`
  SELECT json_group_array(p.id) FROM json_each(${sql.placeholder('names')}) j
  CROSS JOIN principals p ON p.workspace = ${sql.placeholder('workspace')} AND p.name = j.value`);

/** Numbers of those of the claimed groups that have one. */
async function numbersOfClaims(catalog: Catalog, workspace: string, claimed: readonly Principal[]): Promise<number[]> {
  if (claimed.length === 0) return [];
  const [row] = await askClaimed(catalog, { workspace, names: JSON.stringify(claimed) });
  return JSON.parse(row?.[0] ?? '[]') as number[];
}

/** Reads where the person and the agent stand now, and in which of `namedGroups`, the groups that policies name, they are. */
export async function readStanding(
  catalog: Catalog,
  asker: Asker,
  namedGroups: readonly Principal[],
): Promise<Standing> {
  const { workspace, user, agent, claimedGroups } = asker;
  const claimed = claimedGroups ?? [];
  const names = [user, ...(agent === undefined ? [] : [agent]), ...namedGroups];
  const rows = await askNamed(catalog, { workspace, names: JSON.stringify(names) });
  const byName = new Map<string, Named>(rows.map((row) => [row[1], row]));
  const numberOf = (name: Principal) => byName.get(name)?.[0];
  const personId = numberOf(user);

  const above = await closures(catalog, {
    person: [personId, ...(await numbersOfClaims(catalog, workspace, claimed))],
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
