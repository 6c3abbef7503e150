/**
 * What a document would say if it were served: one hash of its title and of every passage with its place and context. Two readings with the same one
 * are the same to whoever reads them, whatever was cut, found or scored.
 */
import { createHash } from 'node:crypto';
import type { Scored } from './stages.ts';

/** SHA-256, hex. */
export function fingerprint({ title, chunks }: Pick<Scored, 'title' | 'chunks'>): string {
  const hash = createHash('sha256').update(JSON.stringify(title));
  for (const { text, locator, row, context } of chunks)
    hash.update(JSON.stringify([text, locator, row?.number ?? null, ...(context === undefined ? [] : [context])]));
  return hash.digest('hex');
}
