/** An answer that took long to make is recorded like any other: only a change of facts can keep it from being settled. */
import { afterEach, expect, test, vi } from 'vitest';
import { settle } from '../../src/query/settle.ts';
import { callerFor } from '../support/callers.ts';
import { openTestCatalog } from '../support/catalog.ts';

afterEach(() => vi.useRealTimers());

test('an answer is recorded, however long its search took', async () => {
  const catalog = await openTestCatalog();
  vi.useFakeTimers({ toFake: ['performance'] });
  const asked = { kind: 'decision.retrieve', fields: { query: 'a slow one' } } as const;
  const recorded = await settle(catalog, callerFor('ada'), asked, async () => {
    vi.advanceTimersByTime(60_000);
    return { chosen: [], withheld: [] };
  });
  expect(recorded.chosen).toEqual([]);
  await catalog.close();
});
