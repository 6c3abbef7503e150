/**
 * What everybody can read, and what nobody can: the two ends at which labels are most often wrong. Worked out by the plans of all people
 * on the labels of all that is served, which is what a search would find.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine } from '../../../entitlements/cedar/engine.ts';
import { type InventoryEntry, listPeople } from '../../catalog/inventory.ts';
import type { AccessCoverage } from '../../governance.ts';
import { alike } from './alike.ts';
import { isWithin, planOf, type Scene, viewpointOf } from './viewpoint.ts';
import { MAX_PEOPLE } from './who.ts';

/** Resources that each list names. */
const MAX_LISTED = 1_000;

export async function coverageOf(
  engine: Engine,
  scene: Scene,
  entries: readonly InventoryEntry[],
  isCut: boolean,
): Promise<AccessCoverage> {
  const people = await listPeople(scene.catalog, scene.workspace, MAX_PEOPLE + 1);
  const asked = people.slice(0, MAX_PEOPLE);
  const kinds = alike(entries, scene.rules);
  const readers = new Map(kinds.map((kind) => [kind, 0]));
  for (const user of asked) {
    await nextTurn();
    const planned = planOf(engine, scene, await viewpointOf(scene, { user }));
    for (const kind of kinds) {
      if (isWithin(planned, kind[0].chunk)) readers.set(kind, (readers.get(kind) ?? 0) + 1);
    }
  }
  const readBy = (count: number) =>
    kinds.filter((kind) => readers.get(kind) === count).flatMap((kind) => kind.map(({ ref }) => ref));
  const everyone = asked.length === 0 ? [] : readBy(asked.length);
  const nobody = readBy(0);
  return {
    users: asked.length,
    resources: entries.length,
    everyone: { count: everyone.length, resources: everyone.slice(0, MAX_LISTED) },
    nobody: { count: nobody.length, resources: nobody.slice(0, MAX_LISTED) },
    truncated: isCut || people.length > MAX_PEOPLE || everyone.length > MAX_LISTED || nobody.length > MAX_LISTED,
  };
}
