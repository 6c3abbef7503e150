/** `GET /v1/reviews/{id}`: what was hidden, beside what would be served. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { REVIEW_DETAIL_EXAMPLE } from '../schemas/examples.ts';
import { idParams, optionalCount } from '../schemas/params.ts';
import { reviewDetail } from '../schemas/reviews.ts';

const piecesPlace = z
  .string()
  .regex(/^\d{1,9}\.\d{1,9}$/, 'must be what `nextPieces` said')
  .meta({ description: '`nextPieces` of the page before.' });

export const readReview = defineRoute({
  method: 'get',
  path: '/v1/reviews/{id}',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Reviews',
  summary: 'Look at what was flagged',
  description:
    'What was hidden and where, beside the text that would be served, page by page. That it was read is recorded. The texts are those ' +
    'of the document, as they are: show them as text and nothing else.',
  params: idParams,
  malformedParams: 'not-found',
  query: z.strictObject({ clean: optionalCount, pieces: piecesPlace.optional() }),
  status: 200,
  answer: { schema: reviewDetail, example: REVIEW_DETAIL_EXAMPLE },
  problems: ['not-found', 'evidence-unavailable', 'decision-unsettled'],
  handle: ({ broker, caller, params, query: { clean, pieces } }) =>
    broker.readReview(caller, params.id, {
      ...(clean === undefined ? {} : { clean }),
      ...(pieces === undefined ? {} : { pieces }),
    }),
});
