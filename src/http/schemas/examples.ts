/**
 * Examples that several pages of the OpenAPI document show.
 */
import type { DocumentView, PrincipalView } from '../../broker.ts';

export const DOCUMENT_EXAMPLE: DocumentView = {
  documentId: '6f1c2c1e-5b77-4f57-8f0e-2d4f3b6a9e10',
  title: 'Parental leave',
  format: 'text',
  collection: 'handbook',
  classification: 'internal',
  status: 'active',
  generation: 1,
  latestGeneration: 1,
  createdAt: '2026-11-22T09:30:00.000Z',
  entitlements: { owner: 'user:olga', readers: ['group:hr'], deniers: [], inherited: false },
  findings: [],
};

export const PRINCIPAL_EXAMPLE: PrincipalView = {
  principal: 'user:alice',
  displayName: 'Alice Example',
  active: true,
  clearance: 'confidential',
};
