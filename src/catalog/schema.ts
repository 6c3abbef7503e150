/**
 * The tables of `sluice.db`, the truth: facts, documents, their text, what is still to be done, and the audit chain.
 * The index is not here: it is derived from these and can be thrown away.
 *
 * INVARIANT: one SQLite schema serves the embedded file and D1, so nothing here needs an extension or a function of ours.
 */
import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { ATTRIBUTE_TYPES, type Attributes, SUBJECTS } from '../../entitlements/attributes.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { Sensitive } from '../../filters/dlp/kinds.ts';
import type { Finding } from '../../filters/finding.ts';
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { MarkedSpan } from '../../filters/injection/neutralize.ts';
import type { Sketch } from '../../filters/poisoning/sketch.ts';
import type { CellSpan, Locator } from '../../ingest/stages.ts';
import type { Agreement, ShadowReading } from '../classifiers/shadow.ts';
import type { DetectionKind, DetectionState, Seen } from '../detections/detection.ts';
import type { EvidenceKind } from '../evidence/seal.ts';
import type { AgentCeiling } from '../governance.ts';
import { REVIEW_STATES } from '../review.ts';
import type { Safeguards } from '../safeguards/safeguards.ts';
import type { Intent } from './intent.ts';

/**
 * One row. `epoch` advances in the transaction of every change that can take something away from somebody. `facts` advances with every
 * change of what decisions rest on, additions included; triggers see to it, so that no change can forget to.
 */
export const state = sqliteTable(
  'state',
  { id: integer().primaryKey(), epoch: integer().notNull(), facts: integer().notNull().default(0) },
  (t) => [check('state_is_one_row', sql`${t.id} = 1`)],
);

/** Attributes that a workspace declares. */
export const attributes = sqliteTable(
  'attributes',
  {
    workspace: text().notNull(),
    subject: text({ enum: SUBJECTS }).notNull(),
    name: text().notNull(),
    type: text({ enum: ATTRIBUTE_TYPES }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspace, t.subject, t.name] })],
);

/** Versions of a workspace's own policies, each a whole. The newest is in force; none is ever changed. */
export const policies = sqliteTable(
  'policies',
  {
    workspace: text().notNull(),
    version: integer().notNull(),
    source: text().notNull(),
    note: text(),
    appliedById: integer('applied_by_id')
      .notNull()
      .references((): AnySQLiteColumn => principals.id),
    appliedAt: integer('applied_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspace, t.version] })],
);

/** How a workspace treats what is not clean; absent: the defaults. The changes stand in the audit chain. */
export const safeguards = sqliteTable('safeguards', {
  workspace: text().primaryKey(),
  said: text({ mode: 'json' }).$type<Safeguards>().notNull(),
});

/** Users, groups and agents. A name that was only ever mentioned is here too: naming a principal gives it a number. */
export const principals = sqliteTable(
  'principals',
  {
    id: integer().primaryKey(),
    workspace: text().notNull(),
    name: text().notNull(),
    displayName: text('display_name'),
    active: integer({ mode: 'boolean' }).notNull().default(true),
    /** Rank of a classification; null is the default clearance. */
    clearance: integer(),
    /** As declared for users or agents. */
    attributes: text({ mode: 'json' }).$type<Attributes>().notNull().default({}),
    /** Of a user: who approves for them. */
    managerId: integer('manager_id').references((): AnySQLiteColumn => principals.id),
    /** Of an agent: whether it works outside the organisation, and its ceiling. */
    external: integer({ mode: 'boolean' }).notNull().default(false),
    ceiling: text({ mode: 'json' }).$type<AgentCeiling>().notNull().default({}),
  },
  (t) => [uniqueIndex('principals_by_name').on(t.workspace, t.name)],
);

/** `member` belongs to `group`; groups nest, cycles are refused when a membership is made. */
export const memberships = sqliteTable(
  'memberships',
  {
    groupId: integer('group_id')
      .notNull()
      .references(() => principals.id),
    memberId: integer('member_id')
      .notNull()
      .references(() => principals.id),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.memberId] }), index('memberships_by_member').on(t.memberId)],
);

/**
 * A set of principals that chunks carry as one small integer. `content` audiences are interned by what they hold and never
 * change; `held` ones belong to one collection or document, and changing their members is no index write.
 * `base` is another audience whose members belong as well.
 */
export const audiences = sqliteTable(
  'audiences',
  {
    id: integer().primaryKey(),
    workspace: text().notNull(),
    /** Hash of members and base for interned sets, `collection:…`/`document:…` for held ones. */
    holder: text().notNull(),
    baseId: integer('base_id'),
  },
  (t) => [uniqueIndex('audiences_by_holder').on(t.workspace, t.holder), index('audiences_by_base').on(t.baseId)],
);

