/** `PUT /v1/principals/{principal}`: what the directory says of a person, group or agent. */
import { defineRoute, jsonBody } from '../route.ts';
import { PRINCIPAL_EXAMPLE } from '../schemas/examples.ts';
import { principalParams } from '../schemas/params.ts';
import { principalInput, principalView } from '../schemas/principals.ts';

/** Attributes at their bounds do not fit; those that somebody writes do. */
const MAX_BODY_BYTES = 256 * 1024;

export const putPrincipal = defineRoute({
  method: 'put',
  path: '/v1/principals/{principal}',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Directory',
  summary: 'Set what is known of a principal',
  description:
    'What is absent stays as it is; `attributes` and `ceiling` are set whole. A principal that the directory does not know is added.',
  params: principalParams,
  body: jsonBody(principalInput, MAX_BODY_BYTES, {
    displayName: 'Alice Example',
    active: true,
    clearance: 'confidential',
    attributes: { region: ['north'] },
    manager: 'user:olga',
  }),
  status: 200,
  answer: { schema: principalView, example: PRINCIPAL_EXAMPLE },
  problems: ['invalid-attribute', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.putPrincipal(caller, params.principal, body),
});
