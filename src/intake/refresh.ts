/**
 * Brings what the index has of one generation to what the catalogue serves of it: all of it, or nothing.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { readCurrentLabels } from '../catalog/labels.ts';
import { readIndexEntries } from '../catalog/served.ts';
import { type PutParts, put } from './put.ts';
import { relabel } from './relabel.ts';

/** Puts a served generation into the index as it is now, and takes one out that is not served. */
export async function refresh(
  parts: PutParts & { readonly catalog: Catalog },
  workspace: string,
  documentId: string,
  generation: number,
): Promise<void> {
  const { catalog, index } = parts;
  const before = await readCurrentLabels(catalog, documentId);
  if (before?.activeGeneration === generation) {
    const entries = await readIndexEntries(catalog, { workspace, documentId, generation });
    await put(parts, workspace, documentId, generation, entries);
    // Labelled anew while it was written: whoever did so may have been done in the index before this was.
    await relabel({ catalog, index }, workspace, documentId, before.entitlementsVersion);
  }
  const current = await readCurrentLabels(catalog, documentId);
  // Replaced, rejected or deleted while it was written: nobody else will take this one out.
  if (current?.activeGeneration !== generation) await index.remove(workspace, documentId, { only: generation });
}
