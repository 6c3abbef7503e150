/** `GET /v1/safeguards`: what the workspace does with what is not clean. */
import { safeguards } from '../../safeguards/schema.ts';
import { defineRoute } from '../route.ts';
import { SAFEGUARDS_EXAMPLE } from '../schemas/examples.ts';

export const readSafeguards = defineRoute({
  method: 'get',
  path: '/v1/safeguards',
  plane: 'control',
  scopes: ['admin', 'own', 'soc'],
  tag: 'Safeguards',
  summary: 'Read the safeguards in force',
  description: "The workspace's, with the defaults for what it never said. An agent's own stand in its ceiling.",
  status: 200,
  answer: { schema: safeguards, example: SAFEGUARDS_EXAMPLE },
  problems: [],
  handle: ({ broker, caller }) => broker.readSafeguards(caller),
});
