import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyPolicies, listPolicyVersions, readPolicies } from '../../src/catalog/policies.ts';
import { GuardFailed } from '../../src/catalog/store.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { aName, anEvent, commit, NOW_MS } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

const apply = (workspace: string, source: string, expectedVersion: number, note?: string) =>
  catalog.store.commit(
    applyPolicies({
      ...{ workspace, source, expectedVersion, appliedBy: aName('user:ada'), nowMs: NOW_MS },
      ...{ event: anEvent(workspace, 'policies.changed'), ...(note === undefined ? {} : { note }) },
    }),
  );
const CHANGED = new GuardFailed('policies-changed');

test('versions count from 1, the newest is in force, and each stays to be read', async () => {
  expect(await readPolicies(catalog, 'main')).toBeUndefined();
  expect(await listPolicyVersions(catalog, 'main')).toEqual([]);
  await apply('main', '// one', 0, 'the first');
  await apply('main', '// two', 1);
  await apply('other', '// elsewhere', 0);
  const about = { appliedBy: 'user:ada', appliedAt: new Date(NOW_MS).toISOString() };
  const [one, two] = [
    { ...about, version: 1, note: 'the first' },
    { ...about, version: 2, note: null },
  ];
  expect(await readPolicies(catalog, 'main')).toEqual({ ...two, source: '// two' });
  expect(await readPolicies(catalog, 'main', 1)).toEqual({ ...one, source: '// one' });
  expect(await readPolicies(catalog, 'main', 3)).toBeUndefined();
  expect(await listPolicyVersions(catalog, 'main')).toEqual([two, one]);
});

test('a version follows the one that its author saw, or is refused', async () => {
  await expect(apply('race', '// ahead', 1)).rejects.toEqual(CHANGED);
  const outcomes = await Promise.allSettled([apply('race', '// a', 0), apply('race', '// b', 0)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(apply('race', '// late', 0)).rejects.toEqual(CHANGED);
  expect(await listPolicyVersions(catalog, 'race')).toHaveLength(1);
});

test('a version is never changed, not by SQL either', async () => {
  await apply('fixed', '// one', 0);
  await expect(commit(catalog, [{ sql: "UPDATE policies SET source = ''", params: [] }])).rejects.toThrow(
    'never changed',
  );
});