export const audienceMembers = sqliteTable(
  'audience_members',
  {
    audienceId: integer('audience_id')
      .notNull()
      .references(() => audiences.id),
    principalId: integer('principal_id')
      .notNull()
      .references(() => principals.id),
  },
  (t) => [
    primaryKey({ columns: [t.audienceId, t.principalId] }),
    index('audience_members_by_principal').on(t.principalId),
  ],
);

export const collections = sqliteTable(
  'collections',
  {
    id: integer().primaryKey(),
    workspace: text().notNull(),
    name: text().notNull(),
    ownerId: integer('owner_id')
      .notNull()
      .references(() => principals.id),
    readersId: integer('readers_id')
      .notNull()
      .references(() => audiences.id),
    deniersId: integer('deniers_id')
      .notNull()
      .references(() => audiences.id),
    /** The collection that it lies in. No cycles: they are refused when a parent is set. */
    parentId: integer('parent_id').references((): AnySQLiteColumn => collections.id),
    /** The document with which it was made: when that can't be read, nothing is left of either. */
    madeFor: text('made_for').notNull(),
  },
  (t) => [uniqueIndex('collections_by_name').on(t.workspace, t.name)],
);

/**
 * `held` waits for review, `rejected` was turned down there. `deleted` documents are gone for everybody at once; their rows and bytes
 * follow, piece by piece.
 */
export const DOCUMENT_STATUSES = ['received', 'active', 'held', 'rejected', 'deleted'] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

export const documents = sqliteTable(
  'documents',
  {
    id: text().primaryKey(),
    workspace: text().notNull(),
    /** The sender's own id, unique among what that sender brought: it tells nobody else whether it exists. */
    externalId: text('external_id'),
    broughtById: integer('brought_by_id')
      .notNull()
      .references(() => principals.id),
    collectionId: integer('collection_id')
      .notNull()
      .references(() => collections.id),
    status: text({ enum: DOCUMENT_STATUSES }).notNull(),
    /** The generation that is served; null until one is. */
    activeGeneration: integer('active_generation'),
    latestGeneration: integer('latest_generation').notNull(),
    /** Advances when somebody sets its entitlements, so that a generation under way does not overwrite what was set meanwhile. */
    entitlementsVersion: integer('entitlements_version').notNull().default(0),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [uniqueIndex('documents_by_external_id').on(t.workspace, t.broughtById, t.externalId)],
);

/** One reading of one version of a document's bytes. */
export const generations = sqliteTable(
  'generations',
  {
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    generation: integer().notNull(),
    /** SHA-256 of the bytes, hex: the name of the blob. */
    blob: text().notNull(),
    /** Random. Ids of its rows and chunks are made from it: unguessable, and the same however often it is staged. */
    salt: text().notNull(),
    intent: text({ mode: 'json' }).$type<Intent>().notNull(),
    status: text({ enum: ['pending', 'active', 'held', 'rejected', 'superseded'] }).notNull(),
    /** By name. Null for what came before it was kept: who brought the document is kept with that. */
    broughtBy: text('brought_by').$type<Principal>(),
    /** Somebody released it from review: the hash of what they saw. Read again, it is served only if it still is that. */
    releasedHash: text('released_hash'),
    title: text(),
    format: text(),
    findings: text({ mode: 'json' }).$type<readonly Finding[]>().notNull(),
    scoredBy: text('scored_by'),
    /** What the document's entitlements were when it arrived; see `entitlementsVersion`. */
    entitlementsVersion: integer('entitlements_version').notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.generation] })],
);

