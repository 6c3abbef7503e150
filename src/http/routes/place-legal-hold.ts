/** `PUT /v1/legal-holds/{id}`: nothing of a document may be lost from here on. */
import { defineRoute, jsonBody } from '../route.ts';
import { LEGAL_HOLD_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';
import { holdReason, legalHold } from '../schemas/reviews.ts';

const MAX_BODY_BYTES = 4 * 1024;

export const placeLegalHold = defineRoute({
  method: 'put',
  path: '/v1/legal-holds/{id}',
  plane: 'control',
  scopes: ['soc'],
  tag: 'Legal holds',
  summary: 'Place a legal hold',
  description:
    'Whatever becomes of the document, the bytes of its versions and the evidence of it are kept until the hold is lifted. Its owner is not ' +
    'told: deleting it answers as ever, and it is found by nobody afterwards. A second hold gives the first another reason.',
  params: idParams,
  malformedParams: 'not-found',
  body: jsonBody(holdReason, MAX_BODY_BYTES, { reason: 'case 2026-17' }),
  status: 200,
  answer: { schema: legalHold, example: LEGAL_HOLD_EXAMPLE },
  problems: ['not-found', 'decision-unsettled'],
  handle: ({ broker, caller, params, body }) => broker.placeLegalHold(caller, params.id, body.reason),
});
