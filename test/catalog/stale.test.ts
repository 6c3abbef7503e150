import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueue, finish, listDue } from '../../src/catalog/jobs.ts';
import { readStale } from '../../src/catalog/stale.ts';
import { openTestCatalog, type TestCatalog } from '../support/catalog.ts';
import { commit, commitAll, NOW_MS } from './placing.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await openTestCatalog();
});
afterAll(() => catalog.close());

test('a document is stale from the change of its labels until the index has followed, and each is named once', async () => {
  const job = (documentId: string, kind: 'relabel' | 'ingest' | 'erase' = 'relabel', workspace = 'main') =>
    enqueue({ workspace, kind, documentId, generation: 0, nowMs: NOW_MS });
  await commit(catalog, [
    job('a'),
    job('b'),
    job('a'),
    job('c', 'ingest'),
    job('d', 'erase'),
    job('e', 'relabel', 'other'),
  ]);
  expect([...(await readStale(catalog, 'main', 10))].sort()).toEqual(['a', 'b']);
  expect(await readStale(catalog, 'main', 1)).toHaveLength(1);
  const [first] = await listDue(catalog, NOW_MS, 1);
  await commitAll(catalog, finish(first?.id ?? 0));
  expect([...(await readStale(catalog, 'main', 10))].sort()).toEqual(['a', 'b']);
  const jobs = await listDue(catalog, NOW_MS, 10);
  await commitAll(catalog, ...jobs.filter(({ documentId }) => documentId === 'a').map(({ id }) => finish(id)));
  expect(await readStale(catalog, 'main', 10)).toEqual(['b']);
});

test('what is stale is read from an index of its own, however much else waits', async () => {
  const plan = await catalog.store.read(
    "EXPLAIN QUERY PLAN SELECT DISTINCT document_id FROM jobs WHERE workspace = ? AND kind = 'relabel' LIMIT ?",
    ['main', 10],
  );
  expect(plan.map((row) => row[3])).toEqual([expect.stringMatching(/^SEARCH jobs USING COVERING INDEX jobs_by_kind/)]);
});
