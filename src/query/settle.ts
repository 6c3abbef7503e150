/**
 * Brings a decision and its record together: an answer is made, and recorded if nothing moved meanwhile. When something did, it
 * is made anew, so that it lacks nothing that came with the change. An answer that is overtaken again and again is only decided
 * again on the new facts, which is quicker, and made anew if any of it no longer stands.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.ts';
import { EpochMoved, StoreUnavailable } from '../catalog/store.ts';
import type { Caller } from '../identity/caller.ts';
import { Problem } from '../problem.ts';
import { authorize } from './authorize.ts';
import { takeFooting } from './footing.ts';
import { inspect } from './inspect.ts';
import { type Asked, record } from './record.ts';
import type { Footing, Gathered, Recorded } from './stages.ts';

/** How long a made answer may be overtaken by changes before the caller is told to come again. */
const PATIENCE_MS = 3_000;
/** How often an answer that was overtaken is made anew, whether it still stands or not. */
const MAX_REMAKES = 3;

/** Makes an answer by `make` and records it. Throws `decision-unsettled` when changes never pause long enough. */
export async function settle(
  catalog: Catalog,
  caller: Caller,
  asked: Asked,
  make: (footing: Footing) => Promise<Gathered>,
): Promise<Recorded> {
  let footing = await takeFooting(catalog, caller);
  let gathered = await make(footing);
  // From here on: a search that took long is no change of anything.
  const deadline = performance.now() + PATIENCE_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await record(catalog, caller, asked, footing, gathered);
    } catch (cause) {
      if (cause instanceof StoreUnavailable) throw new Problem('catalogue-unavailable', undefined, { cause });
      if (!(cause instanceof EpochMoved)) throw cause;
    }
    if (performance.now() > deadline) throw new Problem('decision-unsettled');
    if (attempt > 3) await sleep(Math.random() * 2);
    footing = await takeFooting(catalog, caller);
    const standing = attempt < MAX_REMAKES ? undefined : await stillStanding(catalog, footing, gathered);
    gathered = standing ?? (await make(footing));
  }
}

/** What was gathered, decided again; `undefined` when any of it may no longer leave. */
async function stillStanding(
  catalog: Catalog,
  { standing }: Footing,
  gathered: Gathered,
): Promise<Gathered | undefined> {
  const chunkIds = gathered.chosen.map(({ passage }) => passage.chunkId);
  const { chosen } = inspect((await authorize(catalog, standing, chunkIds)).hits);
  return chosen.length === chunkIds.length ? { chosen, withheld: gathered.withheld } : undefined;
}
