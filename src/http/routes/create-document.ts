/** `POST /v1/documents`: a document is brought. */
import type { z } from 'zod';
import { documentBody } from '../document-body.ts';
import { defineRoute } from '../route.ts';
import { documentInput, documentMetadata, intake } from '../schemas/documents.ts';
import { UNFIT_DOCUMENT } from '../unfit-document.ts';

export const createDocument = defineRoute({
  method: 'post',
  path: '/v1/documents',
  plane: 'ingest',
  scopes: ['ingest'],
  tag: 'Documents',
  summary: 'Bring a document',
  description:
    'As JSON with the content as text, at most 8 MiB, or as a form with the file. The answer comes when the document can be found, ' +
    'or is held for review. The owner is the person of the token unless `entitlements.owner` says otherwise and the token allows it. ' +
    'With an `externalId` that is known already it is a new version of that document.',
  body: documentBody<z.output<typeof documentMetadata>>({
    metadata: documentMetadata,
    input: documentInput,
    example: {
      title: 'Parental leave',
      format: 'text',
      content: 'Parents take up to twelve months.',
      collection: 'handbook',
      classification: 'internal',
      entitlements: { owner: 'user:olga', readers: ['group:hr'], deniers: [] },
    },
  }),
  status: 201,
  answer: {
    schema: intake,
    example: {
      documentId: '6f1c2c1e-5b77-4f57-8f0e-2d4f3b6a9e10',
      status: 'active',
      generation: 1,
      chunks: 4,
      findings: [],
    },
  },
  problems: [...UNFIT_DOCUMENT, 'unknown-collection', 'label-not-allowed', 'collection-fixed', 'document-changed'],
  handle: ({ broker, caller, body: { metadata, ...file } }) => broker.ingest(caller, { ...metadata, ...file }),
});
