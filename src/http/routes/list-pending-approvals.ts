/** `GET /v1/approvals/pending`: what waits for a decision of the caller's. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { pendingApproval } from '../schemas/approvals.ts';
import { PENDING_APPROVAL_EXAMPLE } from '../schemas/examples.ts';

const pending = z.object({ approvals: z.array(pendingApproval).readonly() }).meta({ id: 'PendingApprovals' });

export const listPendingApprovals = defineRoute({
  method: 'get',
  path: '/v1/approvals/pending',
  plane: 'control',
  scopes: ['approve'],
  tag: 'Approvals',
  summary: 'List what waits for your decision',
  description: 'Requests that the person of the token may decide, and what they are about.',
  status: 200,
  answer: { schema: pending, example: { approvals: [PENDING_APPROVAL_EXAMPLE] } },
  problems: ['policy-failure'],
  handle: async ({ broker, caller }) => ({ approvals: await broker.listPendingApprovals(caller) }),
});