/** What entitlements are about: a document as a whole (its id is the document's), or one row of a table. */
export const resources = sqliteTable(
  'resources',
  {
    id: text().primaryKey(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    /** Null for the document itself; rows come and go with their generation. */
    generation: integer(),
    rowNumber: integer('row_number'),
    ownerId: integer('owner_id')
      .notNull()
      .references(() => principals.id),
    readersId: integer('readers_id')
      .notNull()
      .references(() => audiences.id),
    deniersId: integer('deniers_id')
      .notNull()
      .references(() => audiences.id),
    classification: integer().notNull(),
    /** As declared for resources. A row has its document's, and its own over them. */
    attributes: text({ mode: 'json' }).$type<Attributes>().notNull().default({}),
  },
  (t) => [index('resources_by_document').on(t.documentId)],
);

/** A cell of a row in its chunk's text. */
export interface StoredCell extends CellSpan {
  readonly masked: boolean;
}

export const chunks = sqliteTable(
  'chunks',
  {
    id: text().primaryKey(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    generation: integer().notNull(),
    resourceId: text('resource_id')
      .notNull()
      .references(() => resources.id),
    ordinal: integer().notNull(),
    text: text().notNull(),
    /** See `Chunk.context`. */
    context: text(),
    /** SHA-256 of the text, and of the context before it, hex: what the score was made for. */
    contentHash: text('content_hash').notNull(),
    locator: text({ mode: 'json' }).$type<Locator>().notNull(),
    start: integer().notNull(),
    end: integer().notNull(),
    riskScore: real('risk_score').notNull(),
    /** Of its text, its context and the document's metadata together. `malicious` is never served. */
    verdict: text().$type<Verdict>().notNull(),
    spans: text({ mode: 'json' }).$type<readonly MarkedSpan[]>().notNull(),
    /** For a row: where the values of its columns stand in `text`, and whether they can be masked; then they are not in the index. */
    cells: text({ mode: 'json' }).$type<readonly StoredCell[]>().notNull().default([]),
    /** Where credentials and personal data stand in `text`, by their start. Null for what came before they were looked for. */
    sensitive: text({ mode: 'json' }).$type<readonly Sensitive[]>(),
  },
  (t) => [
    uniqueIndex('chunks_by_place').on(t.documentId, t.generation, t.ordinal),
    index('chunks_by_resource').on(t.resourceId),
  ],
);

/** `reindex` and `settle` are about the whole index and name no document. */
export const JOB_KINDS = ['ingest', 'relabel', 'refresh', 'prune', 'erase', 'reindex', 'settle'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** The outbox: what is accepted and not yet done. A job is durable with the change that made it, idempotent, and gone when done. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    workspace: text().notNull(),
    kind: text({ enum: JOB_KINDS }).notNull(),
    documentId: text('document_id').notNull(),
    generation: integer().notNull(),
    attempts: integer().notNull().default(0),
    /** `host/pid/nonce` of the process that works on it, and until when its claim holds without renewal. */
    claimedBy: text('claimed_by'),
    claimedUntil: integer('claimed_until').notNull().default(0),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('jobs_by_document').on(t.documentId), index('jobs_by_kind').on(t.workspace, t.kind, t.documentId)],
);

export const APPROVAL_STATUSES = ['pending', 'approved', 'rejected', 'revoked'] as const;

/**
 * Requests that somebody with the right to approve lets a person read a document for a time, and what became of them. A request names
 * whatever its sender named: nothing here says that the document exists.
 */
export const approvals = sqliteTable(
  'approvals',
  {
    id: text().primaryKey(),
    workspace: text().notNull(),
    requesterId: integer('requester_id')
      .notNull()
      .references(() => principals.id),
    /** The agent through which it was asked and for which alone it is granted; null: none. */
    agentId: integer('agent_id').references(() => principals.id),
    documentId: text('document_id').notNull(),
    reason: text().notNull(),
    status: text({ enum: APPROVAL_STATUSES }).notNull(),
    requestedAt: integer('requested_at').notNull(),
    /** Of a pending request: when it lapses. Of a granted one: when the grant ends. */
    expiresAt: integer('expires_at').notNull(),
    decidedById: integer('decided_by_id').references(() => principals.id),
    decidedAt: integer('decided_at'),
  },
  (t) => [
    index('approvals_by_requester').on(t.requesterId, t.status),
    index('approvals_by_status').on(t.workspace, t.status),
  ],
);

/**
 * Generations that somebody of the SOC has to look at, and what they decided. A row says all that a list shows, so that it outlives its
 * generation, and goes with its document. People are named, not numbered: to review makes nobody known to the directory.
 */
export const reviews = sqliteTable(
  'reviews',
  {
    id: text().primaryKey(),
    workspace: text().notNull(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    generation: integer().notNull(),
    state: text({ enum: REVIEW_STATES }).notNull(),
    /** SHA-256, hex, of all that would be served: what whoever decides has seen. */
    textHash: text('text_hash').notNull(),
    /** The evidence of what was cut. */
    cut: text().notNull(),
    /** SHA-256 of the bytes, hex: the same bytes are not asked about twice once they were rejected. */
    blob: text().notNull(),
    title: text().notNull(),
    format: text().notNull(),
    findings: text({ mode: 'json' }).$type<readonly Finding[]>().notNull(),
    /** Of the worst passage. */
    riskScore: real('risk_score').notNull(),
    verdict: text().$type<Verdict>().notNull(),
    broughtBy: text('brought_by').$type<Principal>().notNull(),
    receivedAt: integer('received_at').notNull(),
    openedAt: integer('opened_at').notNull(),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by').$type<Principal>(),
    note: text(),
  },
  (t) => [
    index('reviews_by_state').on(t.workspace, t.state, t.openedAt),
    index('reviews_by_document').on(t.documentId, t.generation),
    uniqueIndex('one_open_review').on(t.documentId, t.generation).where(sql`${t.state} = 'open'`),
  ],
);

/** What is sealed, and whose. A file without a row is nothing's and may go; what may go with time is `evidence.ts`'s to say. */
export const evidence = sqliteTable(
  'evidence',
  {
    name: text().primaryKey(),
    workspace: text().notNull(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    generation: integer().notNull(),
    kind: text().$type<EvidenceKind>().notNull(),
    /** Of the content, unsealed. */
    bytes: integer().notNull(),
    sealedAt: integer('sealed_at').notNull(),
  },
  (t) => [index('evidence_by_document').on(t.documentId, t.generation)],
);

/** Documents of which nothing may be lost, whoever asks for it. */
export const legalHolds = sqliteTable(
  'legal_holds',
  {
    documentId: text('document_id')
      .primaryKey()
      .references(() => documents.id),
    workspace: text().notNull(),
    reason: text().notNull(),
    placedBy: text('placed_by').$type<Principal>().notNull(),
    placedAt: integer('placed_at').notNull(),
  },
  (t) => [index('legal_holds_by_workspace').on(t.workspace, t.documentId)],
);

/**
 * How a classifier that scores beside the live one compares on a document: one row for each generation that it was asked about. Derived and
 * served to nobody; it goes with its generation.
 */
export const shadowReadings = sqliteTable(
  'shadow_readings',
  {
    workspace: text().notNull(),
    documentId: text('document_id').notNull(),
    generation: integer().notNull(),
    outcome: text().$type<ShadowReading['outcome']>().notNull(),
    /** `id@version`. */
    liveBy: text('live_by').notNull(),
    /** Of what was compared, like all that follows. */
    shadowBy: text('shadow_by'),
    liveMs: real('live_ms'),
    shadowMs: real('shadow_ms'),
    bytes: integer(),
    agreement: text({ mode: 'json' }).$type<Agreement>(),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.generation] }),
    index('shadow_readings_by_workspace').on(t.workspace, t.at),
  ],
);

