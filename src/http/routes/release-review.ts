/** `POST /v1/reviews/{id}/release`: what was flagged is served. */
import { defineRoute, jsonBody } from '../route.ts';
import { REVIEW_RELEASED_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';
import { reviewDecision, reviewView } from '../schemas/reviews.ts';
import { UNFIT_DOCUMENT } from '../unfit-document.ts';

const MAX_BODY_BYTES = 4 * 1024;

export const releaseReview = defineRoute({
  method: 'post',
  path: '/v1/reviews/{id}/release',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Reviews',
  summary: 'Release what was flagged',
  description:
    'For a person who did not bring it. The answer comes when it can be found: `status` is then `active`. It is served as it was shown, ' +
    'its suspicious passages included; what reads otherwise now is `held` again, with a review of its own.',
  params: idParams,
  malformedParams: 'not-found',
  body: jsonBody(reviewDecision, MAX_BODY_BYTES, { note: 'a joke of the printers' }),
  status: 200,
  answer: { schema: reviewView, example: REVIEW_RELEASED_EXAMPLE },
  problems: ['not-found', 'self-review', 'review-settled', 'document-changed', 'decision-unsettled', ...UNFIT_DOCUMENT],
  handle: ({ broker, caller, params, body }) => broker.releaseReview(caller, params.id, body.note),
});
