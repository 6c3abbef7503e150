/**
 * The directory: principals and memberships, for administrators.
 */
import { randomUUID } from 'node:crypto';
import type { EventKind } from '../audit/event.ts';
import type { Broker } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import {
  addMember,
  findPrincipal,
  listMembers,
  listPrincipals,
  putPrincipal,
  removeMember,
} from '../catalog/people.ts';
import type { Batch } from '../catalog/store.ts';
import { type Caller, requireScope } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { takeFooting } from '../query/footing.ts';
import { actor } from '../query/record.ts';
import { change } from './change.ts';

type DirectoryMethods = Pick<
  Broker,
  'listPrincipals' | 'readPrincipal' | 'putPrincipal' | 'listMembers' | 'addMember' | 'removeMember'
>;

export function directoryMethods(catalog: Catalog): DirectoryMethods {
  async function admit(caller: Caller): Promise<string> {
    requireScope(caller, 'admin');
    await takeFooting(catalog, caller);
    return caller.workspace;
  }

  async function apply(caller: Caller, kind: EventKind, batch: Batch, detail: Record<string, unknown>): Promise<void> {
    const event = { id: randomUUID(), workspace: caller.workspace, kind, detail: { actor: actor(caller), ...detail } };
    await change(catalog, caller, 'membership-cycle', async () => ({ ...batch, events: [event] }));
  }

  async function read(workspace: string, principal: Parameters<Broker['readPrincipal']>[1]) {
    const found = await findPrincipal(catalog, workspace, principal);
    if (!found) throw new Problem('not-found');
    return found;
  }

  return {
    async listPrincipals(caller, after, limit) {
      return listPrincipals(catalog, await admit(caller), after, limit);
    },

    async readPrincipal(caller, principal) {
      return read(await admit(caller), principal);
    },

    async putPrincipal(caller, principal, fields) {
      const workspace = await admit(caller);
      await apply(caller, 'principal.changed', putPrincipal(workspace, principal, fields), { principal, fields });
      return read(workspace, principal);
    },

    async listMembers(caller, group) {
      const workspace = await admit(caller);
      await read(workspace, group);
      return listMembers(catalog, workspace, group);
    },

    async addMember(caller, group, member) {
      const workspace = await admit(caller);
      await apply(caller, 'membership.changed', addMember(workspace, group, member), { group, added: member });
    },

    async removeMember(caller, group, member) {
      const workspace = await admit(caller);
      await apply(caller, 'membership.changed', removeMember(workspace, group, member), { group, removed: member });
    },
  };
}
