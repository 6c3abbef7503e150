/** `POST /v1/detections/{id}/dismiss`: somebody looked at it, and nothing is to be done. */
import { defineRoute, jsonBody } from '../route.ts';
import { detectionView } from '../schemas/detections.ts';
import { DETECTION_DISMISSED_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';
import { reviewDecision } from '../schemas/reviews.ts';

const MAX_BODY_BYTES = 4 * 1024;

export const dismissDetection = defineRoute({
  method: 'post',
  path: '/v1/detections/{id}/dismiss',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Detections',
  summary: 'Dismiss a sign of a poisoned document',
  description: 'The same is not told again of this version of the document; of a burst, not within its window.',
  params: idParams,
  malformedParams: 'not-found',
  body: jsonBody(reviewDecision, MAX_BODY_BYTES, { note: 'the yearly questionnaire' }),
  status: 200,
  answer: { schema: detectionView, example: DETECTION_DISMISSED_EXAMPLE },
  problems: ['not-found', 'detection-dismissed', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.dismissDetection(caller, params.id, body.note),
});
