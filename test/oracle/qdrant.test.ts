/**
 * The broker with an index in Qdrant, on its own engine or the server at `QDRANT_URL`, against Cedar. All worlds are workspaces of one
 * collection.
 *
 * `SLUICE_TEST_SETS` says how many sets of what somebody may read are compared, `SLUICE_TEST_SEED` with which world it begins.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QdrantIndex } from '../../src/index/qdrant/qdrant-index.ts';
import { openQdrant, WITHOUT_ENGINE } from '../qdrant/engine.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { Comparison } from './comparison.ts';

const SETS = Number(process.env.SLUICE_TEST_SETS ?? 30);
const SEED = Number(process.env.SLUICE_TEST_SEED ?? 1);
/** Documents and rows of a world together: 8 + 3 · 6. */
const SIZE = { texts: 8, tables: 3, rows: 6 };
/** Sets that are also asked for of the whole broker and of its recheck. */
const WHOLE = 5;

const qdrant = await openQdrant();
afterAll(() => qdrant?.close());

describe.skipIf(qdrant === undefined)(qdrant === undefined ? WITHOUT_ENGINE : 'with an index in Qdrant', () => {
  let sluice: TestBroker;
  beforeAll(async () => {
    sluice = await openTestBroker({
      openIndex: (model) =>
        QdrantIndex.open({
          ...{ url: qdrant?.url ?? '', key: undefined, timeoutMs: 10_000, prefix: `oracle-${process.pid}` },
          ...{ model, shards: undefined, replicas: 1, quantization: 'none' },
          ...{ consistency: 'majority', ordering: 'strong', mayCreate: true },
        }),
    });
  }, 60_000);
  afterAll(() => sluice?.close());

  test('P1: the whole broker and its recheck say what Cedar says, neither more nor less', async () => {
    const { over, under, found } = await Comparison.run(sluice, {
      ...{ seed: SEED, size: SIZE, askers: 1, roads: 'all' },
      isEnough: ({ sets }) => sets >= WHOLE,
    });
    expect(found.slice(0, 3)).toEqual([]);
    expect([...Object.values(over), ...Object.values(under)].filter((count) => count > 0)).toEqual([]);
  }, 120_000);

  test(
    'P1: over random policies the engine finds what Cedar allows, neither more nor less',
    async () => {
      const { share, over, under, found } = await Comparison.run(sluice, {
        ...{ seed: SEED + 1, size: SIZE, askers: 10, roads: 'plan' },
        isEnough: ({ sets }) => sets >= SETS,
      });
      expect(found.slice(0, 3)).toEqual([]);
      expect({ over: over.index, under: under.index }).toEqual({ over: 0, under: 0 });
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.9);
    },
    Math.max(120_000, SETS * 600),
  );

  test('sent nothing that is no request of Qdrant’s', () => {
    expect(qdrant?.invalid).toEqual([]);
  });
});
