/**
 * Brings an index to what the catalogue serves, document by document, where the two do not agree. Others can go on writing meanwhile.
 */
import { isGone } from '../catalog/generations.ts';
import { readServedState } from '../catalog/served.ts';
import type { AgreedDocuments } from './agreed.ts';
import { compareDocument, documentsIn, type IndexParts } from './agreement.ts';
import { refresh } from './refresh.ts';

/** Mends every document that differs or that a job names, but what is agreed on; `onDocument` is told of each that is there. */
export async function mendIndex(
  parts: IndexParts,
  agreed: AgreedDocuments,
  onDocument: (done: number) => void,
): Promise<void> {
  let done = 0;
  for await (const { workspace, documentId } of documentsIn(parts)) {
    if (!(await agreed.has(workspace, documentId)))
      await agreed.after(workspace, documentId, () => mendDocument(parts, workspace, documentId));
    done += 1;
    onDocument(done);
  }
}

/** Mends one document, if it needs it. */
export async function mendDocument(parts: IndexParts, workspace: string, documentId: string): Promise<void> {
  const compared = await compareDocument(parts, workspace, documentId);
  if (compared !== 'waiting' && compared.differences.length === 0) return;
  const { generation: served } = await readServedState(parts.catalog, workspace, documentId);
  if (served !== null) await refresh(parts, workspace, documentId, served);
  // What a job is about to do away with is left to it.
  const there = compared === 'waiting' ? [] : compared.generations;
  for (const generation of there) {
    // One that may yet be served has been put by whoever is about to serve it.
    if (await isGone(parts.catalog, documentId, generation))
      await parts.index.remove(workspace, documentId, { only: generation });
  }
}
