import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { principals } from './principals.ts';

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
