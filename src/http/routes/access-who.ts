/** `GET /v1/access/who/{id}`: who can read a document or a row now. */
import { defineRoute } from '../route.ts';
import { accessWho as accessWhoSchema } from '../schemas/access.ts';
import { ACCESS_WHO_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';

export const accessWho = defineRoute({
  method: 'get',
  path: '/v1/access/who/{id}',
  plane: 'control',
  scopes: ['own', 'soc'],
  tag: 'Access',
  summary: 'See who can read something',
  description:
    'For its owner and the SOC. People, as they are without an agent: an agent only narrows. That somebody looked is recorded.',
  params: idParams,
  malformedParams: 'not-found',
  status: 200,
  answer: { schema: accessWhoSchema, example: ACCESS_WHO_EXAMPLE },
  problems: ['not-found', 'policy-failure', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.accessWho(caller, params.id),
});
