/**
 * Neighbours on request: what stands before and after a chosen passage in its document. Each goes through the same gates as a hit, by
 * itself, since the rows of a table are resources of their own: by the plan, here on the labels in force, and by the recheck, each of which
 * suffices alone. What may not leave is not there, as at the end of a document, and the record names it. A passage is sent once: what
 * was chosen, or stands beside a better one, is nobody else's neighbour.
 */
import { holds } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type Beside, readBeside } from '../catalog/neighbours.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { authorize } from './authorize.ts';
import { MAX_WITHHELD, makeReady } from './gather.ts';
import type { Gathered, Grounds, Neighbour } from './stages.ts';

export interface ExpandParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
}

/** Adds the neighbours of what was chosen, `reach` places to each side. With a reach of 0 nothing is added, nor looked at. */
export async function expand(
  parts: ExpandParts,
  grounds: Grounds,
  plan: Plan,
  gathered: Gathered,
  reach: number,
): Promise<Gathered> {
  if (reach === 0) return gathered;
  const chosenIds = gathered.chosen.map(({ hit }) => hit.passage.chunkId);
  const seen = new Set(chosenIds);
  const all = await readBeside(parts.catalog, chosenIds, reach);
  const beside = new Map(
    all.filter(({ chunkId }) => !seen.has(chunkId) && seen.add(chunkId)).map((one) => [one.chunkId, one]),
  );

  const { passed, withheld } = makeReady(grounds, await authorize(parts, grounds, [...beside.keys()]));
  const neighbours = new Map<string, Neighbour[]>();
  for (const hit of passed) {
    const one = beside.get(hit.passage.chunkId);
    if (one === undefined || !isWithin(plan, one)) continue;
    neighbours.set(one.of, [...(neighbours.get(one.of) ?? []), { hit, place: one.place }]);
  }
  return {
    ...gathered,
    chosen: gathered.chosen.map((one) => ({ ...one, neighbours: neighbours.get(one.hit.passage.chunkId) ?? [] })),
    withheld: [
      ...gathered.withheld,
      ...withheld.slice(0, MAX_WITHHELD).map((one) => ({ ...one, ...ofWhom(beside.get(one.chunkId)) })),
    ],
  };
}

/** Whether a search under the plan could have found it, were its labels in the index those in force. */
const isWithin = (plan: Plan, { labelled }: Beside): boolean =>
  plan.kind === 'matching' && holds(plan.condition, labelled);

const ofWhom = (one: Beside | undefined) => (one ? { neighbourOf: one.of } : {});
