/**
 * Brings what the index says of a document to what the catalogue says.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { readCurrentLabels, readResourceLabels } from '../catalog/labels.ts';
import type { PassageStore } from '../index/port.ts';

/**
 * Sets a document's labels in the index, unless they are those of `known`, the version of its entitlements that the index has. Another
 * change meanwhile may have written older ones over newer: so it looks again until nothing has changed.
 */
export async function relabel(
  { catalog, index }: { readonly catalog: Catalog; readonly index: PassageStore },
  workspace: string,
  documentId: string,
  known?: number,
): Promise<void> {
  for (let version = known; ; ) {
    const current = await readCurrentLabels(catalog, documentId);
    if (!current || current.entitlementsVersion === version) return;
    version = current.entitlementsVersion;
    await index.relabel(workspace, documentId, await readResourceLabels(catalog, documentId));
  }
}
