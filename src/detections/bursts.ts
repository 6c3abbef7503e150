/**
 * Bursts of near-duplicates: many documents that differ in little within a short time, from one person or in one collection. To bring a
 * document again is no burst, and a few notices from one form are none.
 */
import { resemblance, sketchOf } from '../../filters/poisoning/sketch.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { countBurst, findNeighbours, keepSketch } from '../catalog/sketches.ts';
import type { NearDuplicateBurst } from './detection.ts';

const WINDOW_HOURS = 24;
export const BURST_WINDOW_MS = WINDOW_HOURS * 60 * 60_000;
/** Documents that make a burst. */
export const MIN_BURST = 20;
/** Of the runs of words in either of two documents, how many are in both. */
export const MIN_RESEMBLANCE = 0.6;

export interface FoundBurst {
  /** The first document of it. */
  readonly cluster: string;
  readonly seen: NearDuplicateBurst;
}

/** Keeps what a served document looks like, and says whether it is one of many. */
export async function findBurst(
  catalog: Catalog,
  { workspace, documentId, generation, text }: BurstDocument,
  nowMs: number,
): Promise<FoundBurst | undefined> {
  const sketch = sketchOf(text);
  if (sketch === undefined) return undefined;
  const sinceMs = nowMs - BURST_WINDOW_MS;
  const [nearest] = (await findNeighbours(catalog, workspace, documentId, sketch, sinceMs))
    .map(({ cluster, sketch: other }) => ({ cluster, by: resemblance(sketch, other) }))
    .filter(({ by }) => by >= MIN_RESEMBLANCE)
    .sort((a, b) => b.by - a.by);
  const cluster = nearest?.cluster ?? documentId;
  await catalog.store.commit(keepSketch({ documentId, generation, sketch, cluster, nowMs, sinceMs }));
  if (nearest === undefined) return undefined;
  const { bySender, inCollection, senders } = await countBurst(catalog, documentId, sinceMs);
  if (Math.max(bySender, inCollection) < MIN_BURST) return undefined;
  const from = bySender >= inCollection ? 'sender' : 'collection';
  const counts = from === 'sender' ? { documents: bySender, senders: 1 } : { documents: inCollection, senders };
  return { cluster, seen: { kind: 'near-duplicate-burst', from, ...counts, windowHours: WINDOW_HOURS } };
}

interface BurstDocument {
  readonly workspace: string;
  readonly documentId: string;
  readonly generation: number;
  readonly text: string;
}
