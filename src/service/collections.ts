/**
 * How collections nest: whoever owns both, or an administrator, puts one into another. Policies that speak of a collection then speak of
 * all below it, so that this takes and gives like any other change of entitlements.
 */
import { COLLECTION_RULE, isCollectionName } from '../../entitlements/collection.ts';
import type { Broker } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { collectionOwner, setCollectionParent } from '../catalog/collections.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { admit, eventBy } from './acting.ts';
import { change } from './change.ts';

type CollectionMethods = Pick<Broker, 'setCollectionParent'>;

export function collectionMethods(catalog: Catalog): CollectionMethods {
  async function refuseUnlessOwn(caller: Caller, name: string): Promise<void> {
    const owner = await collectionOwner(catalog, caller.workspace, name);
    const isOwn = owner === caller.user || caller.scopes.has('admin');
    if (owner === undefined || !isOwn) throw new Problem('not-found');
  }

  return {
    async setCollectionParent(caller, collection, parent) {
      const workspace = await admit(catalog, caller, 'own', 'admin');
      if (![collection, parent ?? collection].every(isCollectionName)) {
        throw new Problem('invalid-request', COLLECTION_RULE);
      }
      const event = eventBy(caller, 'collection.changed', { collection, parent });
      await change(catalog, caller, 'not-found', async () => {
        await refuseUnlessOwn(caller, collection);
        if (parent !== null) await refuseUnlessOwn(caller, parent);
        return { ...setCollectionParent(workspace, collection, parent), events: [event] };
      });
    },
  };
}
