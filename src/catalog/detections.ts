/**
 * Signs of poisoned documents: each is told once, until somebody has dismissed it. No text, and nothing that a decision rests on.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Principal } from '../../entitlements/principal.ts';
import type { AuditEvent } from '../audit/event.ts';
import {
  ADVICE,
  type DetectionFilter,
  type DetectionKind,
  type DetectionState,
  type DetectionView,
  type Seen,
  severityOf,
  summaryOf,
} from '../detections/detection.ts';
import { type Catalog, guard, statement } from './catalog.ts';
import type { Batch, Statement } from './store.ts';

/** Open ones of a kind that a workspace keeps: somebody who brings ten thousand bad documents fills a list, and not a disk. */
const MAX_OPEN = 1_000;

/** A version of a document, and who brought it. */
export interface Brought {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
  readonly broughtBy: Principal;
}

export interface NewDetection extends Brought {
  readonly detectionId: string;
  /** What is not told twice: the document, or the burst that it belongs to. */
  readonly about: string;
  readonly seen: Seen;
  /** One that was raised since then stands for this, dismissed or not. Absent: one of the same version does. */
  readonly quietSinceMs?: number;
  readonly nowMs: number;
  readonly event: AuditEvent;
}

/** The version while it is served; `undefined` when it is not, or never was. */
export async function findBrought(
  catalog: Catalog,
  documentId: string,
  generation: number,
): Promise<Brought | undefined> {
  const [row] = await catalog.db.values<[string, Principal]>(sql`
    SELECT d.workspace, coalesce(g.brought_by, p.name) FROM documents d JOIN principals p ON p.id = d.brought_by_id
    JOIN generations g ON g.document_id = d.id AND g.generation = d.active_generation
    WHERE d.id = ${documentId} AND d.active_generation = ${generation}`);
  return row && { workspace: row[0], documentId, generation, broughtBy: row[1] };
}

/** Raises it. Refused with `document-gone` when the version is served no more, `told-before`, or `too-many-open`. */
export function raiseDetection(detection: NewDetection): Batch {
  const { workspace, documentId, generation, about, seen, quietSinceMs, nowMs } = detection;
  const same = quietSinceMs === undefined ? sql`generation = ${generation}` : sql`raised_at >= ${quietSinceMs}`;
  return {
    priority: 'background',
    guards: [
      guard(
        'document-gone',
        sql`EXISTS (SELECT 1 FROM documents WHERE id = ${documentId} AND active_generation = ${generation})`,
      ),
      guard(
        'told-before',
        sql`NOT EXISTS (SELECT 1 FROM detections WHERE workspace = ${workspace} AND kind = ${seen.kind} AND about = ${about}
          AND (state = 'open' OR ${same}))`,
      ),
      guard(
        'too-many-open',
        sql`(SELECT count(*) FROM detections WHERE workspace = ${workspace} AND state = 'open' AND kind = ${seen.kind}) < ${MAX_OPEN}`,
      ),
    ],
    statements: [
      statement(sql`INSERT INTO detections
        (id, workspace, kind, about, document_id, generation, seen, brought_by, state, raised_at)
        VALUES (${detection.detectionId}, ${workspace}, ${seen.kind}, ${about}, ${documentId}, ${generation},
          ${JSON.stringify(seen)}, ${detection.broughtBy}, 'open', ${nowMs})`),
    ],
    events: [detection.event],
  };
}

/** Says of an open one how far it has come: a burst goes on. */
export function restateDetection(workspace: string, about: string, seen: Seen): Batch {
  return {
    priority: 'background',
    statements: [
      statement(sql`UPDATE detections SET seen = ${JSON.stringify(seen)}
        WHERE workspace = ${workspace} AND kind = ${seen.kind} AND about = ${about} AND state = 'open'`),
    ],
  };
}

