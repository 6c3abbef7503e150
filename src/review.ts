/**
 * What the SOC does with what was flagged, whoever asks: it looks at what was hidden beside what would be served, releases or rejects it,
 * and keeps documents from being lost. It is a part of the broker's contract; see `broker.ts`.
 */
import type { Classification } from '../entitlements/classification.ts';
import type { Finding } from '../filters/finding.ts';
import type { Thresholds, Verdict } from '../filters/injection/classifier.ts';
import type { MarkedSpan } from '../filters/injection/neutralize.ts';
import type { Format, Removed } from '../ingest/stages.ts';
import type { DetectionView } from './detections/detection.ts';
import type { Caller } from './identity/caller.ts';

/** `superseded`: a newer version is served, or the document was deleted, before anybody decided. */
export const REVIEW_STATES = ['open', 'released', 'rejected', 'superseded'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** A flagged version, without any of its text but its title and the excerpts of its findings. */
export interface ReviewView {
  readonly reviewId: string;
  readonly documentId: string;
  readonly generation: number;
  readonly state: ReviewState;
  /** Of the version: `active` ones are served while they are looked at. `gone`: it was replaced or deleted since. */
  readonly status: 'received' | 'active' | 'held' | 'rejected' | 'gone';
  readonly title: string;
  readonly format: string;
  readonly collection: string;
  readonly classification: Classification;
  readonly broughtBy: string;
  readonly receivedAt: string;
  readonly openedAt: string;
  /** Of the worst passage. */
  readonly risk: { readonly score: number; readonly verdict: Verdict };
  /** In a list, the worst of them alone. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly note: string | null;
}

/** Something that was cut, or a part of it where it is long. */
export interface CutPiece extends Removed {
  /** Counts the pieces of the version from 1. */
  readonly number: number;
  /** Offset of `text` into the whole piece, and the whole's length, in UTF-16 units. */
  readonly from: number;
  readonly length: number;
}

/** A stretch of the text that would be served. */
export interface CleanPage {
  /** Offsets into the whole text, in UTF-16 units: `at` of pieces and spans of findings count the same way. */
  readonly from: number;
  readonly length: number;
  readonly text: string;
  /**
   * What reads like an instruction to a model, as far as it lies in this stretch; offsets into the whole text. What is marked as cut does not
   * leave as it stands while the version is served unreleased.
   */
  readonly spans: readonly MarkedSpan[];
}

/** A review with what was cut, page by page. */
export interface ReviewDetail extends ReviewView {
  readonly fileName: string | null;
  readonly uri: string | null;
  readonly owner: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of the original; null when none is kept any more. */
  readonly originalBytes: number | null;
  /** Whether its document may not be lost. */
  readonly legalHold: boolean;
  /** Signs that its document is poisoned which nobody has dismissed, newest first. */
  readonly detections: readonly DetectionView[];
  /** Null when the time for which it is kept has passed. */
  readonly evidence: {
    readonly clean: CleanPage;
    readonly pieces: readonly CutPiece[];
    readonly totalPieces: number;
    /** What to ask for to go on; null at the end. */
    readonly nextClean: number | null;
    readonly nextPieces: string | null;
  } | null;
}

/** Which part of the evidence. */
export interface EvidencePages {
  /** Offset into the clean text. */
  readonly clean?: number;
  /** `nextPieces` of the page before. */
  readonly pieces?: string;
}

/** What is kept of a reading as evidence, sealed as JSON. */
export interface CutRecord {
  readonly version: 1;
  readonly format: Format;
  readonly title: string;
  readonly text: string;
  readonly spans: readonly MarkedSpan[];
  readonly removed: readonly Removed[];
  /** `id@version` of the classifier, and by which scores became verdicts. Absent in what was sealed before they were kept here. */
  readonly scoredBy?: string;
  readonly thresholds?: Thresholds;
}

export interface LegalHold {
  readonly documentId: string;
  readonly title: string | null;
  readonly collection: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: string;
  /** Whether its erasure was asked for, and waits. */
  readonly deleted: boolean;
  /** Those whose original is kept, oldest first. */
  readonly versions: readonly number[];
}

/** A file that leaves as it came: bytes that nobody has washed. */
export interface Download {
  /** Of our making, never the sender's. */
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * For people whose token has scope `soc`, and not through an agent. What is of another workspace is not there. Reading evidence is an
 * event of its own. `evidence-unavailable` when it can't be opened.
 */
export interface Reviewing {
  /** Newest first, after the review `before`. */
  listReviews(
    caller: Caller,
    filter: { readonly state?: ReviewState; readonly before?: string; readonly limit: number },
  ): Promise<readonly ReviewView[]>;
  readReview(caller: Caller, reviewId: string, pages: EvidencePages): Promise<ReviewDetail>;
  readOriginal(caller: Caller, reviewId: string): Promise<Download>;
  /**
   * Serves it, its suspicious passages included. Resolves when that is done, or the version is held anew because it reads otherwise than
   * it was shown. `self-review` for who brought it, `review-settled` when it is open no more, `document-changed` when there is a newer version.
   */
  releaseReview(caller: Caller, reviewId: string, note?: string): Promise<ReviewView>;
  /** Never serves it, and stops serving it at once where it is. */
  rejectReview(caller: Caller, reviewId: string, note?: string): Promise<ReviewView>;

  /** Whatever becomes of the document, its bytes and the evidence of it are kept until the hold is lifted. Its owner is not told. */
  placeLegalHold(caller: Caller, documentId: string, reason: string): Promise<LegalHold>;
  liftLegalHold(caller: Caller, documentId: string, reason: string): Promise<void>;
  /** The bytes of a version as they came, the newest when none is named. `not-found` unless a hold stands on the document. */
  readHeldOriginal(caller: Caller, documentId: string, generation?: number): Promise<Download>;
  /** In the order of ids, after `after`. */
  listLegalHolds(caller: Caller, after: string, limit: number): Promise<readonly LegalHold[]>;
}
