/**
 * Jobs about the whole index: to build it anew, which one process does at a time, and what is left to do when it has been changed over.
 */
import { eq, sql } from 'drizzle-orm';
import { type Catalog, guard } from './catalog.ts';
import { claimedJob, type StoredJob } from './jobs.ts';
import type { Batch } from './store.ts';
import { jobs } from './tables/jobs.ts';

type IndexJob = 'reindex' | 'settle';
type Claim = { readonly by: string; readonly untilMs: number };

/** Adds a claimed job. Refused with `claimed` when there is one of its kind. */
export function addIndexJob(kind: IndexJob, nowMs: number, claim: Claim): Batch {
  return {
    guards: [guard('claimed', sql`NOT EXISTS (SELECT 1 FROM jobs WHERE kind = ${kind})`)],
    statements: [claimedJob({ workspace: '', kind, documentId: '', generation: 0, nowMs, claim })],
  };
}

export async function readIndexJob(catalog: Catalog, kind: IndexJob): Promise<StoredJob | undefined> {
  const [job] = await catalog.db.select().from(jobs).where(eq(jobs.kind, kind)).limit(1);
  return job;
}
