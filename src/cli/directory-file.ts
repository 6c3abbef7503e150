/**
 * A directory as a file: users, groups with their members, and agents, in YAML or JSON. Everything that is wrong with it is
 * told at once. The file is whole for the groups that it names and silent about everybody else.
 */
import { parse } from 'yaml';
import { z } from 'zod';
import { CLASSIFICATIONS, type Classification } from '../../entitlements/classification.ts';
import { kindOf, type Principal, type PrincipalKind, parsePrincipal } from '../../entitlements/principal.ts';
import type { Broker, PrincipalView } from '../broker.ts';
import { LIMITS } from '../broker.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { usageError } from './failure.ts';

const principal = (...kinds: readonly PrincipalKind[]) =>
  z.string().transform((text, context): Principal => {
    const parsed = parsePrincipal(text);
    if (parsed !== undefined && kinds.includes(kindOf(parsed))) return parsed;
    context.addIssue(`is not a principal: write ${kinds.map((kind) => `\`${kind}:name\``).join(' or ')}`);
    return z.NEVER;
  });

const about = {
  name: z.string().min(1).max(LIMITS.nameLength).optional(),
  clearance: z.enum(CLASSIFICATIONS).optional(),
  active: z.boolean().optional(),
};

const directoryFile = z.strictObject({
  users: z.array(z.strictObject({ id: principal('user'), ...about })).default([]),
  groups: z
    .array(
      z.strictObject({
        id: principal('group'),
        name: about.name,
        members: z.array(principal('user', 'group', 'agent')).default([]),
      }),
    )
    .default([]),
  agents: z.array(z.strictObject({ id: principal('agent'), ...about })).default([]),
});

export type Directory = z.infer<typeof directoryFile>;

/** Parses the text of a directory file. Throws `invalid-request` with every fault. */
export function parseDirectory(text: string): Directory {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0, prettyErrors: false });
  } catch (cause) {
    throw new Problem('invalid-request', 'the file is neither YAML nor JSON', { cause });
  }
  const parsed = directoryFile.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      at: path.map(String).join('.'),
      detail: message,
    }));
    throw usageError('the directory is not valid, and nothing was changed', faults);
  }
  const ids = [...parsed.data.users, ...parsed.data.groups, ...parsed.data.agents].map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
  if (twice.length > 0) {
    throw usageError(
      'the directory is not valid, and nothing was changed',
      twice.map((id) => ({ at: id, detail: 'stands there twice' })),
    );
  }
  return parsed.data;
}

/** One step from what is to what the file says. */
export type Change =
  | {
      readonly kind: 'put';
      readonly principal: Principal;
      readonly isNew: boolean;
      readonly fields: {
        readonly displayName?: string;
        readonly clearance?: Classification;
        readonly active?: boolean;
      };
    }
  | { readonly kind: 'add' | 'remove'; readonly group: Principal; readonly member: Principal };

/** The steps. Memberships that end come first, so that a change which is broken off gives nobody more than the file would. */
export async function planChanges(broker: Broker, caller: Caller, directory: Directory): Promise<Change[]> {
  const puts: Change[] = [];
  for (const entry of [...directory.users, ...directory.agents, ...directory.groups]) {
    const now = await unlessAbsent(broker.readPrincipal(caller, entry.id));
    const fields = differing(entry, now);
    if (!now || Object.keys(fields).length > 0) puts.push({ kind: 'put', principal: entry.id, isNew: !now, fields });
  }
  const memberships: Change[] = [];
  for (const { id: group, members } of directory.groups) {
    const now = (await unlessAbsent(broker.listMembers(caller, group))) ?? [];
    const wanted = new Set<string>(members);
    const gone = now.flatMap((name) => parsePrincipal(name) ?? []).filter((name) => !wanted.has(name));
    memberships.unshift(...gone.map((member): Change => ({ kind: 'remove', group, member })));
    memberships.push(
      ...members.filter((name) => !now.includes(name)).map((member): Change => ({ kind: 'add', group, member })),
    );
  }
  const removals = memberships.filter(({ kind }) => kind === 'remove');
  return [...removals, ...puts, ...memberships.filter(({ kind }) => kind === 'add')];
}

type Entry = Directory['users'][number] | Directory['groups'][number];

function differing(entry: Entry, now: PrincipalView | undefined): Extract<Change, { kind: 'put' }>['fields'] {
  const { name, clearance, active } = { clearance: undefined, active: undefined, ...entry };
  return {
    ...(name !== undefined && name !== now?.displayName && { displayName: name }),
    ...(clearance !== undefined && clearance !== now?.clearance && { clearance }),
    ...(active !== undefined && active !== (now?.active ?? true) && { active }),
  };
}

async function unlessAbsent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Makes one change. */
export async function applyChange(broker: Broker, caller: Caller, change: Change): Promise<void> {
  switch (change.kind) {
    case 'put':
      await broker.putPrincipal(caller, change.principal, change.fields);
      return;
    case 'add':
      return broker.addMember(caller, change.group, change.member);
    case 'remove':
      return broker.removeMember(caller, change.group, change.member);
    default:
      return change satisfies never;
  }
}
