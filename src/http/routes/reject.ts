/** `POST /v1/approvals/{id}/reject`: a request is turned down. */
import { defineRoute } from '../route.ts';
import { approvalView } from '../schemas/approvals.ts';
import { APPROVAL_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';

export const reject = defineRoute({
  method: 'post',
  path: '/v1/approvals/{id}/reject',
  plane: 'control',
  scopes: ['approve'],
  tag: 'Approvals',
  summary: 'Reject a request',
  description: 'For those who may approve it.',
  params: idParams,
  malformedParams: 'not-found',
  status: 200,
  answer: { schema: approvalView, example: { ...APPROVAL_EXAMPLE, status: 'rejected', decidedBy: 'user:olga' } },
  problems: ['not-found', 'policy-failure', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.reject(caller, params.id),
});
