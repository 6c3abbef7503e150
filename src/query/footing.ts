/**
 * Where those who ask stand now. The epoch is read first: whatever changes after that moves it, and the record notices.
 */
import type { Standing } from '../../entitlements/standing.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readState } from '../catalog/epoch.ts';
import { readStanding } from '../catalog/standing.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import type { Footing } from './stages.ts';

/**
 * Reads the epoch and makes sure that neither the person nor the agent is suspended: what every change and every look needs. Questions
 * take {@link ./grounds.ts}. Throws `principal-suspended` when the directory has suspended one of them.
 */
export async function takeFooting(catalog: Catalog, caller: Caller): Promise<Footing> {
  const { state, standing } = await reading(async () => {
    const state = await readState(catalog);
    return { state, standing: await readStanding(catalog, caller, []) };
  });
  requireActive(standing);
  return state;
}

/** Throws `principal-suspended` when the person or the agent is. */
export function requireActive({ person, agent }: Standing): void {
  if (!person.active || agent?.active === false) throw new Problem('principal-suspended');
}

/** What can't be read is unavailable, whatever the reason: without facts nothing is decided. */
export async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('catalogue-unavailable', undefined, { cause });
  }
}
