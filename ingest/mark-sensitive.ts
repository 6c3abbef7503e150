/**
 * Marks credentials and personal data in the passages of a document. It is read as a whole: a key that two passages share is marked in
 * both. What is done with them is decided on the way out, by rules that may change.
 */
import type { Sensitive } from '../filters/dlp/kinds.ts';
import { recognize } from '../filters/dlp/recognize.ts';
import type { Chunk, Chunked } from './stages.ts';

/** The passages, each with what is sensitive in its text. */
export function markSensitive<T extends Chunk>(
  { text }: Pick<Chunked, 'text'>,
  chunks: readonly T[],
): readonly (T & { readonly sensitive: readonly Sensitive[] })[] {
  const all = recognize(text);
  let first = 0;
  return chunks.map((chunk) => {
    // Both are in the order of the text, and passages don't overlap: what ends before one ends before all that follow.
    while ((all[first]?.end ?? Number.POSITIVE_INFINITY) <= chunk.start) first += 1;
    const sensitive: Sensitive[] = [];
    for (let i = first; ; i += 1) {
      const one = all[i];
      if (one === undefined || one.start >= chunk.end) break;
      const start = Math.max(one.start, chunk.start) - chunk.start;
      sensitive.push({ ...one, start, end: Math.min(one.end, chunk.end) - chunk.start });
    }
    return { ...chunk, sensitive };
  });
}
