/**
 * Who gains and who loses what by a change, before it is made: two copies of the facts, the change made on one of them, and every person's
 * plan asked on both. What is told is what a search would find before and after.
 */
import type { Labelled } from '../../../entitlements/condition.ts';
import type { Plan } from '../../../entitlements/plan.ts';
import { type InventoryEntry, listPeople } from '../../catalog/inventory.ts';
import type { AccessDiff, ResourceRef } from '../../governance.ts';
import { alike, whereIdsMatter } from './alike.ts';
import { STEP, takingTurns } from './turns.ts';
import { isWithin, MAX_LOOKS, planOf, type Scene, viewpointsOf } from './viewpoint.ts';
import { MAX_PEOPLE } from './who.ts';

/** Gains and losses that are named, each. */
const MAX_LISTED = 1_000;

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
}

export async function diffOf(before: Side, after: Side, isCut: boolean): Promise<Omit<AccessDiff, 'epoch'>> {
  const people = await listPeople(after.scene.catalog, after.scene.workspace, MAX_PEOPLE + 1);
  const pairs = pair(before.entries, after.entries);
  const matters = [await whereIdsMatter(before.scene), await whereIdsMatter(after.scene)];
  const doesIdMatter = (chunk: Labelled) => matters.some((does) => does(chunk));
  const kinds = await alike(pairs, (one) => [one.before, one.after], doesIdMatter);
  const relabelled = kinds.filter(([one]) => JSON.stringify(one.before) !== JSON.stringify(one.after));
  const gains: { user: string; resource: ResourceRef }[] = [];
  const losses: { user: string; resource: ResourceRef }[] = [];
  const counts = { gains: 0, losses: 0, users: 0, resources: pairs.length };
  const pause = takingTurns();
  let looks = 0;

  const asked = people.slice(0, MAX_PEOPLE);
  const viewpointsAfter = viewpointsOf(after.scene, asked);
  for await (const { user, viewpoint } of viewpointsOf(before.scene, asked)) {
    const then = await viewpointsAfter.next();
    if (then.done || looks >= MAX_LOOKS) break;
    await pause();
    counts.users += 1;
    const planBefore = planOf(before.scene, viewpoint);
    const planAfter = planOf(after.scene, then.value.viewpoint);
    // Where the plan stays what it was, only what is labelled anew can change hands.
    const looked = isSame(planBefore, planAfter) ? relabelled : kinds;
    looks += looked.length;
    for (const [i, kind] of looked.entries()) {
      if (i % STEP === 0) await pause();
      const had = isWithin(planBefore, kind[0].before);
      const has = isWithin(planAfter, kind[0].after);
      if (had === has) continue;
      const list = has ? gains : losses;
      counts[has ? 'gains' : 'losses'] += kind.length;
      list.push(...kind.slice(0, MAX_LISTED - list.length).map(({ ref }) => ({ user, resource: ref })));
    }
  }
  const isListCut = counts.gains > gains.length || counts.losses > losses.length;
  return { gains, losses, counts, truncated: isCut || people.length > counts.users || isListCut };
}

const isSame = (one: Plan, other: Plan) => JSON.stringify(one) === JSON.stringify(other);

/** Resources by id; a change that is looked at brings none and takes none away. */
function pair(before: readonly InventoryEntry[], after: readonly InventoryEntry[]): Pair[] {
  const changed = new Map(after.map((entry) => [entry.ref.resourceId, entry]));
  return before.flatMap(({ ref, chunk }) => {
    const then = changed.get(ref.resourceId);
    return then ? [{ ref, before: chunk, after: then.chunk }] : [];
  });
}
