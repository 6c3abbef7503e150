/**
 * How somebody is part of an audience: the memberships from the person to the entry that names them, for people who ask why.
 */
import { sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import type { Catalog } from './catalog.ts';
import { principalId } from './people.ts';

/**
 * The shortest way from a principal to a member of the audience of a resource, each step a group that the one before is in:
 * `['user:alice', 'group:hr', 'group:staff']`. `undefined` when there is none.
 */
export async function pathToAudience(
  catalog: Catalog,
  workspace: string,
  from: Principal,
  resourceId: string,
  which: 'readers' | 'deniers',
): Promise<readonly Principal[] | undefined> {
  const named = await membersOfAudience(catalog, resourceId, which);
  const steps = await stepsAbove(catalog, workspace, from);
  const cameFrom = new Map<Principal, Principal | undefined>([[from, undefined]]);
  // A map is walked in the order in which it grew: breadth first, so the first entry met is the nearest.
  for (const [reached] of cameFrom) {
    if (named.has(reached)) return wayTo(reached, cameFrom);
    for (const group of steps.get(reached) ?? []) if (!cameFrom.has(group)) cameFrom.set(group, reached);
  }
  return undefined;
}

function wayTo(end: Principal, cameFrom: ReadonlyMap<Principal, Principal | undefined>): readonly Principal[] {
  const way = [end];
  for (let step = cameFrom.get(end); step !== undefined; step = cameFrom.get(step)) way.unshift(step);
  return way;
}

async function membersOfAudience(
  catalog: Catalog,
  resourceId: string,
  which: 'readers' | 'deniers',
): Promise<ReadonlySet<Principal>> {
  const column = which === 'readers' ? sql`readers_id` : sql`deniers_id`;
  const rows = await catalog.db.values<[Principal]>(sql`
    WITH RECURSIVE base(id) AS (
      SELECT ${column} FROM resources WHERE id = ${resourceId}
      UNION SELECT a.base_id FROM audiences a JOIN base ON a.id = base.id WHERE a.base_id IS NOT NULL
    ) SELECT DISTINCT p.name FROM base JOIN audience_members m ON m.audience_id = base.id JOIN principals p ON p.id = m.principal_id`);
  return new Set(rows.map(([name]) => name));
}

/** Groups that each principal on the way up is in, directly. */
async function stepsAbove(
  catalog: Catalog,
  workspace: string,
  from: Principal,
): Promise<ReadonlyMap<Principal, readonly Principal[]>> {
  const rows = await catalog.db.values<[Principal, Principal]>(sql`
    WITH RECURSIVE above(id) AS (
      SELECT ${principalId(workspace, from)} UNION SELECT m.group_id FROM memberships m JOIN above ON m.member_id = above.id
    ) SELECT member.name, team.name FROM above JOIN memberships m ON m.member_id = above.id
    JOIN principals member ON member.id = m.member_id JOIN principals team ON team.id = m.group_id ORDER BY team.name`);
  const steps = new Map<Principal, Principal[]>();
  for (const [member, group] of rows) steps.set(member, [...(steps.get(member) ?? []), group]);
  return steps;
}
