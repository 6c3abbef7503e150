/** `GET /v1/policies`: the workspace's own policies, as they are in force. */
import { defineRoute } from '../route.ts';
import { POLICY_VERSION_EXAMPLE } from '../schemas/examples.ts';
import { policyVersion } from '../schemas/policies.ts';

export const readPolicies = defineRoute({
  method: 'get',
  path: '/v1/policies',
  plane: 'control',
  scopes: ['admin', 'own', 'soc'],
  tag: 'Policies',
  summary: 'Read the policies in force',
  description: "The workspace's own. The default policies always stand beside them and are not in here.",
  status: 200,
  answer: { schema: policyVersion, example: POLICY_VERSION_EXAMPLE },
  problems: [],
  handle: ({ broker, caller }) => broker.readPolicies(caller),
});
