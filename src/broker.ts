/**
 * What Sluice does, whoever asks: HTTP, MCP and the command line are doors to this and add nothing of their own.
 * Every method throws `Problem` and nothing else on purpose.
 */
import type { Classification } from '../entitlements/classification.ts';
import type { Principal } from '../entitlements/principal.ts';
import type { DlpAction, DlpKind } from '../filters/dlp/kinds.ts';
import type { Finding } from '../filters/finding.ts';
import type { Verdict } from '../filters/injection/classifier.ts';
import type { RowColumns } from '../ingest/manifest.ts';
import type { Format, Locator } from '../ingest/stages.ts';
import type { Break, Chained } from './audit/chain.ts';
import type { Detecting } from './detections/detection.ts';
import type { AttributesInput, Governance } from './governance.ts';
import type { Caller } from './identity/caller.ts';
import type { Reviewing } from './review.ts';

/** A question. Bounds are checked by whoever parses it: see `LIMITS`. */
export interface Question {
  readonly query: string;
  readonly k: number;
  readonly collections?: readonly string[];
  readonly purpose?: string;
  /** Passages beside each result in its document that are to come with it, on each side; 0 unless set. */
  readonly expand?: number;
  /** Whether passages that say the same are folded into one; unless set, they are. */
  readonly fold?: boolean;
}

export interface Result {
  readonly chunkId: string;
  readonly documentId: string;
  /** The document, or the row of a table: what `fetch` takes. */
  readonly resourceId: string;
  readonly title: string;
  readonly uri?: string;
  /** What the text can't be understood without and does not hold: the header of the table that it goes on with. */
  readonly context?: string;
  readonly text: string;
  /** From the rank in this answer alone: 1 for the first, falling. It tells nothing of what was not returned. */
  readonly score: number;
  readonly risk: { readonly score: number; readonly verdict: Verdict };
  readonly classification: Classification;
  readonly collection: string;
  readonly locator: Locator;
  /** Columns whose values are not shown to this caller. */
  readonly masked: readonly string[];
  /** Names of the signals that saw instructions to a model in `text`, which were cut out of it or fenced. */
  readonly neutralized: readonly string[];
  /** Credentials and personal data that are not shown as they are, in its text, its title and what stands around it. */
  readonly protected: readonly ProtectedValues[];
  /** As far as this caller may read them, in the order of the document. Present when asked for. None is a result, or stands twice. */
  readonly neighbours?: readonly NeighbourPassage[];
  /** Passages that say the same and rank lower: named, and not among the results. Present when there are any. */
  readonly duplicates?: readonly Duplicate[];
}

/** Values of one kind, and what stands in their place. Such a passage is not there at all when the action is `withhold`. */
export interface ProtectedValues {
  readonly kind: DlpKind;
  readonly action: DlpAction;
  readonly count: number;
}

/** A passage beside a result in its document. Of a table, it may be a row of its own. */
export interface NeighbourPassage {
  readonly chunkId: string;
  readonly resourceId: string;
  readonly place: 'before' | 'after';
  readonly context?: string;
  readonly text: string;
  readonly locator: Locator;
  readonly masked: readonly string[];
  readonly neutralized: readonly string[];
  readonly protected: readonly ProtectedValues[];
}

/** A passage that says the same as a result. */
export interface Duplicate {
  readonly chunkId: string;
  readonly documentId: string;
  readonly resourceId: string;
  readonly title: string;
  readonly uri?: string;
}

export interface Answer {
  readonly decisionId: string;
  readonly results: readonly Result[];
  /** The same results as one block of text for a prompt. */
  readonly envelope: string;
}

/** The text of one document or row, or of as much of it as this caller may read. */
export interface Fetched {
  readonly decisionId: string;
  readonly id: string;
  readonly documentId: string;
  readonly title: string;
  readonly uri?: string;
  readonly text: string;
  readonly collection: string;
  readonly classification: Classification;
  /** Whether the document goes on beyond what one fetch reads. */
  readonly truncated: boolean;
}

export interface EntitlementsInput {
  readonly owner?: Principal;
  readonly readers: readonly Principal[];
  readonly deniers: readonly Principal[];
}

