/** `DELETE /v1/documents/{id}`: a document is found no more. */
import { defineRoute } from '../route.ts';
import { idParams } from '../schemas/params.ts';

export const deleteDocument = defineRoute({
  method: 'delete',
  path: '/v1/documents/{id}',
  plane: 'control',
  scopes: ['own', 'admin'],
  tag: 'Documents',
  summary: 'Delete a document',
  description: 'For its owner. No decision that is recorded afterwards holds it.',
  params: idParams,
  malformedParams: 'not-found',
  status: 204,
  problems: ['not-found', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.deleteDocument(caller, params.id),
});
