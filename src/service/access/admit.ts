/**
 * Who may ask about access: owners about what is theirs, the SOC about everything. What is not theirs to ask about is not there. That
 * it was asked is written into the audit log before the answer is given.
 */
import type { Catalog } from '../../catalog/catalog.ts';
import { type InventoryEntry, type InventoryPart, listInventory } from '../../catalog/inventory.ts';
import type { Caller } from '../../identity/caller.ts';
import { Problem } from '../../problem.ts';
import { eventBy } from '../acting.ts';

/** Rows of one table that a question looks at. */
export const MAX_ROWS = 10_000;

/** The part of a workspace that the caller may ask about: everything for the SOC, their own for owners. */
export function partOf(caller: Caller): InventoryPart {
  return caller.scopes.has('soc') ? {} : { owner: caller.user };
}

/** What is served under an id, as far as the caller may ask about it. Throws `not-found` when that is nothing. */
export async function admitTo(catalog: Catalog, caller: Caller, id: string): Promise<readonly InventoryEntry[]> {
  const entries = await listInventory(catalog, caller.workspace, { ...partOf(caller), id }, '', MAX_ROWS);
  if (entries.length === 0) throw new Problem('not-found');
  return entries;
}

/** Writes down that access was examined, and what was asked. */
export async function noteExamined(catalog: Catalog, caller: Caller, detail: Record<string, unknown>): Promise<void> {
  await catalog.store.commit({ events: [eventBy(caller, 'access.examined', detail)] });
}
