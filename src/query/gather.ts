/**
 * Search, recheck, inspect, and again with a longer list until there are `k` passages or no more to find: a caller gets
 * min(k, what it may read and is safe), however much of what was found does not leave.
 */
import type { Plan } from '../../entitlements/plan.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Hit, VectorIndex } from '../index/port.ts';
import { Problem } from '../problem.ts';
import { authorize } from './authorize.ts';
import { inspect } from './inspect.ts';
import type { Gathered } from './stages.ts';

/** Hits beyond `k` that the first search asks for: enough that a second is rare. */
const SLACK = 8;
/** Hits that the first search for `k` passages asks for. */
export const firstLimit = (k: number): number => k + SLACK;
const GROWTH = 4;
/** Hits looked through for one answer. An index that offers more of what may not leave is not fit to answer from. */
const MAX_HITS = 8_192;
/** Withheld passages that a record names. */
const MAX_WITHHELD = 100;

export async function gather(
  catalog: Catalog,
  index: VectorIndex,
  standing: Standing,
  plan: Plan,
  query: string,
  k: number,
): Promise<Gathered> {
  for (let limit = firstLimit(k); ; limit *= GROWTH) {
    const hits = await search(index, plan, query, limit);
    // Mostly the best `k` may all leave. Otherwise all hits are decided in one reading, so that an answer never mixes two.
    const best = await sift(catalog, standing, hits.slice(0, k));
    const isFull = best.chosen.length === k || hits.length <= k;
    const { chosen, withheld } = isFull ? best : await sift(catalog, standing, hits);
    if (chosen.length >= k || hits.length < limit) {
      return { chosen: chosen.slice(0, k), withheld: withheld.slice(0, MAX_WITHHELD) };
    }
    if (limit >= MAX_HITS) throw new Problem('index-behind');
  }
}

/** Decides on hits and inspects what may be read, by one reading of the facts. */
async function sift(catalog: Catalog, standing: Standing, hits: readonly Hit[]): Promise<Gathered> {
  const chunkIds = hits.map(({ chunkId }) => chunkId);
  const authorized = await authorize(catalog, standing, chunkIds);
  const inspected = inspect(authorized.hits);
  return { chosen: inspected.chosen, withheld: [...authorized.withheld, ...inspected.withheld] };
}

async function search(index: VectorIndex, plan: Plan, query: string, limit: number) {
  try {
    return await index.search(plan, query, limit);
  } catch (cause) {
    throw new Problem('index-unavailable', undefined, { cause });
  }
}
