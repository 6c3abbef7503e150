import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

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
