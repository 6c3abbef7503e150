/** `GET /v1/documents/{id}/text`: the text of a document or row, as far as the caller may read it. */
import { defineRoute } from '../route.ts';
import { idParams } from '../schemas/params.ts';
import { fetched } from '../schemas/retrieval.ts';

export const fetchText = defineRoute({
  method: 'get',
  path: '/v1/documents/{id}/text',
  plane: 'retrieval',
  scopes: ['retrieve'],
  tag: 'Retrieval',
  summary: 'Read a document or row',
  description: 'Takes the `resourceId` of a result. What is forbidden is answered like what is absent.',
  params: idParams,
  malformedParams: 'not-found',
  status: 200,
  answer: {
    schema: fetched,
    example: {
      decisionId: '0b0f6a1c-9a4e-4a0e-9d53-3a2a0c1f7c11',
      id: '6f1c2c1e-5b77-4f57-8f0e-2d4f3b6a9e10',
      documentId: '6f1c2c1e-5b77-4f57-8f0e-2d4f3b6a9e10',
      title: 'Refund policy',
      text: 'A refund is paid within ten working days.',
      collection: 'support',
      classification: 'internal',
      truncated: false,
    },
  },
  problems: ['not-found', 'policy-failure', 'decision-unsettled'],
  handle: ({ broker, caller, params }) => broker.fetch(caller, params.id),
});
