/**
 * Who may read what, worked out from the raw facts of a small world by plain loops. It shares no code with the product, on purpose:
 * what both say is compared, and a mistake that both make in one place would not show.
 */

export const LEVELS = ['public', 'internal', 'confidential', 'restricted'] as const;
export type Level = (typeof LEVELS)[number];

/** What was said of a document when it was brought. `readers` absent: the collection's. */
export interface Said {
  readonly owner: string;
  readonly readers?: readonly string[];
  readonly deniers: readonly string[];
}

export interface RowFacts {
  readonly token: string;
  /** Absent: the document's. */
  owner?: string;
  /** On top of the document's. Absent: none. */
  readonly readers?: readonly string[];
}

export interface DocumentFacts {
  readonly collection: string;
  said: Said;
  level: Level;
  /** One text, or rows that are resources of their own. */
  content: { readonly token: string } | { readonly rows: readonly RowFacts[] };
}

export interface World {
  /** Member → groups that it is in, directly. */
  readonly memberships: Map<string, Set<string>>;
  readonly clearances: Map<string, Level>;
  readonly suspended: Set<string>;
  readonly collections: Map<string, { readers: readonly string[]; deniers: readonly string[] }>;
  readonly documents: DocumentFacts[];
}

export interface Asker {
  readonly user: string;
  readonly agent?: string;
  /** Groups of the token. Absent: the directory's. */
  readonly claims?: readonly string[];
}

/** `names` and all groups above them. */
function withGroupsAbove(world: World, names: readonly string[]): Set<string> {
  const all = new Set(names);
  for (const name of all) for (const group of world.memberships.get(name) ?? []) all.add(group);
  return all;
}

/** Tokens of everything that the asker may read. */
export function readable(world: World, { user, agent, claims }: Asker): Set<string> {
  const found = new Set<string>();
  if (world.suspended.has(user) || (agent !== undefined && world.suspended.has(agent))) return found;
  const person = claims ? new Set([user, ...withGroupsAbove(world, claims)]) : withGroupsAbove(world, [user]);
  const both = new Set([...person, ...(agent === undefined ? [] : withGroupsAbove(world, [agent]))]);
  const clearances = [user, ...(agent === undefined ? [] : [agent])].map(
    (who) => world.clearances.get(who) ?? 'confidential',
  );
  const clearance = Math.min(...clearances.map((level) => LEVELS.indexOf(level)));

  for (const { collection, said, level, content } of world.documents) {
    const inherited = world.collections.get(collection) ?? { readers: [], deniers: [] };
    if ([...inherited.deniers, ...said.deniers].some((name) => both.has(name))) continue;
    if (LEVELS.indexOf(level) > clearance) continue;
    const readers = said.readers ?? inherited.readers;
    if ('token' in content) {
      if (said.owner === user || readers.some((name) => person.has(name))) found.add(content.token);
      continue;
    }
    for (const row of content.rows) {
      const rowReaders = [...readers, ...(row.readers ?? [])];
      if ((row.owner ?? said.owner) === user || rowReaders.some((name) => person.has(name))) found.add(row.token);
    }
  }
  return found;
}
