/** `PUT /v1/collections/{name}/parent`: a collection is put into another, or on its own. */
import { defineRoute, jsonBody } from '../route.ts';
import { collectionParentInput } from '../schemas/collections.ts';
import { collectionParams } from '../schemas/params.ts';

const MAX_BODY_BYTES = 1024;

export const setCollectionParent = defineRoute({
  method: 'put',
  path: '/v1/collections/{name}/parent',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Entitlements',
  summary: 'Put a collection into another',
  description:
    'What policies, agents and questions say of a collection holds for all below it. Readers and deniers are not handed down. Whoever moves a collection decides which policies hold for it: this is for administrators.',
  params: collectionParams,
  body: jsonBody(collectionParentInput, MAX_BODY_BYTES, { parent: 'finance' }),
  status: 204,
  problems: ['not-found', 'collection-cycle', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.setCollectionParent(caller, params.name, body.parent),
});
