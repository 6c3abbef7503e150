/**
 * The outbox: what was accepted and is not yet done. A job belongs to one process at a time, by a claim that lapses when it is
 * not renewed and that is void at once when its process on this host is gone. Jobs are idempotent: a claim saves work, it
 * does not keep anything safe.
 */
import { and, asc, eq, isNotNull, lte, ne, notInArray, or, sql } from 'drizzle-orm';
import { type Catalog, guard, statement } from './catalog.ts';
import type { Batch, Statement } from './store.ts';
import { type JobKind, jobs } from './tables/jobs.ts';

export interface Job {
  readonly workspace: string;
  readonly kind: JobKind;
  readonly documentId: string;
  readonly generation: number;
}

export interface StoredJob extends Job {
  readonly id: number;
  readonly attempts: number;
  readonly claimedBy: string | null;
  readonly claimedUntil: number;
  readonly createdAt: number;
}

/** Adds a job that nobody has claimed. A second one of the same kind for the same generation is the same job. */
export function enqueue(job: Job & { nowMs: number }): Statement {
  return statement(sql`INSERT INTO jobs (workspace, kind, document_id, generation, created_at)
    VALUES (${job.workspace}, ${job.kind}, ${job.documentId}, ${job.generation}, ${job.nowMs})`);
}

/** Adds a job that the accepting process goes on with itself. */
export function claimedJob(job: Job & { nowMs: number; claim: { by: string; untilMs: number } }): Statement {
  return statement(sql`INSERT INTO jobs (workspace, kind, document_id, generation, created_at, attempts, claimed_by, claimed_until)
    VALUES (${job.workspace}, ${job.kind}, ${job.documentId}, ${job.generation}, ${job.nowMs}, 1, ${job.claim.by}, ${job.claim.untilMs})`);
}

/** Claims a job as it was read. Refused with `claimed` when another process was quicker, or the job is done. */
export function claim(job: StoredJob, by: string, untilMs: number): Batch {
  return {
    priority: 'background',
    guards: [
      guard(
        'claimed',
        sql`EXISTS (SELECT 1 FROM jobs WHERE id = ${job.id} AND claimed_by IS ${job.claimedBy} AND claimed_until = ${job.claimedUntil})`,
      ),
    ],
    statements: [
      statement(
        sql`UPDATE jobs SET claimed_by = ${by}, claimed_until = ${untilMs}, attempts = attempts + 1 WHERE id = ${job.id}`,
      ),
    ],
  };
}

/** Extends claims of a process. */
export function renewClaims(jobIds: readonly number[], by: string, untilMs: number): Batch {
  const those = sql`SELECT value FROM json_each(${JSON.stringify(jobIds)})`;
  return {
    priority: 'background',
    statements: [
      statement(sql`UPDATE jobs SET claimed_until = ${untilMs} WHERE claimed_by = ${by} AND id IN (${those})`),
    ],
  };
}

/** Gives a job back, not to be tried before `untilMs`. */
export function release(jobId: number, untilMs: number): Batch {
  return {
    priority: 'background',
    statements: [statement(sql`UPDATE jobs SET claimed_by = NULL, claimed_until = ${untilMs} WHERE id = ${jobId}`)],
  };
}

export function finish(jobId: number): Batch {
  return { priority: 'background', statements: [statement(sql`DELETE FROM jobs WHERE id = ${jobId}`)] };
}

/**
 * Jobs that may be free now, by when they came to be so: what was just tried comes after all that waited while it was. Claimed ones are
 * among them, last: who holds a claim may be gone. Not to build an index anew, which waits for who began it or does so again.
 */
export async function listDue(catalog: Catalog, nowMs: number, limit: number): Promise<StoredJob[]> {
  return catalog.db
    .select()
    .from(jobs)
    .where(and(or(lte(jobs.claimedUntil, nowMs), isNotNull(jobs.claimedBy)), ne(jobs.kind, 'reindex')))
    .orderBy(sql`max(${jobs.claimedUntil}, ${jobs.createdAt})`, asc(jobs.id))
    .limit(limit);
}

export async function claimedJobs(catalog: Catalog, by: string): Promise<StoredJob[]> {
  return catalog.db.select().from(jobs).where(eq(jobs.claimedBy, by));
}

/** Jobs about documents that some process works on, or has worked on when it ended. */
export async function jobsAtWork(catalog: Catalog): Promise<StoredJob[]> {
  return catalog.db
    .select()
    .from(jobs)
    .where(and(isNotNull(jobs.claimedBy), notInArray(jobs.kind, ['reindex', 'settle'])));
}

export async function readJob(catalog: Catalog, id: number): Promise<StoredJob | undefined> {
  const [job] = await catalog.db.select().from(jobs).where(eq(jobs.id, id));
  return job;
}

export async function jobsOf(catalog: Catalog, documentId: string): Promise<StoredJob[]> {
  return catalog.db.select().from(jobs).where(eq(jobs.documentId, documentId)).orderBy(asc(jobs.id));
}

/** How much waits, and since when (milliseconds since the Unix epoch; null when nothing does). An index that is built anew is no part of it. */
export async function backlog(catalog: Catalog): Promise<{ depth: number; oldestAt: number | null }> {
  const [row] = await catalog.db
    .select({ depth: sql<number>`count(*)`, oldestAt: sql<number | null>`min(${jobs.createdAt})` })
    .from(jobs)
    .where(ne(jobs.kind, 'reindex'));
  return row ?? { depth: 0, oldestAt: null };
}
