/**
 * What can be seen by asking: how much of a document, and whether somebody sees what was taken from her.
 */
import { callerFor } from '../callers.ts';
import { olga, plan, sluice } from './world.ts';

const ada = callerFor('ada');
/** Every other document of a word of its own is given to her and taken back. */
export const SHARED = 'zqshared';
/** Takes the word of a delivery from a title. */
export const MARKER = /\bzq\w+/;

/** How many passages of the document with this marker are found by it. */
export async function seenOf(marker: string): Promise<number> {
  const { results } = await sluice.broker.retrieve(olga, { query: marker, k: 1_000, fold: false });
  return results.filter(({ title }) => MARKER.exec(title)?.[0] === marker).length;
}

export async function isHalfSeen(marker: string, name: string): Promise<boolean> {
  const seen = await seenOf(marker);
  return seen !== 0 && seen !== plan.expected[name]?.clean;
}

/** What ada is served of documents that she may not read any more. */
export async function seenByAda(revoked: ReadonlySet<string>): Promise<string[]> {
  const { results } = await sluice.broker.retrieve(ada, { query: SHARED, k: 1_000, fold: false });
  return results.flatMap(({ documentId }) =>
    revoked.has(documentId) ? `a revoked document is served: ${documentId}` : [],
  );
}
