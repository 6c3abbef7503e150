import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Attributes } from '../../../entitlements/attributes.ts';
import type { AgentCeiling } from '../../governance.ts';

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
