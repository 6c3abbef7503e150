/** `DELETE /v1/groups/{group}/members/{member}`: somebody leaves a group. */
import { defineRoute } from '../route.ts';
import { memberParams } from '../schemas/params.ts';

export const removeMember = defineRoute({
  method: 'delete',
  path: '/v1/groups/{group}/members/{member}',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Directory',
  summary: 'Remove a member from a group',
  description: 'In force at once. Removing who is not in it is done already.',
  params: memberParams,
  status: 204,
  problems: ['decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.removeMember(caller, params.group, params.member),
});
