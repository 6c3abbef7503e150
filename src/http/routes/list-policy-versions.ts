/** `GET /v1/policies/versions`: every version there was, newest first, without its source. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { POLICY_VERSION_EXAMPLE } from '../schemas/examples.ts';
import { policyVersionEntry } from '../schemas/policies.ts';

const versions = z.object({ versions: z.array(policyVersionEntry).readonly() }).meta({ id: 'PolicyVersions' });

const { source: _source, ...ENTRY_EXAMPLE } = POLICY_VERSION_EXAMPLE;

export const listPolicyVersions = defineRoute({
  method: 'get',
  path: '/v1/policies/versions',
  plane: 'control',
  scopes: ['admin', 'own', 'soc'],
  tag: 'Policies',
  summary: 'List the versions of the policies',
  description: 'Newest first, without their source.',
  status: 200,
  answer: { schema: versions, example: { versions: [ENTRY_EXAMPLE] } },
  problems: [],
  handle: async ({ broker, caller }) => ({ versions: await broker.listPolicyVersions(caller) }),
});
