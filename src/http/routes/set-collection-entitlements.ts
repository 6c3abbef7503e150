/** `PUT /v1/collections/{name}/entitlements`: what the documents of a collection inherit. */
import { defineRoute, jsonBody } from '../route.ts';
import { collectionParams } from '../schemas/params.ts';
import { collectionEntitlementsInput, MAX_ENTITLEMENTS_BYTES } from '../schemas/principals.ts';

export const setCollectionEntitlements = defineRoute({
  method: 'put',
  path: '/v1/collections/{name}/entitlements',
  plane: 'control',
  scopes: ['own', 'admin'],
  tag: 'Entitlements',
  summary: 'Say who may read a collection',
  description: 'For its owner. Documents without entitlements of their own inherit this, at once.',
  params: collectionParams,
  body: jsonBody(collectionEntitlementsInput, MAX_ENTITLEMENTS_BYTES, { readers: ['group:all-staff'], deniers: [] }),
  status: 204,
  problems: ['not-found', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.setCollectionEntitlements(caller, params.name, body),
});
