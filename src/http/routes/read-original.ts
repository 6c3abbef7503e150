/** `GET /v1/reviews/{id}/original`: the bytes as they came. */
import { defineRoute } from '../route.ts';
import { idParams } from '../schemas/params.ts';

export const readOriginal = defineRoute({
  method: 'get',
  path: '/v1/reviews/{id}/original',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Reviews',
  summary: 'Take the original',
  description:
    'The file as it came: nothing of it was washed, and it may harm whoever opens it. That it was read is recorded.',
  params: idParams,
  malformedParams: 'not-found',
  status: 200,
  download: true,
  problems: ['not-found', 'evidence-unavailable', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.readOriginal(caller, params.id),
});
