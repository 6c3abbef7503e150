/** `PUT /v1/attributes/{subject}/{name}`: an attribute is declared, with its type. */
import { defineRoute, jsonBody } from '../route.ts';
import { declarationInput } from '../schemas/attributes.ts';
import { attributeParams } from '../schemas/params.ts';

const MAX_BODY_BYTES = 1024;

export const declareAttribute = defineRoute({
  method: 'put',
  path: '/v1/attributes/{subject}/{name}',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Policies',
  summary: 'Declare an attribute',
  description: 'Done already is done. A declared attribute keeps its type while a value or a policy needs it.',
  params: attributeParams,
  body: jsonBody(declarationInput, MAX_BODY_BYTES, { type: 'strings' }),
  status: 204,
  problems: ['attribute-in-use', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.declareAttribute(caller, { ...params, ...body }),
});
