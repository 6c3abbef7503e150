/** `DELETE /v1/legal-holds/{id}`: a hold ends, and the erasure that was asked for meanwhile goes on. */
import { defineRoute } from '../route.ts';
import { idParams } from '../schemas/params.ts';
import { holdReason } from '../schemas/reviews.ts';

export const liftLegalHold = defineRoute({
  method: 'delete',
  path: '/v1/legal-holds/{id}',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Legal holds',
  summary: 'Lift a legal hold',
  description: 'What was deleted or replaced while it stood is erased.',
  params: idParams,
  malformedParams: 'not-found',
  query: holdReason,
  status: 204,
  problems: ['not-found', 'decision-unsettled'],
  handle: ({ broker, caller, params, query }) => broker.liftLegalHold(caller, params.id, query.reason),
});
