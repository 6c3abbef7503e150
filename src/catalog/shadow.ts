/**
 * What a shadow classifier said beside the live one, kept for as long as the generation that it was said of. No text, and nothing that a decision rests on.
 */
import { and, eq, sql } from 'drizzle-orm';
import { type Agreement, cohensKappa, type Judgement, type ShadowReading, VERDICTS } from '../classifiers/shadow.ts';
import { type Catalog, statement } from './catalog.ts';
import type { Batch, Statement } from './store.ts';
import { generations } from './tables/documents.ts';
import { shadowReadings, shadowScores } from './tables/shadow.ts';

interface Of {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
}

/** Keeps a reading, instead of an earlier one; not of a generation that is gone. */
export function keepShadow({ workspace, documentId, generation }: Of, reading: ShadowReading, nowMs: number): Batch {
  const isThere = sql`EXISTS (SELECT 1 FROM generations WHERE document_id = ${documentId} AND generation = ${generation})`;
  const place = sql`document_id = ${documentId} AND generation = ${generation}`;
  const told = reading.outcome === 'compared' ? reading : undefined;
  const scores = (told?.differences ?? []).map(({ ordinal, live, shadow }) => [
    ...[ordinal, live.score, live.verdict],
    ...[shadow.score, shadow.verdict],
  ]);
  return {
    priority: 'background',
    statements: [
      statement(sql`DELETE FROM shadow_scores WHERE ${place}`),
      statement(sql`INSERT OR REPLACE INTO shadow_readings
        (workspace, document_id, generation, outcome, live_by, shadow_by, live_ms, shadow_ms, bytes, agreement, at)
        SELECT ${workspace}, ${documentId}, ${generation}, ${reading.outcome}, ${reading.liveBy}, ${told?.shadowBy ?? null},
          ${told?.liveMs ?? null}, ${told?.shadowMs ?? null}, ${told?.bytes ?? null},
          ${told ? JSON.stringify(told.agreement) : null}, ${nowMs}
        WHERE ${isThere}`),
      statement(sql`INSERT INTO shadow_scores
        (document_id, generation, ordinal, live_score, live_verdict, shadow_score, shadow_verdict)
        SELECT ${documentId}, ${generation}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
        FROM json_each(${JSON.stringify(scores)}) WHERE ${isThere}`),
    ],
  };
}

/** Forgets what was said of generations of a document that are gone: to be done in the batch in which they go. */
export function forgetShadows(documentId: string): readonly Statement[] {
  const gone = sql`document_id = ${documentId}
    AND generation NOT IN (SELECT generation FROM generations WHERE document_id = ${documentId})`;
  return [
    statement(sql`DELETE FROM shadow_scores WHERE ${gone}`),
    statement(sql`DELETE FROM shadow_readings WHERE ${gone}`),
  ];
}

/** Two versions that were compared, over all their documents. */
export interface ShadowReport {
  readonly liveBy: string;
  readonly shadowBy: string;
  readonly documents: number;
  readonly passages: number;
  /** `[live][shadow]`, in the order of the verdicts. */
  readonly agreement: Agreement;
  /** Of Cohen; absent where it is not defined: both always said one and the same. */
  readonly kappa?: number;
  readonly liveMsPerKilobyte: number;
  readonly shadowMsPerKilobyte: number;
}

export interface ShadowDifference {
  readonly documentId: string;
  readonly generation: number;
  readonly title: string | null;
  readonly liveBy: string;
  readonly shadowBy: string;
  /** Passages on which they differ. */
  readonly passages: number;
  /** The one on which their scores are farthest apart. */
  readonly ordinal: number;
  readonly live: Judgement;
  readonly shadow: Judgement;
}

export interface Shadows {
  readonly reports: readonly ShadowReport[];
  /** Documents on which the shadow was late, or failed. */
  readonly late: number;
  readonly failed: number;
  /** By how far the scores are apart. */
  readonly differences: readonly ShadowDifference[];
}

const EMPTY: Agreement = VERDICTS.map(() => VERDICTS.map(() => 0));
/** Documents that are read at a time. */
const PIECE = 1_000;

