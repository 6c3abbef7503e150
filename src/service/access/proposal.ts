/**
 * A proposed change as the batch that would make it, on a copy of the facts: who may look at what it would do, and what it is.
 */
import { createHash } from 'node:crypto';
import type { Rules } from '../../../entitlements/cedar/rules.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type CollectionTree, collectionOwner, setCollectionEntitlements } from '../../catalog/collections.ts';
import { setEntitlements } from '../../catalog/documents.ts';
import type { InventoryPart } from '../../catalog/inventory.ts';
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
  const isAnybodys = caller.scopes.has('soc') || caller.scopes.has('admin');
  switch (change.kind) {
    case 'policies':
    case 'membership':
      if (!isAnybodys) throw new Problem('insufficient-scope', 'this needs a token with scope `admin` or `soc`');
      return;
    case 'entitlements':
      if (!isAnybodys) await ownDocument(catalog, caller, change.documentId);
      return;
    case 'collection':
    case 'manifest': {
      const owner = await collectionOwner(catalog, caller.workspace, change.collection);
      if (owner === undefined || !(isAnybodys || owner === caller.user)) throw new Problem('not-found');
      return;
    }
    default:
      return change satisfies never;
  }
}

/** The part of the workspace that a change can be felt in. */
export function touchedBy(change: ProposedChange, tree: CollectionTree): InventoryPart {
  switch (change.kind) {
    case 'policies':
    case 'membership':
      return {};
    case 'entitlements':
      return { id: change.documentId };
    case 'collection':
    case 'manifest':
      return { collections: tree.below(change.collection) };
    default:
      return change satisfies never;
  }
}

/** The change as the log names it: short, and policies by their hash. */
export function noteOf(change: ProposedChange): Record<string, unknown> {
  switch (change.kind) {
    case 'policies':
      return { kind: change.kind, hash: createHash('sha256').update(change.source).digest('hex') };
    case 'manifest':
      return { kind: change.kind, collection: change.collection, documents: change.documents.length };
    case 'membership':
    case 'entitlements':
    case 'collection':
      return change;
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
      const current = await readCurrentLabels(copy, documentId);
      if (current?.workspace !== workspace) throw new Problem('not-found');
      const { collection } = current;
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
      // What somebody set by hand stays, unless it is theirs who deliver or an administrator delivers.
      const counts = found.filter(
        (one) => one.entitlementsVersion === 0 || one.owner === one.broughtBy || caller.scopes.has('admin'),
      );
      const said = new Map(documents.map(({ externalId, ...stated }) => [externalId, stated]));
      const statements = counts.flatMap((known) => restate(workspace, known, said.get(known.externalId) ?? {}));
      return { statements };
    }
    default:
      return change satisfies never;
  }
}
