/** `GET /v1/access/coverage`: what everyone can read, and what no one can. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { accessCoverage as accessCoverageSchema } from '../schemas/access.ts';
import { ACCESS_COVERAGE_EXAMPLE } from '../schemas/examples.ts';
import { collectionName } from '../schemas/text.ts';

export const accessCoverage = defineRoute({
  method: 'get',
  path: '/v1/access/coverage',
  plane: 'control',
  scopes: ['own', 'soc'],
  tag: 'Access',
  summary: 'See what everyone can read, and what no one can',
  description: 'Owners see documents of their own, the SOC all of them.',
  query: z.strictObject({ collection: collectionName.optional() }),
  status: 200,
  answer: { schema: accessCoverageSchema, example: ACCESS_COVERAGE_EXAMPLE },
  problems: ['policy-failure', 'decision-unsettled'],
  handle: ({ broker, caller, query }) => broker.accessCoverage(caller, query.collection),
});
