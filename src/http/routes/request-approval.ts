/** `POST /v1/approvals`: somebody asks for leave to read a document. */
import { defineRoute, jsonBody } from '../route.ts';
import { approvalRequest, approvalView } from '../schemas/approvals.ts';
import { APPROVAL_EXAMPLE } from '../schemas/examples.ts';

const MAX_BODY_BYTES = 8 * 1024;

export const requestApproval = defineRoute({
  method: 'post',
  path: '/v1/approvals',
  plane: 'retrieval',
  scopes: ['retrieve'],
  tag: 'Approvals',
  summary: 'Ask for approval',
  description:
    'Answers the same whether or not there is such a document and whether or not it needs approval. A request lapses after 7 days; ' +
    'a person has at most 50 of them open.',
  body: jsonBody(approvalRequest, MAX_BODY_BYTES, {
    documentId: APPROVAL_EXAMPLE.documentId,
    reason: APPROVAL_EXAMPLE.reason,
  }),
  status: 201,
  answer: { schema: approvalView, example: APPROVAL_EXAMPLE },
  problems: ['too-many-requests', 'decision-unsettled'],
  handle: ({ broker, caller, body }) => broker.requestApproval(caller, body.documentId, body.reason),
});
