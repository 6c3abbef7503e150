/**
 * The figures of now: what waits in the outbox, since when, and whether the index answers. They are read when somebody asks, so none is
 * older than the question. A catalogue that is away throws; an index that is away is a figure.
 */
import type { Catalog } from '../catalog/catalog.ts';
import { backlog } from '../catalog/jobs.ts';
import type { VectorIndex } from '../index/port.ts';
import type { Figures } from './meter.ts';

export async function readFigures(
  catalog: Catalog,
  index: Pick<VectorIndex, 'isReady'>,
  nowMs: number,
): Promise<Figures> {
  const { depth, oldestAt } = await backlog(catalog);
  // A clock that was set back makes nothing younger than now.
  const outboxOldestAgeS = oldestAt === null ? 0 : Math.max(0, nowMs - oldestAt) / 1_000;
  return { outboxDepth: depth, outboxOldestAgeS, isIndexReady: index.isReady() };
}
