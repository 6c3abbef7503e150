/** `PUT /v1/documents/{id}/entitlements`: who may read a document. */
import { defineRoute, jsonBody } from '../route.ts';
import { documentView } from '../schemas/documents.ts';
import { DOCUMENT_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';
import { entitlementsInput, MAX_ENTITLEMENTS_BYTES } from '../schemas/principals.ts';

export const setEntitlements = defineRoute({
  method: 'put',
  path: '/v1/documents/{id}/entitlements',
  plane: 'control',
  scopes: ['own', 'admin'],
  tag: 'Entitlements',
  summary: 'Say who may read a document',
  description: 'For its owner. In force at once: no decision that is recorded afterwards goes by what was before.',
  params: idParams,
  malformedParams: 'not-found',
  body: jsonBody(entitlementsInput, MAX_ENTITLEMENTS_BYTES, { readers: ['group:hr'], deniers: ['user:bob'] }),
  status: 200,
  answer: { schema: documentView, example: DOCUMENT_EXAMPLE },
  problems: ['not-found', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.setEntitlements(caller, params.id, body),
});