/** Passages on which the two differ in their verdict. */
export const shadowScores = sqliteTable(
  'shadow_scores',
  {
    documentId: text('document_id').notNull(),
    generation: integer().notNull(),
    ordinal: integer().notNull(),
    liveScore: real('live_score').notNull(),
    liveVerdict: text('live_verdict').$type<Verdict>().notNull(),
    shadowScore: real('shadow_score').notNull(),
    shadowVerdict: text('shadow_verdict').$type<Verdict>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.generation, t.ordinal] })],
);

/**
 * Signs of poisoned documents for the SOC, without any text. They go with their document.
 */
export const detections = sqliteTable(
  'detections',
  {
    id: text().primaryKey(),
    workspace: text().notNull(),
    kind: text().$type<DetectionKind>().notNull(),
    /** What is not told twice: the document, or the burst that it belongs to. */
    about: text().notNull(),
    documentId: text('document_id').notNull(),
    generation: integer().notNull(),
    seen: text({ mode: 'json' }).$type<Seen>().notNull(),
    broughtBy: text('brought_by').$type<Principal>().notNull(),
    state: text().$type<DetectionState>().notNull(),
    raisedAt: integer('raised_at').notNull(),
    dismissedAt: integer('dismissed_at'),
    dismissedBy: text('dismissed_by').$type<Principal>(),
    note: text(),
  },
  (t) => [
    index('detections_by_state').on(t.workspace, t.state, t.raisedAt),
    index('detections_by_about').on(t.workspace, t.kind, t.about),
    index('detections_by_document').on(t.documentId),
  ],
);

/** Fingerprints of the wording of documents that came of late, by which near-duplicates are found; see `filters/poisoning/sketch.ts`. */
export const sketches = sqliteTable(
  'sketches',
  {
    documentId: text('document_id').primaryKey(),
    workspace: text().notNull(),
    collectionId: integer('collection_id').notNull(),
    broughtBy: text('brought_by').$type<Principal>().notNull(),
    /** Its numbers. */
    sketch: text({ mode: 'json' }).$type<Sketch>().notNull(),
    /** The smallest of them: documents with most of their wording in common mostly share it. */
    first: integer().notNull(),
    /** The first document of those that differ in little; its own id when it is the first. */
    cluster: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [
    index('sketches_by_first').on(t.workspace, t.first, t.at),
    index('sketches_by_cluster').on(t.workspace, t.cluster, t.at),
    index('sketches_by_age').on(t.at),
  ],
);

/** The hash chain. `body` is kept as the exact text that was hashed. */
export const audit = sqliteTable(
  'audit',
  {
    seq: integer().primaryKey(),
    id: text().notNull(),
    at: integer().notNull(),
    epoch: integer().notNull(),
    workspace: text().notNull(),
    kind: text().notNull(),
    prev: text().notNull(),
    hash: text().notNull(),
    body: text().notNull(),
  },
  (t) => [uniqueIndex('audit_by_id').on(t.id)],
);
