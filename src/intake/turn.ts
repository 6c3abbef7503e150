/**
 * One process at a time: a job about the whole index, claimed and renewed for as long as it takes. When the process ends, whoever takes the
 * job up is told that it was left.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.ts';
import { addIndexJob, readIndexJob } from '../catalog/index-jobs.ts';
import { claim, finish, release, renewClaims } from '../catalog/jobs.ts';
import { GuardFailed } from '../catalog/store.ts';
import { Problem } from '../problem.ts';
import { CLAIM_MS, CLAIMANT, isFree } from './claims.ts';

const RENEWAL_MS = CLAIM_MS / 3;
const POLL_MS = 500;

/** Does the work while holding the job. When another process is at it, it waits for a `settle` to end, and throws `invalid-request` for a `reindex`. */
export async function inTurn<Result>(
  catalog: Catalog,
  kind: 'reindex' | 'settle',
  work: () => Promise<Result>,
): Promise<Result> {
  const jobId = await take(catalog, kind);
  const renewal = setInterval(() => {
    // Without it the claim lapses, and then somebody else may do the same again, which does no harm.
    catalog.store.commit(renewClaims([jobId], CLAIMANT, Date.now() + CLAIM_MS)).catch(() => undefined);
  }, RENEWAL_MS);
  renewal.unref();
  try {
    const result = await work();
    await catalog.store.commit(finish(jobId));
    return result;
  } catch (error) {
    await catalog.store.commit(release(jobId, 0));
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

async function take(catalog: Catalog, kind: 'reindex' | 'settle'): Promise<number> {
  while (!(await tryToTake(catalog, kind))) {
    if (kind === 'reindex') throw new Problem('invalid-request', 'another process builds the index anew');
    await delay(POLL_MS);
  }
  const own = await readIndexJob(catalog, kind);
  if (own === undefined) throw new Error('a claimed job is gone');
  return own.id;
}

async function tryToTake(catalog: Catalog, kind: 'reindex' | 'settle'): Promise<boolean> {
  const untilMs = Date.now() + CLAIM_MS;
  const left = await readIndexJob(catalog, kind);
  if (left !== undefined && !isFree(left.claimedBy, left.claimedUntil, Date.now())) return false;
  try {
    const taking = left ? claim(left, CLAIMANT, untilMs) : addIndexJob(kind, Date.now(), { by: CLAIMANT, untilMs });
    await catalog.store.commit(taking);
    return true;
  } catch (error) {
    if (error instanceof GuardFailed) return false;
    throw error;
  }
}
