import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
