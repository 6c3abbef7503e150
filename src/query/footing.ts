/**
 * Where those who ask stand now. The epoch is read first: whatever changes after that moves it, and the record notices.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { readEpoch } from '../catalog/epoch.ts';
import { readStanding } from '../catalog/people.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import type { Footing } from './stages.ts';

/** Reads the epoch and the standing. Throws `principal-suspended` when the directory has suspended the person or the agent. */
export async function takeFooting(catalog: Catalog, caller: Caller): Promise<Footing> {
  try {
    const epoch = await readEpoch(catalog);
    const standing = await readStanding(catalog, caller);
    if (standing.active) return { epoch, standing };
  } catch (cause) {
    throw new Problem('catalogue-unavailable', undefined, { cause });
  }
  throw new Problem('principal-suspended');
}
