/**
 * Neighbours on request: what stands before and after a chosen passage in its document. Each goes through the same gate as a hit, by
 * itself: the rows of a table are resources of their own. What may not leave is not there, as at the end of a document, and the record
 * names it. A passage is sent once: what was chosen, or stands beside a better one, is nobody else's neighbour.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { readBeside } from '../catalog/neighbours.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { authorize } from './authorize.ts';
import { MAX_WITHHELD, makeReady } from './gather.ts';
import type { Chosen, Gathered, Grounds } from './stages.ts';

export interface ExpandParts {
  readonly catalog: Catalog;
  readonly rulebook: Rulebook;
}

/** Adds the neighbours of what was chosen, `reach` places to each side. With a reach of 0 nothing is added, nor looked at. */
export async function expand(
  parts: ExpandParts,
  grounds: Grounds,
  gathered: Gathered,
  reach: number,
): Promise<Gathered> {
  if (reach === 0) return gathered;
  const chosenIds = gathered.chosen.map(({ hit }) => hit.passage.chunkId);
  const seen = new Set(chosenIds);
  const all = await readBeside(parts.catalog, chosenIds, reach);
  const beside = all.filter(({ chunkId }) => !seen.has(chunkId) && seen.add(chunkId));

  const decided = await authorize(
    parts,
    grounds,
    beside.map(({ chunkId }) => chunkId),
  );
  const { passed, withheld } = makeReady(grounds, decided);
  const ready = new Map(passed.map((hit) => [hit.passage.chunkId, hit]));
  const withNeighbours = (one: Chosen): Chosen => {
    const own = beside.filter(({ of }) => of === one.hit.passage.chunkId);
    const neighbours = own.flatMap(({ chunkId, place }) => {
      const hit = ready.get(chunkId);
      return hit ? [{ hit, place }] : [];
    });
    return { ...one, neighbours };
  };

  const ofWhom = new Map(beside.map(({ chunkId, of }) => [chunkId, of]));
  const notLeaving = withheld.slice(0, MAX_WITHHELD).map((one) => {
    const neighbourOf = ofWhom.get(one.chunkId);
    return { ...one, ...(neighbourOf !== undefined && { neighbourOf }) };
  });
  return {
    ...gathered,
    chosen: gathered.chosen.map(withNeighbours),
    withheld: [...gathered.withheld, ...notLeaving],
  };
}