/** All that was compared in a workspace, with up to `limit` documents on which the two differ. */
export async function readShadows(catalog: Catalog, workspace: string, limit: number): Promise<Shadows> {
  const sums = new Map<string, Sum>();
  const counts = { late: 0, failed: 0 };
  for (let after = { documentId: '', generation: 0 }; ; ) {
    const rows = await catalog.db
      .select()
      .from(shadowReadings)
      .where(
        and(
          eq(shadowReadings.workspace, workspace),
          sql`(document_id, generation) > (${after.documentId}, ${after.generation})`,
        ),
      )
      .orderBy(shadowReadings.documentId, shadowReadings.generation)
      .limit(PIECE);
    for (const row of rows) {
      if (row.outcome !== 'compared') counts[row.outcome] += 1;
      else add(sums, row);
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last;
  }
  return {
    reports: [...sums.values()].map(toReport),
    ...counts,
    differences: await readDifferences(catalog, workspace, limit),
  };
}

interface Sum {
  readonly liveBy: string;
  readonly shadowBy: string;
  documents: number;
  agreement: Agreement;
  liveMs: number;
  shadowMs: number;
  bytes: number;
}

function add(sums: Map<string, Sum>, row: typeof shadowReadings.$inferSelect): void {
  const { liveBy, shadowBy, agreement, liveMs, shadowMs, bytes } = row;
  if (shadowBy === null || agreement === null) return;
  const key = JSON.stringify([liveBy, shadowBy]);
  const sum = sums.get(key) ?? { liveBy, shadowBy, documents: 0, agreement: EMPTY, liveMs: 0, shadowMs: 0, bytes: 0 };
  sums.set(key, sum);
  sum.documents += 1;
  sum.agreement = sum.agreement.map((counts, i) => counts.map((count, j) => count + (agreement[i]?.[j] ?? 0)));
  sum.liveMs += liveMs ?? 0;
  sum.shadowMs += shadowMs ?? 0;
  sum.bytes += bytes ?? 0;
}

function toReport({ liveBy, shadowBy, documents, agreement, liveMs, shadowMs, bytes }: Sum): ShadowReport {
  const kappa = cohensKappa(agreement);
  const perKilobyte = (ms: number) => (bytes === 0 ? 0 : (ms / bytes) * 1_000);
  return {
    ...{ liveBy, shadowBy, documents, agreement },
    passages: agreement.flat().reduce((a, b) => a + b, 0),
    ...(kappa !== undefined && { kappa }),
    liveMsPerKilobyte: perKilobyte(liveMs),
    shadowMsPerKilobyte: perKilobyte(shadowMs),
  };
}

async function readDifferences(
  catalog: Catalog,
  workspace: string,
  limit: number,
): Promise<readonly ShadowDifference[]> {
  // SQLite takes the other columns from the row of the maximum.
  const apart = sql<number>`max(abs(${shadowScores.liveScore} - ${shadowScores.shadowScore}))`.as('apart');
  const rows = await catalog.db
    .select({
      apart,
      documentId: shadowScores.documentId,
      generation: shadowScores.generation,
      title: generations.title,
      liveBy: shadowReadings.liveBy,
      shadowBy: shadowReadings.shadowBy,
      passages: sql<number>`count(*)`,
      ordinal: shadowScores.ordinal,
      liveScore: shadowScores.liveScore,
      liveVerdict: shadowScores.liveVerdict,
      shadowScore: shadowScores.shadowScore,
      shadowVerdict: shadowScores.shadowVerdict,
    })
    .from(shadowScores)
    .innerJoin(
      shadowReadings,
      and(
        eq(shadowReadings.documentId, shadowScores.documentId),
        eq(shadowReadings.generation, shadowScores.generation),
      ),
    )
    .innerJoin(
      generations,
      and(eq(generations.documentId, shadowScores.documentId), eq(generations.generation, shadowScores.generation)),
    )
    .where(eq(shadowReadings.workspace, workspace))
    .groupBy(shadowScores.documentId, shadowScores.generation)
    .orderBy(sql`apart DESC`, shadowScores.documentId)
    .limit(limit);
  return rows.map(({ apart: _, shadowBy, liveScore, liveVerdict, shadowScore, shadowVerdict, ...row }) => ({
    ...row,
    shadowBy: shadowBy ?? '',
    live: { score: liveScore, verdict: liveVerdict },
    shadow: { score: shadowScore, verdict: shadowVerdict },
  }));
}
