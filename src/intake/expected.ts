/**
 * What an index should have of a document.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { readIndexEntries, readServedState, type ServedState } from '../catalog/served.ts';
import type { IndexEntry } from '../index/port.ts';

/** What the catalogue serves of a document; no entries while a job names it. */
export interface Expected {
  readonly state: ServedState;
  readonly entries: readonly IndexEntry[];
}

export async function readExpected(catalog: Catalog, workspace: string, documentId: string): Promise<Expected> {
  const state = await readServedState(catalog, workspace, documentId);
  const { generation, waits } = state;
  if (generation === null || waits) return { state, entries: [] };
  return { state, entries: await readIndexEntries(catalog, { workspace, documentId, generation }) };
}
