/**
 * Resources that no plan can tell apart: those with equal labels and attributes, unless ids matter. A workspace of a hundred thousand
 * documents has some hundred kinds, and a question about all of them is asked once a kind.
 */
import type { Rules } from '../../../entitlements/cedar/rules.ts';
import type { InventoryEntry } from '../../catalog/inventory.ts';

/** At least one entry; the first stands for all. */
export type Kind = readonly [InventoryEntry, ...InventoryEntry[]];

/** Sorts entries by kind. Ids matter when a policy names one, and when it names approvals, which are for single documents. */
export function alike(entries: readonly InventoryEntry[], rules: Rules): readonly Kind[] {
  if (rules.names.resourceIds || rules.names.context.has('approved')) return entries.map((entry): Kind => [entry]);
  const kinds = new Map<string, [InventoryEntry, ...InventoryEntry[]]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.chunk.labels, Object.entries(entry.chunk.attributes).sort()]);
    const kind = kinds.get(key);
    if (kind) kind.push(entry);
    else kinds.set(key, [entry]);
  }
  return [...kinds.values()];
}
