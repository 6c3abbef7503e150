/** `GET /v1/detections`: signs of poisoned documents. */
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { detectionState, detectionView } from '../schemas/detections.ts';
import { DETECTION_EXAMPLE } from '../schemas/examples.ts';
import { countOf } from '../schemas/params.ts';
import { id } from '../schemas/text.ts';

const detections = z.object({ detections: z.array(detectionView).readonly() }).meta({ id: 'Detections' });

export const listDetections = defineRoute({
  method: 'get',
  path: '/v1/detections',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Detections',
  summary: 'List signs of poisoned documents',
  description:
    'Newest first. `state` is `open` unless another is asked for, or `all`. `before` is the `detectionId` of the last one that one has. They ' +
    'are hints: nothing is withheld for them.',
  query: z.strictObject({
    state: z.union([detectionState, z.literal('all')]).default('open'),
    documentId: id.optional(),
    before: id.optional(),
    limit: countOf(200, 50),
  }),
  status: 200,
  answer: { schema: detections, example: { detections: [DETECTION_EXAMPLE] } },
  problems: [],
  handle: async ({ broker, caller, query: { state, documentId, before, limit } }) => ({
    detections: await broker.listDetections(caller, {
      limit,
      ...(state === 'all' ? {} : { state }),
      ...(documentId === undefined ? {} : { documentId }),
      ...(before === undefined ? {} : { before }),
    }),
  }),
});
