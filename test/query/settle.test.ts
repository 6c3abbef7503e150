/** An answer that took long to make is recorded like any other: only changes of facts can keep it from being settled. */
import { afterEach, expect, test, vi } from 'vitest';
import { principalOf } from '../../entitlements/principal.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { settle } from '../../src/query/settle.ts';
import { openTestCatalog } from '../support/catalog.ts';

afterEach(() => vi.useRealTimers());

const caller = {
  workspace: 'main',
  user: principalOf('user', 'alice'),
  scopes: new Set(['retrieve']),
  ceiling: {},
  issuer: 'test',
  expiresAt: 0,
} as unknown as Caller;

test('an answer is recorded, however long its search took', async () => {
  const catalog = await openTestCatalog();
  vi.useFakeTimers({ toFake: ['performance'] });
  const asked = { kind: 'decision.retrieve', fields: { query: 'a slow one' } } as const;
  const recorded = await settle(catalog, caller, asked, async () => {
    vi.advanceTimersByTime(60_000);
    return { chosen: [], withheld: [] };
  });
  expect(recorded.chosen).toEqual([]);
  await catalog.close();
});
