/** `PUT /v1/safeguards`: what the workspace does with what is not clean. */
import { safeguards } from '../../safeguards/schema.ts';
import { defineRoute, jsonBody } from '../route.ts';
import { SAFEGUARDS_EXAMPLE } from '../schemas/examples.ts';

const MAX_BODY_BYTES = 4 * 1024;

export const setSafeguards = defineRoute({
  method: 'put',
  path: '/v1/safeguards',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Safeguards',
  summary: 'Set the safeguards',
  description:
    'All of them at once; what is absent is the default. In force at once: no decision that is recorded afterwards goes by what was before. Thresholds are of documents that come in afterwards.',
  body: jsonBody(safeguards, MAX_BODY_BYTES, SAFEGUARDS_EXAMPLE),
  status: 200,
  answer: { schema: safeguards, example: SAFEGUARDS_EXAMPLE },
  problems: ['decision-unsettled'],
  handle: ({ broker, caller, body }) => broker.setSafeguards(caller, body),
});
