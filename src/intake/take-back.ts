/** What becomes of a version that can't be taken in, or that nobody waits for any more. Each can be repeated. */
import { randomUUID } from 'node:crypto';
import { discard } from '../catalog/documents.ts';
import { isGone } from '../catalog/generations.ts';
import type { PendingGeneration } from '../catalog/pending.ts';
import { holdAgain } from '../catalog/reviews.ts';
import type { Problem } from '../problem.ts';
import type { WorkParts } from './incoming.ts';
import type { Accepted } from './receive.ts';
import { relabel } from './relabel.ts';
import { toEvent } from './tell.ts';

/**
 * What was replaced or deleted while it was read has left the index by then: what was put there since would stay for ever. What another
 * process has finished meanwhile may have been labelled anew since: what was put there since has the labels of before.
 */
export async function leaveNothing(parts: WorkParts, accepted: Accepted): Promise<void> {
  const { workspace, documentId, generation } = accepted;
  if (await isGone(parts.catalog, documentId, generation)) {
    await parts.index.remove(workspace, documentId, { only: generation });
  } else {
    await relabel(parts, workspace, documentId);
  }
}

/** Takes back what can't be read: its text, its bytes, and the document with them when this was its first version. */
export async function takeBack(
  parts: WorkParts,
  accepted: Accepted,
  { salt }: PendingGeneration,
  problem: Problem,
): Promise<void> {
  const { workspace, documentId, generation } = accepted;
  // The index first: an earlier attempt may have got so far, and once the job is gone nobody comes back to it.
  await parts.index.remove(workspace, documentId, { only: generation });
  await parts.catalog.store.commit(
    discard(documentId, generation, toEvent(accepted, 'document.failed', { code: problem.code })),
  );
  await parts.blobs.remove({ documentId, generation, salt });
}

/** Holds again what somebody released and what can't be taken in now: nothing that was kept for review is lost. */
export async function keepAgain(parts: WorkParts, accepted: Accepted, { code }: Problem): Promise<void> {
  const { workspace, documentId, generation } = accepted;
  await parts.index.remove(workspace, documentId, { only: generation });
  const reviewId = randomUUID();
  const event = toEvent(accepted, 'document.held', { code, reviewId });
  await parts.catalog.store.commit(holdAgain({ documentId, generation, nowMs: Date.now() }, reviewId, event));
}
