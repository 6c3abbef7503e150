/**
 * What may be wrong with a document that is brought, whichever route it comes by.
 */
import { UNREADABLE_CODES } from '../../ingest/formats/format.ts';
import type { ProblemCode } from '../problem.ts';

export const UNFIT_DOCUMENT: readonly ProblemCode[] = [
  ...UNREADABLE_CODES,
  'no-text',
  'too-many-passages',
  'invalid-row-entitlement',
  'invalid-row-attribute',
  'unknown-column',
  'invalid-attribute',
  'index-unavailable',
];
