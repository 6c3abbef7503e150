/**
 * Who gains and who loses what by a change, before it is made: two copies of the facts, the change made on one of them, and every person's
 * plan asked on both. What is told is what a search would find before and after.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine } from '../../../entitlements/cedar/engine.ts';
import type { Labelled } from '../../../entitlements/condition.ts';
import type { Plan } from '../../../entitlements/plan.ts';
import { type InventoryEntry, listPeople } from '../../catalog/inventory.ts';
import type { AccessDiff, ResourceRef } from '../../governance.ts';
import { isWithin, planOf, type Scene, viewpointOf } from './viewpoint.ts';
import { MAX_PEOPLE } from './who.ts';

/** Gains and losses that are named, each. */
const MAX_LISTED = 1_000;
/** Resources looked at between two pauses for others. */
const TURN = 2_000;

/** A scene and what is served in it. */
export interface Side {
  readonly scene: Scene;
  readonly entries: readonly InventoryEntry[];
}

/** One resource on both sides. */
interface Pair {
  readonly ref: ResourceRef;
  readonly before: Labelled;
  readonly after: Labelled;
  readonly isRelabelled: boolean;
}

export async function diffOf(
  engine: Engine,
  before: Side,
  after: Side,
  isCut: boolean,
): Promise<Omit<AccessDiff, 'epoch'>> {
  const people = await listPeople(after.scene.catalog, after.scene.workspace, MAX_PEOPLE + 1);
  const pairs = pair(before.entries, after.entries);
  const relabelled = pairs.filter(({ isRelabelled }) => isRelabelled);
  const gains: { user: string; resource: ResourceRef }[] = [];
  const losses: { user: string; resource: ResourceRef }[] = [];
  const counts = { gains: 0, losses: 0, users: Math.min(people.length, MAX_PEOPLE), resources: pairs.length };

  for (const user of people.slice(0, MAX_PEOPLE)) {
    const planBefore = planOf(engine, before.scene, await viewpointOf(before.scene, { user }));
    const planAfter = planOf(engine, after.scene, await viewpointOf(after.scene, { user }));
    // Where the plan stays what it was, only what is labelled anew can change hands.
    const looked = isSame(planBefore, planAfter) ? relabelled : pairs;
    for (const [i, one] of looked.entries()) {
      if (i % TURN === 0) await nextTurn();
      const had = isWithin(planBefore, one.before);
      const has = isWithin(planAfter, one.after);
      if (had === has) continue;
      const list = has ? gains : losses;
      counts[has ? 'gains' : 'losses'] += 1;
      if (list.length < MAX_LISTED) list.push({ user, resource: one.ref });
    }
  }
  const isListCut = counts.gains > gains.length || counts.losses > losses.length;
  return { gains, losses, counts, truncated: isCut || people.length > MAX_PEOPLE || isListCut };
}

const isSame = (one: Plan, other: Plan) => JSON.stringify(one) === JSON.stringify(other);

/** Resources by id; a change that is looked at brings none and takes none away. */
function pair(before: readonly InventoryEntry[], after: readonly InventoryEntry[]): Pair[] {
  const changed = new Map(after.map((entry) => [entry.ref.resourceId, entry]));
  return before.flatMap(({ ref, chunk }) => {
    const then = changed.get(ref.resourceId);
    if (!then) return [];
    const isRelabelled = JSON.stringify(chunk) !== JSON.stringify(then.chunk);
    return [{ ref, before: chunk, after: then.chunk, isRelabelled }];
  });
}
