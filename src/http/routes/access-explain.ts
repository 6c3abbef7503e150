/** `GET /v1/access/explain/{id}`: why somebody can or can't read a document or a row. */
import { z } from 'zod';
import { LIMITS } from '../../broker.ts';
import { defineRoute } from '../route.ts';
import { accessExplanation } from '../schemas/access.ts';
import { ACCESS_EXPLANATION_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';
import { agent, person } from '../schemas/principals.ts';
import { text } from '../schemas/text.ts';

export const accessExplain = defineRoute({
  method: 'get',
  path: '/v1/access/explain/{id}',
  plane: 'control',
  scopes: ['own', 'soc'],
  tag: 'Access',
  summary: 'See why somebody can or can not read something',
  description:
    'For its owner and the SOC: which policies applied, on which facts, and which attributes are missing. That somebody looked is recorded.',
  params: idParams,
  malformedParams: 'not-found',
  query: z.strictObject({ user: person, agent: agent.optional(), purpose: text(LIMITS.purposeLength).optional() }),
  status: 200,
  answer: { schema: accessExplanation, example: ACCESS_EXPLANATION_EXAMPLE },
  problems: ['not-found', 'policy-failure', 'decision-unsettled'],
  handle: ({ broker, caller, params, query }) => broker.accessExplain(caller, { ...query, id: params.id }),
});
