/** `GET /v1/policies/versions/{version}`: the policies as they were at one version. */
import { defineRoute } from '../route.ts';
import { POLICY_VERSION_EXAMPLE } from '../schemas/examples.ts';
import { versionParams } from '../schemas/params.ts';
import { policyVersion } from '../schemas/policies.ts';

export const readPolicyVersion = defineRoute({
  method: 'get',
  path: '/v1/policies/versions/{version}',
  plane: 'control',
  scopes: ['admin', 'own', 'soc'],
  tag: 'Policies',
  summary: 'Read a version of the policies',
  params: versionParams,
  status: 200,
  answer: { schema: policyVersion, example: POLICY_VERSION_EXAMPLE },
  problems: ['not-found'],
  handle: ({ broker, caller, params }) => broker.readPolicies(caller, params.version),
});
