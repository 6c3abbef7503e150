/**
 * Importing a directory: what it would change is worked out first, and made step by step in bounded batches. Guarantees: what is wrong
 * is refused before anything is changed, in a preview too; an import that is broken off can simply be made again.
 */
import { kindOf, type PrincipalKind } from '../../../entitlements/principal.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type Directory, readDirectory } from '../../catalog/directory.ts';
import { addMember, removeMember } from '../../catalog/people.ts';
import { readRegistry } from '../../catalog/registry.ts';
import { readSafeguards } from '../../catalog/safeguards.ts';
import type { Batch } from '../../catalog/store.ts';
import type { DirectoryChange, DirectoryInput, PrincipalFields } from '../../governance.ts';
import type { Caller } from '../../identity/caller.ts';
import { type Fault, Problem } from '../../problem.ts';
import { eventBy } from '../acting.ts';
import { change } from '../change.ts';
import { refuseFaults, refuseTooLarge } from './faults.ts';
import { fieldFaults } from './fields.ts';
import { findCycle, planChanges } from './plan.ts';
import { attributeFaults, milderFaults, putBatch, refuseMilder, registryFor, safeguardsFor } from './put.ts';

/** Changes that are made at once: others are let in between. */
const BATCH = 200;
/** Groups that the refusal of a cycle names. */
const MAX_NAMED = 20;

/** What the input would change. Throws `invalid-request`, `invalid-attribute`, `membership-cycle` or `request-too-large`. */
export async function planImport(
  catalog: Catalog,
  workspace: string,
  input: DirectoryInput,
): Promise<readonly DirectoryChange[]> {
  refuseTooLarge(input);
  refuseFaults(faultsOf(input));
  const said = [...input.users, ...input.agents];
  const registry = await registryFor(said, () => readRegistry(catalog, workspace));
  refuseFaults(
    said.flatMap(({ id, ...fields }) => attributeFaults(registry, id, fields)),
    'invalid-attribute',
  );
  const groups = input.groups.map(({ id }) => id);
  const now = await readDirectory(catalog, workspace, [...said.map(({ id }) => id), ...groups], groups);
  refuseCycle(now, input);
  const changes = planChanges(now, registry, input);
  // Of what changes alone: a workspace that has become stricter than its directory says of an agent must still be able to let somebody go.
  const safeguards = await safeguardsFor(fieldsOf(changes), () => readSafeguards(catalog, workspace));
  refuseFaults(
    changes.flatMap((one) => (one.kind === 'put' ? named(one.principal, milderFaults(safeguards, one.fields)) : [])),
  );
  return changes;
}

function fieldsOf(changes: readonly DirectoryChange[]): readonly PrincipalFields[] {
  return changes.flatMap((one) => (one.kind === 'put' ? [one.fields] : []));
}

const named = (principal: string, faults: readonly Fault[]): Fault[] =>
  faults.map(({ at, detail }) => ({ at: `${principal} ${at}`, detail }));

function faultsOf({ users, groups, agents }: DirectoryInput): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const check = (kind: PrincipalKind, { id, ...fields }: DirectoryInput['users'][number]) => {
    if (kindOf(id) !== kind) faults.push({ at: id, detail: `stands among the ${kind}s` });
    if (seen.has(id)) faults.push({ at: id, detail: 'stands there twice' });
    seen.add(id);
    faults.push(...named(id, fieldFaults(id, fields)));
  };
  for (const one of users) check('user', one);
  for (const one of agents) check('agent', one);
  for (const { members: _, ...one } of groups) check('group', one);
  return faults;
}

function refuseCycle(now: Directory, input: DirectoryInput): void {
  const cycle = findCycle(now, input);
  if (cycle === undefined) return;
  const named = cycle.slice(0, MAX_NAMED).map((group) => `\`${group}\``);
  if (cycle.length > MAX_NAMED) named.push(`${cycle.length - MAX_NAMED} more`);
  throw new Problem('membership-cycle', `these groups would be in themselves, each in the next: ${named.join(', ')}`);
}

/** Makes the changes, in their order. */
export async function makeChanges(
  catalog: Catalog,
  caller: Caller,
  changes: readonly DirectoryChange[],
): Promise<void> {
  for (const some of inBatches(changes)) {
    await change(catalog, caller, 'membership-cycle', async (workspace) => {
      const fields = fieldsOf(some);
      const registry = await registryFor(fields, () => readRegistry(catalog, workspace));
      const safeguards = await safeguardsFor(fields, () => readSafeguards(catalog, workspace));
      const batches = some.map((one): Batch => {
        switch (one.kind) {
          case 'put':
            refuseMilder(safeguards, one.principal, one.fields);
            return putBatch(workspace, registry, one.principal, one.fields);
          case 'add':
            // Without its guard: who is no group holds nobody, and for a group the guard is asked below.
            return addMember(workspace, one.group, one.member);
          case 'remove':
            return removeMember(workspace, one.group, one.member);
          default:
            return one satisfies never;
        }
      });
      return {
        advancesEpoch: true,
        priority: 'background',
        guards: some.some(nests) ? batches.flatMap(({ guards = [] }) => guards) : [],
        statements: batches.flatMap(({ statements = [] }) => statements),
        events: some.map((one) => eventOf(caller, one)),
      };
    });
  }
}

/** Whether the change puts a group into a group. */
function nests(one: DirectoryChange): boolean {
  return one.kind === 'add' && kindOf(one.member) === 'group';
}

/** Guards are asked before any statement of their batch, so that a nesting, which can close a cycle, has a batch to itself. */
function inBatches(changes: readonly DirectoryChange[]): DirectoryChange[][] {
  const batches: DirectoryChange[][] = [];
  for (const one of changes) {
    const last = batches.at(-1);
    const [first] = last ?? [];
    if (last && first && last.length < BATCH && !nests(one) && !nests(first)) last.push(one);
    else batches.push([one]);
  }
  return batches;
}

function eventOf(caller: Caller, one: DirectoryChange) {
  switch (one.kind) {
    case 'put':
      return eventBy(caller, 'principal.changed', { principal: one.principal, fields: one.fields });
    case 'add':
      return eventBy(caller, 'membership.changed', { group: one.group, added: one.member });
    case 'remove':
      return eventBy(caller, 'membership.changed', { group: one.group, removed: one.member });
    default:
      return one satisfies never;
  }
}