/** A document as it is brought: its bytes and what is said of them. */
export interface Delivery {
  readonly bytes: Uint8Array;
  readonly fileName?: string;
  readonly title?: string;
  readonly format?: Format;
  readonly uri?: string;
  readonly externalId?: string;
  readonly collection: string;
  readonly classification?: Classification;
  /** As the workspace declares them; what it does not is refused. */
  readonly attributes?: AttributesInput;
  readonly entitlements?: {
    readonly owner?: Principal;
    readonly readers?: readonly Principal[];
    readonly deniers?: readonly Principal[];
  };
  readonly rows?: RowColumns;
  /**
   * Of what was brought before: it is read and scored anew also where nothing of it has changed, by the thresholds and the classifier of now. What a
   * reviewer turned down stays turned down; what one released is reviewed again where it is still suspicious.
   */
  readonly again?: boolean;
}

/** What became of a delivery. */
export interface Intake {
  readonly documentId: string;
  /** `received`: accepted and durable, but not finished yet; it will be. `rejected`: a reviewer turned these bytes down before. */
  readonly status: 'active' | 'held' | 'received' | 'rejected';
  readonly generation: number;
  readonly chunks: number;
  readonly findings: readonly Finding[];
}

/** A document as its owner sees it. No text: that is read through the way out. */
export interface DocumentView {
  readonly documentId: string;
  readonly externalId?: string;
  readonly title: string | null;
  readonly uri?: string;
  readonly format: string | null;
  readonly collection: string;
  readonly classification: Classification;
  readonly status: 'received' | 'active' | 'held' | 'rejected';
  /** The generation that is served; null while none is. */
  readonly generation: number | null;
  readonly latestGeneration: number;
  readonly createdAt: string;
  readonly entitlements: {
    readonly owner: string;
    readonly readers: readonly string[];
    readonly deniers: readonly string[];
    /** Whether readers are the collection's. */
    readonly inherited: boolean;
  };
  /** What was seen in the latest generation. */
  readonly findings: readonly Finding[];
}

export interface Broker extends Governance, Reviewing, Detecting {
  retrieve(caller: Caller, question: Question): Promise<Answer>;
  /** `not-found` for what is absent and what is forbidden alike. */
  fetch(caller: Caller, id: string): Promise<Fetched>;

  ingest(caller: Caller, delivery: Delivery): Promise<Intake>;
  /** A new version of a document that the caller owns. `collection` of the delivery must be the document's. */
  replace(caller: Caller, documentId: string, delivery: Omit<Delivery, 'collection' | 'externalId'>): Promise<Intake>;
  readDocument(caller: Caller, documentId: string): Promise<DocumentView>;
  deleteDocument(caller: Caller, documentId: string): Promise<void>;
  setEntitlements(caller: Caller, documentId: string, entitlements: EntitlementsInput): Promise<DocumentView>;
  setCollectionEntitlements(
    caller: Caller,
    collection: string,
    entitlements: Omit<EntitlementsInput, 'owner'>,
  ): Promise<void>;

  /** Puts a collection into another, or with `null` on its own. `collection-cycle` when that would put it into itself. */
  setCollectionParent(caller: Caller, collection: string, parent: string | null): Promise<void>;

  /** The newest `limit` entries before `before` (all when absent), oldest first. */
  auditTail(caller: Caller, limit: number, before?: number): Promise<readonly Chained[]>;
  /** Recomputes the whole chain. */
  auditVerify(caller: Caller): Promise<AuditCheck>;

  /** Whether questions can be answered and documents taken in now, and what is amiss. Says nothing of any document. */
  readiness(): Promise<{ readonly ready: boolean; readonly checks: Readonly<Record<string, 'ok' | 'failing'>> }>;
}

export interface AuditCheck {
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly firstBreak?: Break;
}

/** Bounds of what a request may say. */
export const LIMITS = {
  queryLength: 4_000,
  maxK: 100,
  defaultK: 8,
  /** Neighbours on each side of a result. */
  maxExpand: 1,
  collections: 100,
  purposeLength: 500,
  nameLength: 200,
  titleLength: 500,
  uriLength: 2_000,
  principals: 1_000,
  attributes: 100,
  attributeLength: 1_000,
  policyNoteLength: 500,
  reasonLength: 500,
  reviewNoteLength: 500,
  /** Entries of a directory that one import names. */
  directoryEntries: 50_000,
  /** Longest life of a grant, in seconds. */
  grantLifetimeS: 30 * 24 * 60 * 60,
  /** Bytes of a document; a setting may lower it. */
  documentBytes: 50 * 1024 * 1024,
} as const;
