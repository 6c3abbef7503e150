/**
 * Search, recheck, inspect, mask, fold, and again with a longer list until there are as many passages as wanted or no more to find: a caller
 * gets min(k, what it may read, is safe and differs), however much of what was found does not leave. What is the same as something better
 * ranked is looked for among the best {@link FOLD_DEPTH} that may leave, and no further: copies without end don't make an answer slow.
 */
import type { Plan } from '../../entitlements/plan.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { EmbeddedQuestion, Hit, VectorIndex } from '../index/port.ts';
import type { Rulebook } from '../policy/rulebook.ts';
import { Problem } from '../problem.ts';
import { authorize } from './authorize.ts';
import { asTheyAre, fold } from './fold.ts';
import { inspect } from './inspect.ts';
import { findMismatches } from './integrity.ts';
import { mask } from './mask.ts';
import type { Planned } from './plan-search.ts';
import type { AuthorizedHit, Gathered, Grounds, MaskedHit, Sorted } from './stages.ts';
import { until } from './until.ts';

export interface GatherParts {
  readonly catalog: Catalog;
  readonly index: VectorIndex;
  readonly rulebook: Rulebook;
}

/** Hits beyond what is wanted that the first search asks for: enough that a second is rare. */
const SLACK = 8;
/** Hits that the first search for `k` passages asks for. */
export const firstLimit = (k: number): number => k + SLACK;
const GROWTH = 4;
/** Hits looked through for one answer. An index that offers more of what may not leave is not fit to answer from. */
const MAX_HITS = 8_192;
/** Passages that may leave of which an answer is made when copies are folded. */
const FOLD_DEPTH = 512;
/** Withheld passages that a record names. */
export const MAX_WITHHELD = 100;

export interface Wanted {
  /** Passages to gather, at most. */
  readonly passages: number;
  /** Whether they are to differ from each other: see `fold.ts`. */
  readonly fold: boolean;
  /** After it no search is begun or waited for. */
  readonly deadline: AbortSignal;
}

/** Throws `index-unavailable` when a search fails or takes longer than there is time, and `index-behind`. */
export async function gather(
  parts: GatherParts,
  grounds: Grounds,
  { plan, stale }: Planned,
  question: EmbeddedQuestion,
  { passages: most, fold: isFolding, deadline }: Wanted,
): Promise<Gathered> {
  const depth = isFolding ? Math.max(most, FOLD_DEPTH) : most;
  const choose = (passed: readonly MaskedHit[]) => (isFolding ? fold : asTheyAre)(passed.slice(0, depth), most);
  for (let limit = firstLimit(most); ; limit *= GROWTH) {
    const hits = await search(parts.index, plan, question, limit, deadline);
    // Mostly the best may all leave, and differ. Otherwise all hits are decided in one reading, so that an answer never mixes two.
    const best = await sift(parts, grounds, hits.slice(0, most));
    const isFull = choose(best.passed).length === most || hits.length <= most;
    const { passed, withheld } = isFull ? best : await sift(parts, grounds, hits);
    const chosen = choose(passed);
    if (chosen.length === most || passed.length >= depth || hits.length < limit) {
      const mismatches = (await findMismatches(parts, withheld, stale)).slice(0, MAX_WITHHELD);
      return { chosen, withheld: withheld.slice(0, MAX_WITHHELD), mismatches };
    }
    if (limit >= MAX_HITS) throw new Problem('index-behind');
  }
}

/** Decides on hits and makes ready what may be read, by one reading of the facts. */
async function sift(parts: GatherParts, grounds: Grounds, hits: readonly Hit[]): Promise<Sorted<MaskedHit>> {
  const chunkIds = hits.map(({ chunkId }) => chunkId);
  return makeReady(grounds, await authorize(parts, grounds, chunkIds));
}

/** Inspects, neutralizes and masks what may be read: the one place that all text passes on its way out. */
export function makeReady(grounds: Grounds, authorized: Sorted<AuthorizedHit>): Sorted<MaskedHit> {
  const inspected = inspect(grounds, authorized.passed);
  const masked = mask(grounds, inspected.passed);
  return {
    passed: masked.passed,
    withheld: [...authorized.withheld, ...inspected.withheld, ...masked.withheld],
  };
}

async function search(
  index: VectorIndex,
  plan: Plan,
  question: EmbeddedQuestion,
  limit: number,
  deadline: AbortSignal,
): Promise<readonly Hit[]> {
  try {
    return await until(deadline, () => index.search(plan, question, limit));
  } catch (cause) {
    throw new Problem('index-unavailable', undefined, { cause });
  }
}
