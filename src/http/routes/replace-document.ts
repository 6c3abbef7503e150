/** `PUT /v1/documents/{id}`: a new version of a document. */
import type { z } from 'zod';
import { documentBody } from '../document-body.ts';
import { defineRoute } from '../route.ts';
import { intake, versionInput, versionMetadata } from '../schemas/documents.ts';
import { idParams } from '../schemas/params.ts';
import { UNFIT_DOCUMENT } from '../unfit-document.ts';

export const replaceDocument = defineRoute({
  method: 'put',
  path: '/v1/documents/{id}',
  plane: 'ingest',
  scopes: ['ingest'],
  tag: 'Documents',
  summary: 'Bring a new version',
  description:
    'The version before is served until this one is complete, or goes on being served when this one is refused.',
  params: idParams,
  malformedParams: 'not-found',
  body: documentBody<z.output<typeof versionMetadata>>({
    metadata: versionMetadata,
    input: versionInput,
    example: { title: 'Parental leave', format: 'text', content: 'Parents take up to fourteen months.' },
  }),
  status: 200,
  answer: {
    schema: intake,
    example: {
      documentId: '6f1c2c1e-5b77-4f57-8f0e-2d4f3b6a9e10',
      status: 'active',
      generation: 2,
      chunks: 4,
      findings: [],
    },
  },
  problems: [...UNFIT_DOCUMENT, 'not-found', 'label-not-allowed', 'document-changed'],
  handle: ({ broker, caller, params, body: { metadata, ...file } }) =>
    broker.replace(caller, params.id, { ...metadata, ...file }),
});
