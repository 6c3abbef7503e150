/**
 * Who may ask about access: owners about what is theirs, the SOC about everything. What is not theirs to ask about is not there. That
 * it was asked is written into the audit log first, also where there turns out to be nothing: whoever tries ids is seen.
 */
import type { Catalog } from '../../catalog/catalog.ts';
import { type InventoryEntry, type InventoryPart, listInventory } from '../../catalog/inventory.ts';
import { readResource } from '../../catalog/resources.ts';
import type { ResourceRef } from '../../governance.ts';
import type { Caller } from '../../identity/caller.ts';
import { Problem } from '../../problem.ts';
import { eventBy } from '../acting.ts';
import { type Scene, viewpointOf } from './viewpoint.ts';
import { MAX_ROWS } from './who.ts';

/** The part of a workspace that the caller may ask about: everything for the SOC, their own for owners. */
export function partOf(caller: Caller): InventoryPart {
  return caller.scopes.has('soc') ? {} : { owner: caller.user };
}

/**
 * What an id names, and what is served of it, as far as the caller may ask about it: of a table, the rows that are theirs. What is held or
 * not ready yet is there, with nothing that is served. Throws `not-found` when there is nothing to ask about.
 */
export async function admitTo(
  scene: Scene,
  caller: Caller,
  id: string,
): Promise<{ readonly about: ResourceRef; readonly entries: readonly InventoryEntry[] }> {
  const { catalog, workspace, tree } = scene;
  const { standing } = await viewpointOf(scene, { user: caller.user });
  const found = await readResource(catalog, standing, tree, id);
  const entries = await listInventory(catalog, workspace, { ...partOf(caller), id }, '', MAX_ROWS);
  const isTheirs = found?.facts.owner === caller.user || caller.scopes.has('soc') || entries.length > 0;
  if (!found || !isTheirs) throw new Problem('not-found');
  return { about: found.reference, entries };
}

/** Writes down that access was examined, and what was asked. */
export async function noteExamined(catalog: Catalog, caller: Caller, detail: Record<string, unknown>): Promise<void> {
  await catalog.store.commit({ events: [eventBy(caller, 'access.examined', detail)] });
}
