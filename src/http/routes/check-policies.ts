/** `POST /v1/policies/check`: whether policies would be accepted, without putting them in force. */
import { defineRoute, jsonBody } from '../route.ts';
import { POLICY_CHECK_EXAMPLE, POLICY_VERSION_EXAMPLE } from '../schemas/examples.ts';
import { MAX_POLICIES_BYTES, policyCheck, policyCheckInput } from '../schemas/policies.ts';

export const checkPolicies = defineRoute({
  method: 'post',
  path: '/v1/policies/check',
  plane: 'control',
  scopes: ['admin', 'own', 'soc'],
  tag: 'Policies',
  summary: 'Check policies',
  description:
    'Parses and validates them and sees whether a search can obey them. Nothing is changed; faults are an answer with 200.',
  body: jsonBody(policyCheckInput, MAX_POLICIES_BYTES, { source: POLICY_VERSION_EXAMPLE.source }),
  status: 200,
  answer: { schema: policyCheck, example: POLICY_CHECK_EXAMPLE },
  problems: ['policy-failure'],
  handle: ({ broker, caller, body }) => broker.checkPolicies(caller, body.source),
});
