/** `PUT /v1/policies`: a new version of the workspace's own policies is put in force. */
import { defineRoute, jsonBody } from '../route.ts';
import { POLICY_VERSION_EXAMPLE } from '../schemas/examples.ts';
import { MAX_POLICIES_BYTES, policiesInput, policyVersion } from '../schemas/policies.ts';

export const applyPolicies = defineRoute({
  method: 'put',
  path: '/v1/policies',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Policies',
  summary: 'Put policies in force',
  description:
    'All of them at once, as the version after `expectedVersion`. In force at once: no decision that is recorded afterwards goes by what was before.',
  body: jsonBody(policiesInput, MAX_POLICIES_BYTES, {
    source: POLICY_VERSION_EXAMPLE.source,
    expectedVersion: 2,
    note: 'restricted documents stay inside',
  }),
  status: 200,
  answer: { schema: policyVersion, example: POLICY_VERSION_EXAMPLE },
  problems: ['invalid-policy', 'policies-changed', 'policy-failure', 'decision-unsettled'],
  handle: ({ broker, caller, body: { source, ...options } }) => broker.applyPolicies(caller, source, options),
});
