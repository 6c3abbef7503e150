/**
 * Puts the passages of a generation into the index: each is embedded first.
 */
import { embedEntries } from '../embedding/embed-entries.ts';
import type { Embedder } from '../embedding/port.ts';
import type { IndexEntry, VectorIndex } from '../index/port.ts';

export interface PutParts {
  readonly index: VectorIndex;
  readonly embedder: Embedder;
}

/** Replaces what the index has of this generation. */
export async function put(
  { index, embedder }: PutParts,
  workspace: string,
  documentId: string,
  generation: number,
  entries: readonly IndexEntry[],
): Promise<void> {
  await index.put(workspace, documentId, generation, await embedEntries(embedder, entries));
}
