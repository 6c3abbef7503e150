import { type AnySQLiteColumn, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { ATTRIBUTE_TYPES, SUBJECTS } from '../../../entitlements/attributes.ts';
import type { Safeguards } from '../../safeguards/safeguards.ts';
import { principals } from './principals.ts';

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
