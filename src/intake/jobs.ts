/**
 * Runs what the outbox holds: at start what another process left, afterwards what this one could not finish, and what its own
 * changes left to do in the index.
 */
import type { Intake } from '../broker.ts';
import {
  claim,
  claimedJobs,
  finish as finishJob,
  jobsOf,
  listDue,
  release,
  renewClaims,
  type StoredJob,
} from '../catalog/jobs.ts';
import { GuardFailed } from '../catalog/store.ts';
import type { Logger } from '../logger.ts';
import { CLAIM_MS, CLAIMANT, isFree } from './claims.ts';
import { erase, prune, purge, sweep } from './clear.ts';
import type { WorkParts } from './incoming.ts';
import type { Accepted } from './receive.ts';
import { refresh } from './refresh.ts';
import { relabel } from './relabel.ts';
import { settle } from './settle.ts';
import { toProblem } from './unreadable.ts';
import { finish } from './work.ts';

/** Jobs looked at in one round, at most. */
const ROUND = 200;
const BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
const PURGE_INTERVAL_MS = 60 * 60_000;

const keyOf = ({ kind, documentId, generation }: Pick<StoredJob, 'kind' | 'documentId' | 'generation'>) =>
  `${kind} ${documentId} ${generation}`;

export class JobRunner {
  readonly #parts: WorkParts;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #renewal: Promise<void> | undefined;
  #isClosed = false;
  #nextPurgeMs = 0;
  /** What this process works on. Only these claims are renewed: one that was made and never followed up has to lapse. */
  readonly #underWay = new Set<string>();

  constructor(parts: WorkParts, logger: Logger) {
    this.#parts = parts;
    this.#logger = logger;
  }

  /** Begins to look for work every `intervalMs`, and to renew this process's claims, however long a round takes. */
  start(intervalMs: number): void {
    this.#timer = setInterval(() => {
      this.#renewal ??= this.#renew()
        .catch((error: unknown) => this.#logger.error({ err: error }, 'claims could not be renewed'))
        .finally(() => {
          this.#renewal = undefined;
        });
      this.#round ??= this.runAll()
        .catch((error: unknown) => this.#logger.error({ err: error }, 'a round of jobs failed'))
        .finally(() => {
          this.#round = undefined;
        });
    }, intervalMs);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await Promise.all([this.#round, this.#renewal]);
  }

  /**
   * Runs jobs that are free, a bounded number of them, as long as the index is there: each would be read only to find that there is nowhere
   * to put it. Now and then it removes evidence whose time has passed.
   */
  async runAll(): Promise<void> {
    for (const job of await listDue(this.#parts.catalog, Date.now(), ROUND)) {
      if (this.#isClosed) return;
      // Asked each time, which is also what has an index that was away looked for.
      if (!this.#parts.index.isReady()) break;
      await this.#runIfFree(job);
    }
    if (Date.now() < this.#nextPurgeMs || this.#isClosed) return;
    await purge(this.#parts);
    this.#nextPurgeMs = Date.now() + PURGE_INTERVAL_MS;
  }

  async #renew(): Promise<void> {
    const claimed = await claimedJobs(this.#parts.catalog, CLAIMANT);
    const ids = claimed.filter((job) => this.#underWay.has(keyOf(job))).map(({ id }) => id);
    if (ids.length > 0) await this.#parts.catalog.store.commit(renewClaims(ids, CLAIMANT, Date.now() + CLAIM_MS));
  }

  /** Removes evidence of a document that is not wanted any more, now rather than in its turn. */
  purgeFor(documentId: string): Promise<void> {
    return purge(this.#parts, documentId);
  }

  /** Runs what a document's change left to do, now rather than at the next round. What fails stays for later. */
  async runFor(documentId: string): Promise<void> {
    for (const job of await jobsOf(this.#parts.catalog, documentId)) await this.#runIfFree(job);
  }

  /**
   * Finishes what this process has accepted and so claimed. Throws a `Problem` when the document is at fault; when something
   * else is, the job is given back, to be tried again, and there is no answer.
   */
  async finishAccepted(accepted: Accepted): Promise<Intake | undefined> {
    const { documentId, generation } = accepted;
    const key = keyOf({ kind: 'ingest', documentId, generation });
    this.#underWay.add(key);
    try {
      return await finish(this.#parts, accepted);
    } catch (error) {
      const problem = toProblem(error);
      if (problem) throw problem;
      await this.#giveBack(key, documentId, error);
      return undefined;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #giveBack(key: string, documentId: string, error: unknown): Promise<void> {
    try {
      const jobs = await jobsOf(this.#parts.catalog, documentId);
      const own = jobs.find((job) => keyOf(job) === key && job.claimedBy === CLAIMANT);
      if (own) await this.#postpone(own, error);
    } catch (cause) {
      this.#logger.error({ err: cause, documentId }, 'a job could not be given back: its claim lapses');
    }
  }

  /** Removes what a process left behind that died. */
  sweep(): Promise<void> {
    return sweep(this.#parts);
  }

  async #runIfFree(job: StoredJob): Promise<void> {
    if (isFree(job.claimedBy, job.claimedUntil, Date.now()) && !this.#underWay.has(keyOf(job))) await this.#run(job);
  }

  async #run(job: StoredJob): Promise<void> {
    const { store } = this.#parts.catalog;
    try {
      await store.commit(claim(job, CLAIMANT, Date.now() + CLAIM_MS));
    } catch (error) {
      if (error instanceof GuardFailed) return;
      throw error;
    }
    this.#underWay.add(keyOf(job));
    try {
      await this.#do(job);
    } catch (error) {
      const problem = toProblem(error);
      if (problem)
        return this.#logger.warn(
          { code: problem.code, documentId: job.documentId },
          'an accepted document could not be read',
        );
      await this.#postpone(job, error);
    } finally {
      this.#underWay.delete(keyOf(job));
    }
  }

  async #postpone(job: StoredJob, error: unknown): Promise<void> {
    const delayMs = Math.round(Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** job.attempts) * (0.5 + Math.random() / 2));
    const { kind, documentId } = job;
    this.#logger.error({ err: error, job: kind, documentId, delayMs }, 'a job failed and will be tried again');
    await this.#parts.catalog.store.commit(release(job.id, Date.now() + delayMs));
  }

  async #do(job: StoredJob): Promise<void> {
    const { store } = this.#parts.catalog;
    switch (job.kind) {
      case 'ingest':
        // Its last commit removes the job; one that is still there had nothing left to do.
        if ((await finish(this.#parts, job)) === undefined) await store.commit(finishJob(job.id));
        return this.runFor(job.documentId);
      case 'relabel':
        await relabel(this.#parts, job.workspace, job.documentId);
        return void (await store.commit(finishJob(job.id)));
      case 'refresh':
        await refresh(this.#parts, job.workspace, job.documentId, job.generation);
        return void (await store.commit(finishJob(job.id)));
      case 'prune':
        await prune(this.#parts, job);
        return void (await store.commit(finishJob(job.id)));
      case 'erase':
        await erase(this.#parts, job);
        return void (await store.commit(finishJob(job.id)));
      case 'settle':
        await settle(this.#parts);
        return void (await store.commit(finishJob(job.id)));
      case 'reindex':
        throw new Error('an index is built anew by who began it');
    }
  }
}
