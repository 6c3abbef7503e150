import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Attributes } from '../../../entitlements/attributes.ts';
import type { Principal } from '../../../entitlements/principal.ts';
import type { Sensitive } from '../../../filters/dlp/kinds.ts';
import type { Finding } from '../../../filters/finding.ts';
import type { Verdict } from '../../../filters/injection/classifier.ts';
import type { MarkedSpan } from '../../../filters/injection/neutralize.ts';
import type { CellSpan, Locator } from '../../../ingest/stages.ts';
import type { Intent } from '../intent.ts';
import { audiences, principals } from './principals.ts';

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
