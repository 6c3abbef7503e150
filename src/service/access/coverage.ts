/**
 * What everybody can read, and what nobody can: the two ends at which labels are most often wrong. Worked out by the plans of all people
 * on the labels of all that is served, which is what a search would find. "Nobody" means nobody who is known at all; "everybody" leaves
 * out those who are known only for what they did, such as an operator: they would hide what is open to all others.
 */
import { type InventoryEntry, listBystanders, listPeople } from '../../catalog/inventory.ts';
import type { AccessCoverage } from '../../governance.ts';
import { alike, whereIdsMatter } from './alike.ts';
import { STEP, takingTurns } from './turns.ts';
import { isWithin, MAX_LOOKS, planOf, type Scene, viewpointsOf } from './viewpoint.ts';
import { MAX_PEOPLE } from './who.ts';

/** Resources that each list names. */
const MAX_LISTED = 1_000;

export async function coverageOf(
  scene: Scene,
  entries: readonly InventoryEntry[],
  isCut: boolean,
): Promise<AccessCoverage> {
  const people = await listPeople(scene.catalog, scene.workspace, MAX_PEOPLE + 1);
  const bystanders = await listBystanders(scene.catalog, scene.workspace);
  const kinds = await alike(entries, ({ chunk }) => [chunk], await whereIdsMatter(scene));
  const asked = people.slice(0, Math.min(MAX_PEOPLE, Math.ceil(MAX_LOOKS / Math.max(1, kinds.length))));
  const isMissedByNobody = new Set(kinds);
  const isReadBySomebody = new Set<(typeof kinds)[number]>();
  const pause = takingTurns();
  for await (const { user, viewpoint } of viewpointsOf(scene, asked)) {
    await pause();
    const planned = planOf(scene, viewpoint);
    for (const [i, kind] of kinds.entries()) {
      if (i % STEP === 0) await pause();
      if (isWithin(planned, kind[0].chunk)) isReadBySomebody.add(kind);
      else if (!bystanders.has(user)) isMissedByNobody.delete(kind);
    }
  }
  const users = asked.filter((user) => !bystanders.has(user)).length;
  const refsOf = (which: (kind: (typeof kinds)[number]) => boolean) =>
    kinds.filter(which).flatMap((kind) => kind.map(({ ref }) => ref));
  const everyone = users === 0 ? [] : refsOf((kind) => isMissedByNobody.has(kind));
  const nobody = refsOf((kind) => !isReadBySomebody.has(kind));
  return {
    users,
    resources: entries.length,
    everyone: { count: everyone.length, resources: everyone.slice(0, MAX_LISTED) },
    nobody: { count: nobody.length, resources: nobody.slice(0, MAX_LISTED) },
    truncated: isCut || people.length > asked.length || everyone.length > MAX_LISTED || nobody.length > MAX_LISTED,
  };
}
