/**
 * The directory: principals with what is known of them, memberships, and imports of many at once; for administrators.
 */
import { kindOf, type Principal } from '../../entitlements/principal.ts';
import type { EventKind } from '../audit/event.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { addMember, findPrincipal, listMembers, listPrincipals, removeMember } from '../catalog/people.ts';
import { readRegistry } from '../catalog/registry.ts';
import { readSafeguards } from '../catalog/safeguards.ts';
import type { Batch } from '../catalog/store.ts';
import type { Governance, PrincipalView } from '../governance.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { admit, eventBy } from './acting.ts';
import { change } from './change.ts';
import { makeChanges, planImport } from './directory/import.ts';
import { putBatch, refuseMilder, refuseUnfit, registryFor, safeguardsFor } from './directory/put.ts';

type DirectoryMethods = Pick<
  Governance,
  'listPrincipals' | 'readPrincipal' | 'putPrincipal' | 'listMembers' | 'addMember' | 'removeMember' | 'importDirectory'
>;

export function directoryMethods(catalog: Catalog): DirectoryMethods {
  async function apply(
    caller: Caller,
    kind: EventKind,
    detail: Record<string, unknown>,
    make: (workspace: string) => Promise<Batch> | Batch,
  ): Promise<void> {
    const event = eventBy(caller, kind, detail);
    await change(catalog, caller, 'membership-cycle', async (workspace) => ({
      ...(await make(workspace)),
      events: [event],
    }));
  }

  async function read(workspace: string, principal: Principal): Promise<PrincipalView> {
    const found = await findPrincipal(catalog, workspace, principal);
    if (!found) throw new Problem('not-found');
    return found;
  }

  return {
    async listPrincipals(caller, after, limit) {
      return listPrincipals(catalog, await admit(catalog, caller, 'admin'), after, limit);
    },

    async readPrincipal(caller, principal) {
      return read(await admit(catalog, caller, 'admin'), principal);
    },

    async putPrincipal(caller, principal, fields) {
      const workspace = await admit(catalog, caller, 'admin');
      refuseUnfit(principal, fields);
      await apply(caller, 'principal.changed', { principal, fields }, async () => {
        const registry = await registryFor([fields], () => readRegistry(catalog, workspace));
        refuseMilder(await safeguardsFor([fields], () => readSafeguards(catalog, workspace)), principal, fields);
        return putBatch(workspace, registry, principal, fields);
      });
      return read(workspace, principal);
    },

    async listMembers(caller, group) {
      const workspace = await admit(catalog, caller, 'admin');
      await read(workspace, group);
      return listMembers(catalog, workspace, group);
    },

    async addMember(caller, group, member) {
      await admit(catalog, caller, 'admin');
      refuseNoGroup(group);
      const make = (workspace: string) => addMember(workspace, group, member);
      await apply(caller, 'membership.changed', { group, added: member }, make);
    },

    async removeMember(caller, group, member) {
      await admit(catalog, caller, 'admin');
      refuseNoGroup(group);
      const make = (workspace: string) => removeMember(workspace, group, member);
      await apply(caller, 'membership.changed', { group, removed: member }, make);
    },

    async importDirectory(caller, directory, { preview }) {
      const workspace = await admit(catalog, caller, 'admin');
      const changes = await planImport(catalog, workspace, directory);
      if (!preview) await makeChanges(catalog, caller, changes);
      return changes;
    },
  };
}

/** A person or an agent has no members. */
function refuseNoGroup(group: Principal): void {
  if (kindOf(group) === 'group') return;
  throw new Problem('invalid-request', `\`${group}\` is not a group`);
}
