/** `DELETE /v1/attributes/{subject}/{name}`: a declaration is taken back. */
import { defineRoute } from '../route.ts';
import { attributeParams } from '../schemas/params.ts';

export const withdrawAttribute = defineRoute({
  method: 'delete',
  path: '/v1/attributes/{subject}/{name}',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Policies',
  summary: 'Withdraw an attribute',
  description: 'Refused while a value or a policy needs it.',
  params: attributeParams,
  status: 204,
  problems: ['not-found', 'attribute-in-use', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.withdrawAttribute(caller, params.subject, params.name),
});
