/**
 * The integrity alarm: the index offered what it should not have. The plan is made from the same facts as the recheck, so that a hit which
 * the recheck denies was found under labels that are not the catalogue's; while the outbox has work on the document, that is expected,
 * and otherwise somebody or something has changed the index. Nothing leaves by it: the recheck denied it.
 *
 * What an answer says here is believed only if the answer is recorded under the epoch that it was made under; see `record.ts`.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { jobsOf } from '../catalog/jobs.ts';
import type { VectorIndex } from '../index/port.ts';
import type { Withheld } from './stages.ts';

export interface IntegrityParts {
  readonly catalog: Catalog;
  readonly index: VectorIndex;
}

type Rechecked = Extract<Withheld, { stage: 'recheck' }>;

/**
 * What was withheld and the index should not have offered. `stale`: documents that the outbox named before the search; what it names later
 * moved the epoch.
 */
export async function findMismatches(
  parts: IntegrityParts,
  withheld: readonly Withheld[],
  stale: ReadonlySet<string>,
): Promise<readonly Withheld[]> {
  const rechecked = withheld.filter((one): one is Rechecked => one.stage === 'recheck');
  const denied = rechecked.filter(
    ({ reason, documentId = '' }) => (reason === 'forbidden' || reason === 'not-permitted') && !stale.has(documentId),
  );
  const unserved = rechecked.filter(({ reason }) => reason === 'not-served');
  return [...denied, ...(await unexplained(parts, unserved))];
}

/**
 * A passage that nobody is served may stand in the index for moments without a job: what was put there late, when its document had already
 * been replaced or deleted, is taken out by whoever put it. What is found a second time after so long is not that.
 */
const LATE_PUT_MS = 60_000;
/** Unserved passages that are looked into for one answer, and remembered for a process. */
const MAX_LOOKED_INTO = 20;
const MAX_REMEMBERED = 10_000;

/** When a passage was first seen without a reason, by process. */
const firstSeen = new WeakMap<VectorIndex, Map<string, number>>();

async function unexplained({ catalog, index }: IntegrityParts, unserved: readonly Rechecked[]): Promise<Rechecked[]> {
  const seen = firstSeen.get(index) ?? new Map<string, number>();
  firstSeen.set(index, seen);
  const found: Rechecked[] = [];
  for (const one of unserved.slice(0, MAX_LOOKED_INTO)) {
    const { chunkId, documentId } = one;
    if (documentId !== undefined && (await jobsOf(catalog, documentId)).length > 0) {
      seen.delete(chunkId);
      continue;
    }
    const nowMs = performance.now();
    const sinceMs = seen.get(chunkId) ?? nowMs;
    if (seen.size >= MAX_REMEMBERED) seen.clear();
    seen.set(chunkId, sinceMs);
    if (nowMs - sinceMs >= LATE_PUT_MS) found.push(one);
  }
  return found;
}
