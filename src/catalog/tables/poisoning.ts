import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Principal } from '../../../entitlements/principal.ts';
import type { Sketch } from '../../../filters/poisoning/sketch.ts';
import type { DetectionKind, DetectionState, Seen } from '../../detections/detection.ts';

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
