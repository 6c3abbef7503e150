/**
 * Puts the passages of a generation into the index: each is embedded first.
 */
import { embedEntries } from '../embedding/embed-entries.ts';
import type { Embedder } from '../embedding/port.ts';
import type { EmbeddedEntry, IndexEntry, PassageStore } from '../index/port.ts';

export interface PutParts {
  readonly index: PassageStore;
  readonly embedder: Embedder;
}

/** Replaces what the index has of this generation, and gives what was put there. */
export async function put(
  { index, embedder }: PutParts,
  workspace: string,
  documentId: string,
  generation: number,
  entries: readonly IndexEntry[],
): Promise<readonly EmbeddedEntry[]> {
  const embedded = await embedEntries(embedder, entries);
  await index.put(workspace, documentId, generation, embedded);
  return embedded;
}