/** Refused with `detection-dismissed` unless it is open. */
export function dismissDetection(dismissal: {
  readonly workspace: string;
  readonly detectionId: string;
  readonly dismissedBy: Principal;
  readonly note: string | undefined;
  readonly nowMs: number;
  readonly event: AuditEvent;
}): Batch {
  const { workspace, detectionId, dismissedBy, note, nowMs, event } = dismissal;
  const which = sql`id = ${detectionId} AND workspace = ${workspace} AND state = 'open'`;
  return {
    guards: [guard('detection-dismissed', sql`EXISTS (SELECT 1 FROM detections WHERE ${which})`)],
    statements: [
      statement(sql`UPDATE detections
        SET state = 'dismissed', dismissed_at = ${nowMs}, dismissed_by = ${dismissedBy}, note = ${note ?? null} WHERE ${which}`),
    ],
    events: [event],
  };
}

/** Forgets what was seen of a document, and its fingerprint: to be done in the batch in which it goes. */
export function forgetDetections(documentId: string): readonly Statement[] {
  return [
    statement(sql`DELETE FROM detections WHERE document_id = ${documentId}`),
    statement(sql`DELETE FROM sketches WHERE document_id = ${documentId}`),
  ];
}

/** One of the workspace. */
export async function findDetection(
  catalog: Catalog,
  workspace: string,
  detectionId: string,
): Promise<DetectionView | undefined> {
  const [row] = await catalog.db.values<Row>(query(sql`t.workspace = ${workspace} AND t.id = ${detectionId}`));
  return row && toView(row);
}

/** Those of the workspace, newest first. */
export async function listDetections(
  catalog: Catalog,
  workspace: string,
  { state, documentId, before, limit }: DetectionFilter,
): Promise<DetectionView[]> {
  const those = [
    sql`t.workspace = ${workspace}`,
    ...(state === undefined ? [] : [sql`t.state = ${state}`]),
    ...(documentId === undefined ? [] : [sql`t.document_id = ${documentId}`]),
    ...(before === undefined
      ? []
      : [
          sql`(t.raised_at, t.id) < (SELECT raised_at, id FROM detections WHERE id = ${before} AND workspace = ${workspace})`,
        ]),
  ];
  const where = sql`${sql.join(those, sql` AND `)} ORDER BY t.raised_at DESC, t.id DESC LIMIT ${limit}`;
  return (await catalog.db.values<Row>(query(where))).map(toView);
}

type Row = [
  id: string,
  kind: DetectionKind,
  state: DetectionState,
  documentId: string,
  generation: number,
  title: string | null,
  collection: string,
  broughtBy: string,
  raisedAt: number,
  seen: string,
  dismissedAt: number | null,
  dismissedBy: string | null,
  note: string | null,
];

const query = (where: SQL) => sql`
  SELECT t.id, t.kind, t.state, t.document_id, t.generation, g.title, k.name, t.brought_by, t.raised_at, t.seen, t.dismissed_at,
    t.dismissed_by, t.note
  FROM detections t JOIN documents d ON d.id = t.document_id JOIN collections k ON k.id = d.collection_id
  LEFT JOIN generations g ON g.document_id = d.id AND g.generation = t.generation AND d.status <> 'deleted'
  WHERE ${where}`;

function toView(row: Row): DetectionView {
  const [detectionId, kind, state, documentId, generation, title, collection, broughtBy] = row;
  const [raisedAt, told, dismissedAt, dismissedBy, note] = row.slice(8) as [
    number,
    string,
    number | null,
    string | null,
    string | null,
  ];
  const seen = JSON.parse(told) as Seen;
  return {
    ...{ detectionId, kind, severity: severityOf(seen), state, documentId, generation, title, collection, broughtBy },
    raisedAt: new Date(raisedAt).toISOString(),
    ...{ seen, summary: summaryOf(seen), advice: ADVICE[kind] },
    dismissedAt: dismissedAt === null ? null : new Date(dismissedAt).toISOString(),
    ...{ dismissedBy, note },
  };
}
