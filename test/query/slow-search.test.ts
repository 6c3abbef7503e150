/** An answer that took long to make is recorded like any other: only a change of facts can keep it from being settled. */
import { afterEach, expect, test, vi } from 'vitest';
import { startCedar } from '../../src/hosts/cedar.ts';
import { Rulebook } from '../../src/policy/rulebook.ts';
import { settle } from '../../src/query/settle.ts';
import { callerFor } from '../support/callers.ts';
import { openTestCatalog } from '../support/catalog.ts';

afterEach(() => vi.useRealTimers());

const logger = { info() {}, warn() {}, error() {} };

test('an answer is recorded, however long its search took', async () => {
  const catalog = await openTestCatalog();
  const parts = {
    catalog,
    logger,
    rulebook: new Rulebook(catalog, startCedar),
    timeZone: 'UTC',
    tokens: () => () => '',
  };
  vi.useFakeTimers({ toFake: ['performance'] });
  const asked = { kind: 'decision.retrieve', fields: { query: 'a slow one' } } as const;
  const recorded = await settle(parts, callerFor('ada'), asked, async () => {
    vi.advanceTimersByTime(60_000);
    return { chosen: [], withheld: [], mismatches: [] };
  });
  expect(recorded.chosen).toEqual([]);
  await catalog.close();
});
