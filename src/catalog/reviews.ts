/**
 * Reviews: flagged generations, and what was decided on them. A review is opened in the batch that holds or serves its generation. A
 * decision is one batch, made once: it holds only while the review is open, and nobody releases what they brought.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import type { Finding } from '../../filters/finding.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { AuditEvent } from '../audit/event.ts';
import { LIMITS } from '../broker.ts';
import { guard, statement } from './catalog.ts';
import { addEvidence, type StoredEvidence } from './evidence.ts';
import { claimedJob, enqueue } from './jobs.ts';
import { isPending } from './pending.ts';
import type { Batch, Guard, Statement } from './store.ts';

/** What makes a generation one to be looked at. Its evidence is durable by the time this exists. */
export interface Flagged {
  /** Random. */
  readonly reviewId: string;
  readonly textHash: string;
  /** Name of the evidence of what was cut. */
  readonly cut: string;
  readonly evidence: readonly StoredEvidence[];
  /** Of the worst passage. */
  readonly risk: { readonly score: number; readonly verdict: Verdict };
}

interface FlaggedReading {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
  readonly title: string;
  readonly format: string;
  readonly findings: readonly Finding[];
  readonly nowMs: number;
}

/** Opens the review of a generation and names its evidence. */
export function openReview(reading: FlaggedReading, flagged: Flagged): Statement[] {
  const { workspace, documentId, generation, title, format, findings, nowMs } = reading;
  const { reviewId, textHash, cut, risk } = flagged;
  return [
    ...addEvidence(flagged.evidence, nowMs),
    statement(sql`INSERT INTO reviews
      (id, workspace, document_id, generation, state, text_hash, cut, blob, title, format, findings, risk_score, verdict, brought_by,
        received_at, opened_at)
      SELECT ${reviewId}, ${workspace}, g.document_id, g.generation, 'open', ${textHash}, ${cut}, g.blob, ${title.slice(0, LIMITS.titleLength)}, ${format},
        ${JSON.stringify(findings)}, ${risk.score}, ${risk.verdict}, coalesce(g.brought_by, p.name), g.received_at, ${nowMs}
      FROM generations g JOIN documents d ON d.id = g.document_id JOIN principals p ON p.id = d.brought_by_id
      WHERE g.document_id = ${documentId} AND g.generation = ${generation}`),
  ];
}

/** Closes what nobody has to decide any more: of the generations before one, or of all. */
export function supersedeReviews(documentId: string, before: number | 'all', nowMs: number): Statement {
  const which = before === 'all' ? sql`true` : sql`generation < ${before}`;
  return statement(sql`UPDATE reviews SET state = 'superseded', decided_at = ${nowMs}
    WHERE document_id = ${documentId} AND state = 'open' AND ${which}`);
}

/** Holds a released generation again that could not be taken in, with a review like the one before. Refused with `not-pending`. */
export function holdAgain(
  { documentId, generation, nowMs }: Pick<FlaggedReading, 'documentId' | 'generation' | 'nowMs'>,
  reviewId: string,
  event: AuditEvent,
): Batch {
  return {
    priority: 'background',
    guards: [isPending(documentId, generation)],
    statements: [
      statement(sql`INSERT INTO reviews
        (id, workspace, document_id, generation, state, text_hash, cut, blob, title, format, findings, risk_score, verdict, brought_by,
          received_at, opened_at)
        SELECT ${reviewId}, workspace, document_id, generation, 'open', text_hash, cut, blob, title, format, findings, risk_score,
          verdict, brought_by, received_at, ${nowMs}
        FROM reviews WHERE document_id = ${documentId} AND generation = ${generation} ORDER BY opened_at DESC, id LIMIT 1`),
      statement(sql`UPDATE generations SET status = 'held', released_hash = NULL
        WHERE document_id = ${documentId} AND generation = ${generation}`),
      statement(sql`UPDATE documents SET status = 'held' WHERE id = ${documentId} AND active_generation IS NULL`),
      statement(
        sql`DELETE FROM jobs WHERE document_id = ${documentId} AND kind = 'ingest' AND generation = ${generation}`,
      ),
    ],
    events: [event],
  };
}

