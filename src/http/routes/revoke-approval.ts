/** `DELETE /v1/approvals/{id}`: a grant ends at once. */
import { defineRoute } from '../route.ts';
import { approvalView } from '../schemas/approvals.ts';
import { GRANT_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';

export const revokeApproval = defineRoute({
  method: 'delete',
  path: '/v1/approvals/{id}',
  plane: 'control',
  scopes: ['approve', 'own', 'soc'],
  tag: 'Approvals',
  summary: 'Revoke a grant',
  description:
    'For who gave it, the owner of the document, and the SOC. No decision that is recorded afterwards rests on it.',
  params: idParams,
  malformedParams: 'not-found',
  status: 200,
  answer: { schema: approvalView, example: { ...GRANT_EXAMPLE, status: 'revoked' } },
  problems: ['not-found', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.revokeApproval(caller, params.id),
});
