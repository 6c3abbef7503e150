/**
 * What there is in a part of a workspace, as far as one question looks.
 */
import { type InventoryEntry, type InventoryPart, listInventory } from '../../catalog/inventory.ts';
import type { Scene } from './viewpoint.ts';

/** Resources that one question looks at. */
const MAX_RESOURCES = 100_000;
/** Resources that are read at a time: others have their turn between two pages. */
const PAGE = 2_000;

export interface Stock {
  readonly entries: readonly InventoryEntry[];
  /** Whether there is more than one question looks at. */
  readonly isCut: boolean;
}

export async function takeStock({ catalog, workspace }: Scene, part: InventoryPart): Promise<Stock> {
  const entries: InventoryEntry[] = [];
  for (let isMore = true; isMore; ) {
    const page = await listInventory(catalog, workspace, part, entries.at(-1)?.ref.resourceId ?? '', PAGE);
    entries.push(...page);
    isMore = page.length === PAGE;
    if (entries.length > MAX_RESOURCES) return { entries: entries.slice(0, MAX_RESOURCES), isCut: true };
  }
  return { entries, isCut: false };
}
