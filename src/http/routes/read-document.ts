/** `GET /v1/documents/{id}`: a document as its owner sees it, without its text. */
import { defineRoute } from '../route.ts';
import { documentView } from '../schemas/documents.ts';
import { DOCUMENT_EXAMPLE } from '../schemas/examples.ts';
import { idParams } from '../schemas/params.ts';

export const readDocument = defineRoute({
  method: 'get',
  path: '/v1/documents/{id}',
  plane: 'control',
  scopes: ['own', 'ingest', 'admin'],
  tag: 'Documents',
  summary: 'See what is known of a document',
  description: 'For its owner. It has no text: that is read through the way out.',
  params: idParams,
  malformedParams: 'not-found',
  status: 200,
  answer: { schema: documentView, example: DOCUMENT_EXAMPLE },
  problems: ['not-found'],
  handle: ({ broker, caller, params }) => broker.readDocument(caller, params.id),
});
