/**
 * Fingerprints of documents that came of late, and how many of them differ in little. What is older than the window is of no use and goes.
 */
import { sql } from 'drizzle-orm';
import type { Sketch } from '../../filters/poisoning/sketch.ts';
import { type Catalog, statement } from './catalog.ts';
import type { Batch } from './store.ts';

export interface Neighbour {
  readonly documentId: string;
  readonly cluster: string;
  readonly sketch: Sketch;
}

/** Of those that share a small number, the newest. */
const MAX_NEIGHBOURS = 32;
/** Of a sketch's numbers, those by which others are looked up: near-duplicates mostly have their smallest among each other's smallest. */
const LOOKED_UP = 8;
/** Old ones that go each time: more than the one that comes. */
const SWEPT = 64;

/** Documents that may differ in little from this one, since `sinceMs`. */
export async function findNeighbours(
  catalog: Catalog,
  workspace: string,
  documentId: string,
  sketch: Sketch,
  sinceMs: number,
): Promise<readonly Neighbour[]> {
  const rows = await catalog.db.values<[string, string, string]>(sql`
    SELECT document_id, cluster, sketch FROM sketches WHERE workspace = ${workspace} AND at >= ${sinceMs}
      AND first IN (SELECT value FROM json_each(${JSON.stringify(sketch.slice(0, LOOKED_UP))}))
      AND document_id <> ${documentId}
    ORDER BY at DESC LIMIT ${MAX_NEIGHBOURS}`);
  return rows.map(([id, cluster, numbers]) => ({ documentId: id, cluster, sketch: JSON.parse(numbers) as Sketch }));
}

/**
 * Keeps the sketch of a served document. One that says what it said before is as old as it was: to bring a document again is no news.
 * Takes out some of what came before `sinceMs`.
 */
export function keepSketch(kept: {
  readonly documentId: string;
  readonly generation: number;
  readonly sketch: Sketch;
  readonly cluster: string;
  readonly nowMs: number;
  readonly sinceMs: number;
}): Batch {
  const { documentId, generation, sketch, cluster, nowMs, sinceMs } = kept;
  return {
    priority: 'background',
    statements: [
      statement(
        sql`DELETE FROM sketches WHERE document_id IN (SELECT document_id FROM sketches WHERE at < ${sinceMs} LIMIT ${SWEPT})`,
      ),
      statement(sql`INSERT INTO sketches (document_id, workspace, collection_id, brought_by, sketch, first, cluster, at)
        SELECT d.id, d.workspace, d.collection_id, coalesce(g.brought_by, p.name), ${JSON.stringify(sketch)}, ${sketch[0] ?? 0},
          ${cluster}, ${nowMs}
        FROM documents d JOIN principals p ON p.id = d.brought_by_id
        JOIN generations g ON g.document_id = d.id AND g.generation = d.active_generation
        WHERE d.id = ${documentId} AND d.active_generation = ${generation}
        ON CONFLICT DO UPDATE SET brought_by = excluded.brought_by, sketch = excluded.sketch, first = excluded.first,
          at = CASE WHEN cluster = excluded.cluster THEN at ELSE excluded.at END, cluster = excluded.cluster`),
    ],
  };
}

export interface Burst {
  /** Documents of the cluster, from the same person, or in the same collection from anybody. */
  readonly bySender: number;
  readonly inCollection: number;
  /** People who brought those in the collection. */
  readonly senders: number;
}

/** How many differ in little from this document and came since `sinceMs`, itself included. */
export async function countBurst(catalog: Catalog, documentId: string, sinceMs: number): Promise<Burst> {
  const [row] = await catalog.db.values<[number, number, number]>(sql`
    SELECT count(*) FILTER (WHERE s.brought_by = own.brought_by), count(*) FILTER (WHERE s.collection_id = own.collection_id),
      count(DISTINCT CASE WHEN s.collection_id = own.collection_id THEN s.brought_by END)
    FROM sketches own JOIN sketches s ON s.workspace = own.workspace AND s.cluster = own.cluster AND s.at >= ${sinceMs}
    WHERE own.document_id = ${documentId}`);
  const [bySender, inCollection, senders] = row ?? [0, 0, 0];
  return { bySender, inCollection, senders };
}
