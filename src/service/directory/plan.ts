/**
 * What an import changes: the steps from the directory as it is to what the input says. Guarantees: a cycle of groups, among what is
 * there and what comes, is found before anything is changed; memberships that end come first, so that an import which is broken off
 * gives nobody more than the input would. Nothing here reads or writes.
 */
import type { Registry } from '../../../entitlements/attributes.ts';
import { kindOf, type Principal } from '../../../entitlements/principal.ts';
import type { Directory, DirectoryEntry } from '../../catalog/directory.ts';
import type { DirectoryChange, DirectoryInput, PrincipalFields } from '../../governance.ts';
import { readAttributes, subjectOf } from './fields.ts';

type Entry = PrincipalFields & { readonly id: Principal };

/** What a principal is that nobody has said anything of. It has no level yet: one that is said is kept, the default, too. */
const UNKNOWN: Partial<DirectoryEntry> = {
  displayName: null,
  active: true,
  attributes: {},
  manager: null,
  external: false,
  ceiling: {},
};

/** The steps, in the order in which they are made. The input has no principal twice. */
export function planChanges(now: Directory, registry: Registry, input: DirectoryInput): DirectoryChange[] {
  const removals: DirectoryChange[] = [];
  const puts: DirectoryChange[] = [];
  const additions: DirectoryChange[] = [];
  const entries: Entry[] = [
    ...input.users,
    ...input.agents,
    ...input.groups.map(({ id, displayName }) => ({ id, ...(displayName !== undefined && { displayName }) })),
  ];
  for (const { id: principal, ...said } of entries) {
    const known = now.principals.get(principal);
    const fields = differing(registry, principal, said, known ?? UNKNOWN);
    if (!known || Object.keys(fields).length > 0) puts.push({ kind: 'put', principal, isNew: !known, fields });
  }
  for (const { id: group, members } of input.groups) {
    const present = new Set(now.members.get(group));
    const wanted = new Set(members);
    for (const member of present) if (!wanted.has(member)) removals.push({ kind: 'remove', group, member });
    for (const member of wanted) if (!present.has(member)) additions.push({ kind: 'add', group, member });
  }
  return [...removals, ...puts, ...additions];
}

/** What is said and is not so already. */
function differing(
  registry: Registry,
  principal: Principal,
  said: PrincipalFields,
  now: Partial<DirectoryEntry>,
): PrincipalFields {
  const subject = subjectOf(principal);
  const { attributes } = said;
  const read = {
    ...said,
    ...(attributes && subject && { attributes: readAttributes(registry, subject, attributes).values }),
  };
  const keys = (Object.keys(said) as (keyof PrincipalFields)[]).filter(
    (key) => said[key] !== undefined && !isSame(read[key], now[key]),
  );
  return Object.fromEntries(keys.map((key) => [key, said[key]]));
}

/** Equal but for the order of keys, which means nothing. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, n) => isSame(one, b[n]));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Groups that would be in themselves, one after the other, each in the next and the last in the first; `undefined` when there are none. */
export function findCycle(now: Directory, input: DirectoryInput): readonly string[] | undefined {
  const inside = new Map(now.nesting);
  for (const { id, members } of input.groups)
    inside.set(
      id,
      members.filter((member) => kindOf(member) === 'group'),
    );
  const done = new Set<string>();
  for (const start of inside.keys()) {
    // Depth first and without recursion: nesting may be as deep as a directory is long.
    const path: { readonly group: string; readonly rest: string[] }[] = [];
    const onPath = new Set<string>();
    const enter = (group: string) => {
      path.push({ group, rest: [...(inside.get(group) ?? [])] });
      onPath.add(group);
    };
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        path.pop();
        onPath.delete(top.group);
        done.add(top.group);
      } else if (onPath.has(next)) {
        const names = path.map(({ group }) => group);
        return names.slice(names.indexOf(next)).reverse();
      } else if (!done.has(next)) {
        enter(next);
      }
    }
  }
  return undefined;
}
