/**
 * This folder holds the tables of `sluice.db`, the truth: facts, documents, their text, what is still to be done, and the audit chain.
 * The index is not here: it is derived from these and can be thrown away.
 *
 * INVARIANT: one SQLite schema serves the embedded file and D1, so nothing here needs an extension or a function of ours.
 */
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

/**
 * One row. `epoch` advances in the transaction of every change that can take something away from somebody. `facts` advances with every
 * change of what decisions rest on, additions included; triggers see to it, so that no change can forget to.
 */
export const state = sqliteTable(
  'state',
  { id: integer().primaryKey(), epoch: integer().notNull(), facts: integer().notNull().default(0) },
  (t) => [check('state_is_one_row', sql`${t.id} = 1`)],
);
