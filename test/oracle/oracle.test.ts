/**
 * The broker with the index that it has by default, against Cedar.
 *
 * `SLUICE_TEST_DECISIONS` says how many decisions are compared, `SLUICE_TEST_SEED` with which world it begins.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { Comparison, RESIDUAL_NODES } from './comparison.ts';

const DECISIONS = Number(process.env.SLUICE_TEST_DECISIONS ?? 2_000);
const SEED = Number(process.env.SLUICE_TEST_SEED ?? 1);
/** Documents and rows of a world together: 8 + 3 · 15. */
const SIZE = { texts: 8, tables: 3, rows: 15 };

let sluice: TestBroker;
beforeAll(async () => {
  sluice = await openTestBroker();
}, 60_000);
afterAll(() => sluice?.close());

test(
  'P1: over random policies the broker, its plan in memory and in SQLite and its recheck say what Cedar says, neither more nor less',
  async () => {
    const { counts, share, nodes, over, under, found } = await Comparison.run(sluice, {
      ...{ seed: SEED, size: SIZE, askers: 5, roads: 'all' },
      isEnough: ({ decisions }) => decisions >= DECISIONS,
    });
    expect(found.slice(0, 3)).toEqual([]);
    expect({ over, under }).toEqual({ over: zeros(over), under: zeros(under) });
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
    expect(counts.masked).toBeGreaterThan(0);
    expect([...nodes].filter(([, count]) => count === 0).map(([kind]) => kind)).toEqual([]);
    expect([...nodes.keys()].sort()).toEqual([...RESIDUAL_NODES].sort());
  },
  Math.max(120_000, DECISIONS * 60),
);

const zeros = (of: Readonly<Record<string, number>>) => Object.fromEntries(Object.keys(of).map((key) => [key, 0]));
