/** `PUT /v1/groups/{group}/members/{member}`: a person, an agent or a group joins a group. */
import { defineRoute } from '../route.ts';
import { memberParams } from '../schemas/params.ts';

export const addMember = defineRoute({
  method: 'put',
  path: '/v1/groups/{group}/members/{member}',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Directory',
  summary: 'Add a member to a group',
  description: 'Done already is done. Groups and members that the directory does not know are added to it.',
  params: memberParams,
  status: 204,
  problems: ['membership-cycle', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.addMember(caller, params.group, params.member),
});
