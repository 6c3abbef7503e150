/** `GET /v1/reviews`: what was flagged. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { REVIEW_EXAMPLE } from '../schemas/examples.ts';
import { countOf } from '../schemas/params.ts';
import { reviewState, reviewView } from '../schemas/reviews.ts';
import { id } from '../schemas/text.ts';

const reviews = z.object({ reviews: z.array(reviewView).readonly() }).meta({ id: 'Reviews' });

export const listReviews = defineRoute({
  method: 'get',
  path: '/v1/reviews',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Reviews',
  summary: 'List what was flagged',
  description:
    'Newest first. `state` is `open` unless another is asked for, or `all`. `before` is the `reviewId` of the last one that one has.',
  query: z.strictObject({
    state: z.union([reviewState, z.literal('all')]).default('open'),
    before: id.optional(),
    limit: countOf(200, 50),
  }),
  status: 200,
  answer: { schema: reviews, example: { reviews: [REVIEW_EXAMPLE] } },
  problems: [],
  handle: async ({ broker, caller, query: { state, before, limit } }) => ({
    reviews: await broker.listReviews(caller, {
      limit,
      ...(state === 'all' ? {} : { state }),
      ...(before === undefined ? {} : { before }),
    }),
  }),
});
