/**
 * A proposed change as the batch that would make it, on a copy of the facts: who may look at what it would do, and what it is.
 */
import type { Rules } from '../../../entitlements/cedar/rules.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { collectionOwner, setCollectionEntitlements } from '../../catalog/collections.ts';
import { setEntitlements } from '../../catalog/documents.ts';
import { readCurrentLabels } from '../../catalog/labels.ts';
import { addMember, removeMember } from '../../catalog/people.ts';
import { findDelivered, restate } from '../../catalog/restate.ts';
import { type Batch, GuardFailed } from '../../catalog/store.ts';
import type { ProposedChange } from '../../governance.ts';
import type { Caller } from '../../identity/caller.ts';
import type { Rulebook } from '../../policy/rulebook.ts';
import { Problem } from '../../problem.ts';
import { eventBy } from '../acting.ts';
import { ownDocument } from '../owners.ts';
import { invalidPolicy } from '../policies.ts';

/** The rules as they would be: proposed ones for a change of policies, those in force for every other change. */
export async function proposedRules(
  rulebook: Rulebook,
  caller: Caller,
  change: ProposedChange,
  inForce: Rules,
): Promise<Rules> {
  if (change.kind !== 'policies') return inForce;
  const checked = await rulebook.check(caller.workspace, change.source);
  if (!checked.ok) throw invalidPolicy(checked.faults);
  return checked.rules;
}

/** Throws unless the change is the caller's to think about: their own document or collection; anything, for administrators and the SOC. */
export async function admitToPropose(catalog: Catalog, caller: Caller, change: ProposedChange): Promise<void> {
  if (caller.scopes.has('soc') || caller.scopes.has('admin')) return;
  switch (change.kind) {
    case 'policies':
    case 'membership':
      throw new Problem('insufficient-scope', 'this needs a token with scope `admin` or `soc`');
    case 'entitlements':
      await ownDocument(catalog, caller, change.documentId);
      return;
    case 'collection':
    case 'manifest':
      if ((await collectionOwner(catalog, caller.workspace, change.collection)) !== caller.user) {
        throw new Problem('not-found');
      }
      return;
    default:
      return change satisfies never;
  }
}

/** Makes the change on a copy of the facts. Throws what making it would throw. */
export async function makeOnCopy(copy: Catalog, caller: Caller, change: ProposedChange): Promise<void> {
  try {
    await copy.store.commit(await toBatch(copy, caller, change));
  } catch (cause) {
    if (!(cause instanceof GuardFailed)) throw cause;
    throw new Problem(change.kind === 'membership' ? 'membership-cycle' : 'not-found', undefined, { cause });
  }
}

async function toBatch(copy: Catalog, caller: Caller, change: ProposedChange): Promise<Batch> {
  const { workspace } = caller;
  switch (change.kind) {
    case 'policies':
      return {};
    case 'membership': {
      const { group, member } = change;
      return change.add ? addMember(workspace, group, member) : removeMember(workspace, group, member);
    }
    case 'entitlements': {
      const { documentId, owner, readers, deniers } = change;
      const { collection } = await readCollectionOf(copy, caller, documentId);
      const event = eventBy(caller, 'entitlements.changed', { documentId });
      const about = { workspace, documentId, collection, readers, deniers, nowMs: Date.now(), event };
      return setEntitlements({ ...about, ...(owner && { owner }) });
    }
    case 'collection':
      return setCollectionEntitlements(workspace, change.collection, change);
    case 'manifest': {
      const { collection, documents } = change;
      const ids = documents.map(({ externalId }) => externalId);
      const found = await findDelivered(copy, workspace, collection, ids);
      const statements = documents.flatMap(({ externalId, deniers = [], ...stated }) => {
        const known = found.get(externalId);
        return known ? restate(workspace, collection, { ...known, ...stated, deniers }) : [];
      });
      return { statements };
    }
    default:
      return change satisfies never;
  }
}

async function readCollectionOf(copy: Catalog, caller: Caller, documentId: string): Promise<{ collection: string }> {
  const current = await readCurrentLabels(copy, documentId);
  if (current?.workspace !== caller.workspace) throw new Problem('not-found');
  return current;
}