export interface ReviewDecision {
  readonly workspace: string;
  readonly reviewId: string;
  readonly documentId: string;
  readonly generation: number;
  readonly decidedBy: Principal;
  readonly note: string | undefined;
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/**
 * Lets a held generation be taken in: by the process that claims it, or by another. Refused with `review-settled`, `self-review`, or with
 * `document-changed` unless it is held and its document's latest.
 */
export function releaseHeld(decision: ReviewDecision, claim: { readonly by: string; readonly untilMs: number }): Batch {
  const { workspace, documentId, generation, nowMs } = decision;
  return {
    guards: [
      ...mayRelease(decision),
      isGeneration(decision, sql`g.status = 'held' AND d.latest_generation = g.generation`),
    ],
    statements: [
      statement(sql`UPDATE generations SET status = 'pending', released_hash = (SELECT text_hash FROM reviews WHERE id = ${decision.reviewId})
        WHERE document_id = ${documentId} AND generation = ${generation}`),
      statement(sql`UPDATE documents SET status = 'received' WHERE id = ${documentId} AND active_generation IS NULL`),
      settle(decision, 'released'),
      claimedJob({ workspace, kind: 'ingest', documentId, generation, nowMs, claim }),
    ],
    events: [decision.event],
  };
}

/**
 * Serves all passages of a generation that is served already; the index follows by a `refresh` job. Refused with `review-settled`,
 * `self-review`, or with `document-changed` unless it is the one that is served.
 */
export function releaseActive(decision: ReviewDecision): Batch {
  const { workspace, documentId, generation, nowMs } = decision;
  return {
    guards: [
      ...mayRelease(decision),
      isGeneration(decision, sql`g.status = 'active' AND d.active_generation = g.generation`),
    ],
    statements: [
      statement(sql`UPDATE generations SET released_hash = (SELECT text_hash FROM reviews WHERE id = ${decision.reviewId})
        WHERE document_id = ${documentId} AND generation = ${generation}`),
      statement(sql`UPDATE chunks SET verdict = 'clean'
        WHERE document_id = ${documentId} AND generation = ${generation} AND verdict <> 'clean'`),
      settle(decision, 'released'),
      enqueue({ workspace, kind: 'refresh', documentId, generation, nowMs }),
    ],
    events: [decision.event],
  };
}

/** Turns a generation down, for good; what is served of it is served no more. Refused with `review-settled`. */
export function rejectGeneration(decision: ReviewDecision): Batch {
  const { workspace, documentId, generation, nowMs } = decision;
  const has = (status: string) =>
    sql`EXISTS (SELECT 1 FROM generations g WHERE g.document_id = documents.id AND g.status = ${status})`;
  return {
    advancesEpoch: true,
    guards: [isOpen(decision)],
    statements: [
      statement(sql`UPDATE generations SET status = 'rejected'
        WHERE document_id = ${documentId} AND generation = ${generation} AND status IN ('held', 'active')`),
      statement(sql`UPDATE documents SET active_generation = NULL
        WHERE id = ${documentId} AND active_generation = ${generation}`),
      statement(sql`UPDATE documents
        SET status = CASE WHEN ${has('held')} THEN 'held' WHEN ${has('pending')} THEN 'received' ELSE 'rejected' END
        WHERE id = ${documentId} AND active_generation IS NULL AND status <> 'deleted'`),
      settle(decision, 'rejected'),
      enqueue({ workspace, kind: 'refresh', documentId, generation, nowMs }),
    ],
    events: [decision.event],
  };
}

const mayRelease = (decision: ReviewDecision): Guard[] => [isOpen(decision), isNotTheirs(decision)];

const isOpen = ({ reviewId, workspace }: ReviewDecision) =>
  guard(
    'review-settled',
    sql`EXISTS (SELECT 1 FROM reviews WHERE id = ${reviewId} AND workspace = ${workspace} AND state = 'open')`,
  );

/** Who brought the document as well as who brought this version of it. */
const isNotTheirs = ({ reviewId, decidedBy }: ReviewDecision) =>
  guard(
    'self-review',
    sql`NOT EXISTS (SELECT 1 FROM reviews r JOIN documents d ON d.id = r.document_id JOIN principals p ON p.id = d.brought_by_id
      WHERE r.id = ${reviewId} AND (r.brought_by = ${decidedBy} OR p.name = ${decidedBy}))`,
  );

const isGeneration = ({ documentId, generation }: ReviewDecision, as: SQL) =>
  guard(
    'document-changed',
    sql`EXISTS (SELECT 1 FROM generations g JOIN documents d ON d.id = g.document_id
      WHERE g.document_id = ${documentId} AND g.generation = ${generation} AND d.status <> 'deleted' AND ${as})`,
  );

function settle({ reviewId, decidedBy, nowMs, note }: ReviewDecision, state: 'released' | 'rejected'): Statement {
  return statement(sql`UPDATE reviews SET state = ${state}, decided_at = ${nowMs}, decided_by = ${decidedBy}, note = ${note ?? null}
    WHERE id = ${reviewId}`);
}
