/**
 * Errors of the way in as problems for the sender. What is not the document's fault is not turned into one.
 */
import { TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import { type Fault, Problem } from '../problem.ts';

/** The problem of attributes that are not declared, or not as declared: all of them at once. */
export function invalidAttributes(faults: readonly Fault[]): Problem {
  const named = faults.map(({ at, detail }) => `\`${at.slice(at.lastIndexOf('/') + 1)}\` ${detail}`).join(', ');
  return new Problem('invalid-attribute', `attributes that can't be taken: ${named}`, { faults });
}

/** The problem that a document has, or `undefined` when the fault is ours. */
export function toProblem(error: unknown): Problem | undefined {
  // An index or an embedder that is away says nothing of the document.
  if (error instanceof Problem) return error.status < 500 ? error : undefined;
  if (error instanceof UnreadableDocument) return new Problem(error.code, error.publicText, { cause: error });
  if (error instanceof TooManyChunksError) return new Problem('too-many-passages', error.message, { cause: error });
  return undefined;
}
