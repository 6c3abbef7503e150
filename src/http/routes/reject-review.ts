/** `POST /v1/reviews/{id}/reject`: what was flagged is never served. */
import { defineRoute, jsonBody } from '../route.ts';
import { REVIEW_REJECTED_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';
import { reviewDecision, reviewView } from '../schemas/reviews.ts';

const MAX_BODY_BYTES = 4 * 1024;

export const rejectReview = defineRoute({
  method: 'post',
  path: '/v1/reviews/{id}/reject',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Reviews',
  summary: 'Reject what was flagged',
  description:
    'It is never served, and no decision that is recorded afterwards holds it. The same bytes are turned down when they come again.',
  params: idParams,
  malformedParams: 'not-found',
  body: jsonBody(reviewDecision, MAX_BODY_BYTES, { note: 'an instruction to the helpdesk agent, in white on white' }),
  status: 200,
  answer: { schema: reviewView, example: REVIEW_REJECTED_EXAMPLE },
  problems: ['not-found', 'review-settled', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.rejectReview(caller, params.id, body.note),
});
