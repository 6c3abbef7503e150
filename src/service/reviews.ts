/**
 * What the SOC decides on flagged versions. Guarantees: it is for people with the scope `soc`, never through an agent; nobody releases what
 * they brought; a review is decided once, by one event, whoever else decides at the same time. Forbidden looks like absent.
 */

import { LIMITS } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { listDetections } from '../catalog/detections.ts';
import { evidenceOf } from '../catalog/evidence.ts';
import { type FoundReview, findReview, listReviews } from '../catalog/review-views.ts';
import { type ReviewDecision, rejectGeneration, releaseActive, releaseHeld } from '../catalog/reviews.ts';
import type { EvidenceFolder } from '../evidence/folder.ts';
import type { Caller } from '../identity/caller.ts';
import { CLAIM_MS, CLAIMANT } from '../intake/claims.ts';
import type { JobRunner } from '../intake/jobs.ts';
import { Problem } from '../problem.ts';
import type { ReviewDetail, Reviewing, ReviewView } from '../review.ts';
import { admit, eventBy } from './acting.ts';
import { change } from './change.ts';
import { pageOf } from './evidence/pages.ts';
import { readEvidence } from './evidence/read.ts';

/** Of a review's document. */
const LISTED_DETECTIONS = 20;

export interface ReviewParts {
  readonly catalog: Catalog;
  readonly jobs: JobRunner;
  readonly evidence: EvidenceFolder;
}

type ReviewMethods = Pick<Reviewing, 'listReviews' | 'readReview' | 'readOriginal' | 'releaseReview' | 'rejectReview'>;

/** The workspace of a person of the SOC. Throws `insufficient-scope` for everybody else, whatever they ask for. */
export async function admitAnalyst(catalog: Catalog, caller: Caller): Promise<string> {
  const workspace = await admit(catalog, caller, 'soc');
  if (caller.agent === undefined) return workspace;
  throw new Problem('insufficient-scope', 'this is for a person: the token acts through an agent');
}

export function reviewMethods(parts: ReviewParts): ReviewMethods {
  const { catalog, jobs } = parts;

  async function find(workspace: string, reviewId: string): Promise<FoundReview> {
    const found = await findReview(catalog, workspace, reviewId);
    if (!found) throw new Problem('not-found');
    return found;
  }

  /** Decides by `make`, on the review as it is, and gives it as it was then. */
  async function decide(
    caller: Caller,
    reviewId: string,
    kind: 'review.released' | 'review.rejected',
    note: string | undefined,
    make: (decision: ReviewDecision, view: ReviewView) => ReturnType<typeof rejectGeneration>,
  ): Promise<ReviewView> {
    if (note !== undefined && !isNote(note))
      throw new Problem('invalid-request', `a note has 1 to ${LIMITS.reviewNoteLength} characters`);
    let decided: ReviewView | undefined;
    await change(catalog, caller, 'not-found', async (workspace) => {
      const { view } = await find(workspace, reviewId);
      const { documentId, generation, broughtBy, status } = view;
      decided = view;
      const event = eventBy(caller, kind, {
        ...{ reviewId, documentId, generation, broughtBy },
        wasServed: status === 'active',
        note: note ?? null,
      });
      const named = { workspace, reviewId, documentId, generation };
      return make({ ...named, decidedBy: caller.user, note, nowMs: Date.now(), event }, view);
    });
    if (!decided) throw new Problem('not-found');
    return decided;
  }

  return {
    async listReviews(caller, filter) {
      return listReviews(catalog, await admitAnalyst(catalog, caller), filter);
    },

    async readReview(caller, reviewId, pages) {
      const workspace = await admitAnalyst(catalog, caller);
      const found = await find(workspace, reviewId);
      const { documentId, generation } = found.view;
      const kept = await evidenceOf(catalog, documentId, generation);
      const cut = kept.find(({ name }) => name === found.cut);
      const bytes = cut && (await readEvidence(parts, caller, cut, { reviewId, pages }));
      return toDetail(
        found,
        await listDetections(catalog, workspace, { documentId, state: 'open', limit: LISTED_DETECTIONS }),
        kept.find(({ kind }) => kind === 'original')?.bytes ?? null,
        bytes && pageOf(bytes, pages),
      );
    },

    async readOriginal(caller, reviewId) {
      const workspace = await admitAnalyst(catalog, caller);
      const { documentId, generation } = (await find(workspace, reviewId)).view;
      const kept = await evidenceOf(catalog, documentId, generation);
      const original = kept.find(({ kind }) => kind === 'original');
      if (!original) throw new Problem('not-found', 'the original is not kept any more');
      return { fileName: `review-${reviewId}.bin`, bytes: await readEvidence(parts, caller, original, { reviewId }) };
    },

    async releaseReview(caller, reviewId, note) {
      const workspace = await admitAnalyst(catalog, caller);
      const { documentId, generation, status } = await decide(
        caller,
        reviewId,
        'review.released',
        note,
        (decision, view) =>
          view.status === 'active'
            ? releaseActive(decision)
            : releaseHeld(decision, { by: CLAIMANT, untilMs: decision.nowMs + CLAIM_MS }),
      );
      if (status !== 'active') await jobs.finishAccepted({ workspace, documentId, generation });
      await jobs.runFor(documentId);
      return (await find(workspace, reviewId)).view;
    },

    async rejectReview(caller, reviewId, note) {
      const workspace = await admitAnalyst(catalog, caller);
      const { documentId } = await decide(caller, reviewId, 'review.rejected', note, rejectGeneration);
      await jobs.runFor(documentId);
      return (await find(workspace, reviewId)).view;
    },
  };
}

function toDetail(
  { view, owner, attributes, intent, isOnHold }: FoundReview,
  detections: ReviewDetail['detections'],
  originalBytes: number | null,
  evidence: ReviewDetail['evidence'] | undefined,
): ReviewDetail {
  return {
    ...view,
    fileName: intent?.fileName ?? null,
    uri: intent?.uri ?? null,
    ...{ owner, attributes, originalBytes },
    ...{ legalHold: isOnHold, detections },
    evidence: evidence ?? null,
  };
}

/** Of somebody who decides. */
export function isNote(text: string): boolean {
  return text.trim() !== '' && text.length <= LIMITS.reviewNoteLength && !/[\p{Cs}\0]/u.test(text);
}
