/**
 * Errors of the way in as problems for the sender. What is not the document's fault is not turned into one.
 */
import { TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import { Problem } from '../problem.ts';

/** The problem that a document has, or `undefined` when the fault is ours. */
export function toProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof UnreadableDocument) return new Problem(error.code, error.publicText, { cause: error });
  if (error instanceof TooManyChunksError) return new Problem('too-many-passages', error.message, { cause: error });
  return undefined;
}
