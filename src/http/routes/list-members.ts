/** `GET /v1/groups/{group}/members`: who is directly in a group. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { groupParams } from '../schemas/params.ts';

const members = z.object({ members: z.array(z.string()).readonly() }).meta({ id: 'Members' });

export const listMembers = defineRoute({
  method: 'get',
  path: '/v1/groups/{group}/members',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Directory',
  summary: 'List the members of a group',
  description:
    'Those directly in it; groups among them have members of their own. Write the group as `group:hr` or `group%3Ahr`.',
  params: groupParams,
  status: 200,
  answer: { schema: members, example: { members: ['user:olga', 'group:hr-leads'] } },
  problems: ['not-found'],
  handle: async ({ broker, caller, params }) => ({ members: await broker.listMembers(caller, params.group) }),
});
