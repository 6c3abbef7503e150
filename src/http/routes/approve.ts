/** `POST /v1/approvals/{id}/approve`: a request is granted for some time. */
import { defineRoute, jsonBody } from '../route.ts';
import { approvalView, grantInput } from '../schemas/approvals.ts';
import { GRANT_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';

const MAX_BODY_BYTES = 1024;

export const approve = defineRoute({
  method: 'post',
  path: '/v1/approvals/{id}/approve',
  plane: 'control',
  scopes: ['approve'],
  tag: 'Approvals',
  summary: 'Approve a request',
  description:
    'For whoever the policy names, in person: nobody decides a request of their own, and nobody through an agent.',
  params: idParams,
  malformedParams: 'not-found',
  body: jsonBody(grantInput, MAX_BODY_BYTES, { lifetimeS: 8 * 60 * 60 }),
  status: 200,
  answer: { schema: approvalView, example: GRANT_EXAMPLE },
  problems: ['not-found', 'policy-failure', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.approve(caller, params.id, body.lifetimeS),
});
