import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Verdict } from '../../../filters/injection/classifier.ts';
import type { Agreement, ShadowReading } from '../../classifiers/shadow.ts';

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
