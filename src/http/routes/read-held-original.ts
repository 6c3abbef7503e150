/** `GET /v1/legal-holds/{id}/original`: the bytes of a version that a hold keeps. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { idParams, optionalCount } from '../schemas/params.ts';

export const readHeldOriginal = defineRoute({
  method: 'get',
  path: '/v1/legal-holds/{id}/original',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Legal holds',
  summary: 'Take an original that a hold keeps',
  description:
    'The newest version, or the one that `generation` names. The file as it came: nothing of it was washed. That it was read is recorded.',
  params: idParams,
  malformedParams: 'not-found',
  query: z.strictObject({ generation: optionalCount }),
  status: 200,
  download: true,
  problems: ['not-found', 'evidence-unavailable', 'decision-unsettled'],
  handle: ({ broker, caller, params, query }) => broker.readHeldOriginal(caller, params.id, query.generation),
});
