/**
 * The directory in bulk, for changes of many at once: what is known of named principals, who is in named groups, and how groups nest.
 * A handful of questions, however many principals are named.
 */
import { sql } from 'drizzle-orm';
import type { Attributes } from '../../entitlements/attributes.ts';
import { type Classification, classificationOf, DEFAULT_CLEARANCE } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { AgentCeiling } from '../governance.ts';
import { type Catalog, prepare } from './catalog.ts';

/** What is known of a principal. Attributes are as stored: datetimes in milliseconds. */
export interface DirectoryEntry {
  readonly displayName: string | null;
  readonly active: boolean;
  readonly clearance: Classification;
  readonly attributes: Attributes;
  readonly manager: string | null;
  readonly external: boolean;
  readonly ceiling: AgentCeiling;
}

export interface Directory {
  /** Of the named principals, those that there are. */
  readonly principals: ReadonlyMap<string, DirectoryEntry>;
  /** Of the named groups, direct members. */
  readonly members: ReadonlyMap<string, readonly Principal[]>;
  /** Of every group of the workspace that holds groups, those groups. */
  readonly nesting: ReadonlyMap<string, readonly string[]>;
}

type Row = [
  name: string,
  displayName: string | null,
  active: number,
  clearance: number | null,
  attributes: string,
  manager: string | null,
  external: number,
  ceiling: string,
];

// `CROSS JOIN` keeps the order: a list that is read again for every principal, as the planner may choose, takes minutes.
const askEntries = prepare<Row>(sql`
  SELECT p.name, p.display_name, p.active, p.clearance, p.attributes, m.name, p.external, p.ceiling
  FROM json_each(${sql.placeholder('names')}) j
  CROSS JOIN principals p ON p.workspace = ${sql.placeholder('workspace')} AND p.name = j.value
  LEFT JOIN principals m ON m.id = p.manager_id`);

const askMembers = prepare<[group: string, member: string]>(sql`
  SELECT g.name, p.name FROM json_each(${sql.placeholder('groups')}) j
  CROSS JOIN principals g ON g.workspace = ${sql.placeholder('workspace')} AND g.name = j.value
  CROSS JOIN memberships m ON m.group_id = g.id CROSS JOIN principals p ON p.id = m.member_id
  ORDER BY g.name, p.name`);

const askNesting = prepare<[group: string, member: string]>(sql`
  SELECT g.name, p.name FROM principals p JOIN memberships m ON m.member_id = p.id JOIN principals g ON g.id = m.group_id
  WHERE p.workspace = ${sql.placeholder('workspace')} AND p.name >= 'group:' AND p.name < 'group;'`);

/** Reads what is known of these principals, the groups among which are read with their members. */
export async function readDirectory(
  catalog: Catalog,
  workspace: string,
  principals: readonly Principal[],
  groups: readonly Principal[],
): Promise<Directory> {
  const entries = await askEntries(catalog, { workspace, names: JSON.stringify(principals) });
  const members = await askMembers(catalog, { workspace, groups: JSON.stringify(groups) });
  const nesting = await askNesting(catalog, { workspace });
  return {
    principals: new Map(entries.map((row) => [row[0], entryOf(row)])),
    members: byGroup(members) as Map<string, Principal[]>,
    nesting: byGroup(nesting),
  };
}

function entryOf([, displayName, active, clearance, attributes, manager, external, ceiling]: Row): DirectoryEntry {
  return {
    displayName,
    active: active === 1,
    clearance: clearance === null ? DEFAULT_CLEARANCE : classificationOf(clearance),
    attributes: JSON.parse(attributes) as Attributes,
    manager,
    external: external === 1,
    ceiling: JSON.parse(ceiling) as AgentCeiling,
  };
}

function byGroup(rows: readonly (readonly [group: string, member: string])[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [group, member] of rows) {
    const members = found.get(group) ?? [];
    members.push(member);
    found.set(group, members);
  }
  return found;
}
