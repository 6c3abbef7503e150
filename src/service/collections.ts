/**
 * How collections nest. Policies and ceilings that speak of a collection speak of all below it: whoever moves one decides which policies
 * hold for it, and so this is for administrators, like the policies themselves.
 */
import { COLLECTION_RULE, isCollectionName } from '../../entitlements/collection.ts';
import type { Broker } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { setCollectionParent } from '../catalog/collections.ts';
import { Problem } from '../problem.ts';
import { admit, eventBy } from './acting.ts';
import { change } from './change.ts';

type CollectionMethods = Pick<Broker, 'setCollectionParent'>;

export function collectionMethods(catalog: Catalog): CollectionMethods {
  return {
    async setCollectionParent(caller, collection, parent) {
      const workspace = await admit(catalog, caller, 'admin');
      if (![collection, parent ?? collection].every(isCollectionName)) {
        throw new Problem('invalid-request', COLLECTION_RULE);
      }
      const event = eventBy(caller, 'collection.changed', { collection, parent });
      await change(catalog, caller, 'not-found', async () => ({
        ...setCollectionParent(workspace, collection, parent),
        events: [event],
      }));
    },
  };
}
