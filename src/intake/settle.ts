/**
 * What is left to do when an index has taken another's place: whatever was written to the other one meanwhile has to be done again. It can be
 * repeated after any interruption, by any process.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.ts';
import { jobsAtWork, readJob, type StoredJob } from '../catalog/jobs.ts';
import { AgreedDocuments } from './agreed.ts';
import type { IndexParts } from './agreement.ts';
import { isFree } from './claims.ts';
import { mendDocument, mendIndex } from './mend.ts';

const POLL_MS = 100;

/**
 * Mends the index, and then the documents that were being worked on when that began: what had been put into the other index by then may have
 * been served only after it was looked at.
 */
export async function settle(
  parts: IndexParts,
  agreed = new AgreedDocuments(parts.catalog),
  onDocument: (done: number) => void = () => undefined,
): Promise<void> {
  const { catalog } = parts;
  const underWay = await jobsAtWork(catalog);
  await mendIndex(parts, agreed, onDocument);
  for (const job of underWay) {
    while (await isAtWork(catalog, job)) await delay(POLL_MS);
    await mendDocument(parts, job.workspace, job.documentId);
  }
}

/** Whether the same attempt goes on. Another has begun after the index was changed over, and puts into this one. */
async function isAtWork(catalog: Catalog, { id, attempts }: StoredJob): Promise<boolean> {
  const now = await readJob(catalog, id);
  return now !== undefined && now.attempts === attempts && !isFree(now.claimedBy, now.claimedUntil, Date.now());
}
