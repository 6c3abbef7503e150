/** `GET /v1/approvals`: what one has asked for, and what became of it. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { approvalView } from '../schemas/approvals.ts';
import { APPROVAL_EXAMPLE } from '../schemas/examples.ts';

const approvals = z.object({ approvals: z.array(approvalView).readonly() }).meta({ id: 'Approvals' });

export const listApprovals = defineRoute({
  method: 'get',
  path: '/v1/approvals',
  plane: 'retrieval',
  scopes: ['retrieve'],
  tag: 'Approvals',
  summary: 'List the requests of one’s own',
  status: 200,
  answer: { schema: approvals, example: { approvals: [APPROVAL_EXAMPLE] } },
  problems: [],
  handle: async ({ broker, caller }) => ({ approvals: await broker.listOwnApprovals(caller) }),
});
