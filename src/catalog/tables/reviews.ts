import { sql } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Principal } from '../../../entitlements/principal.ts';
import type { Finding } from '../../../filters/finding.ts';
import type { Verdict } from '../../../filters/injection/classifier.ts';
import type { EvidenceKind } from '../../evidence/seal.ts';
import { REVIEW_STATES } from '../../review.ts';
import { documents } from './documents.ts';

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
