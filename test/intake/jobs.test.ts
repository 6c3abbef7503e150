/**
 * The outbox while the index is away: nothing that was accepted is lost, whatever fails on the way, nobody waits behind what fails again and
 * again, and a round ends when there is nobody to deliver to.
 */
import { afterEach, expect, test } from 'vitest';
import { backlog, enqueue, type Job, jobsOf, listDue } from '../../src/catalog/jobs.ts';
import type { VectorIndex } from '../../src/index/port.ts';
import { Problem } from '../../src/problem.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';

const olga = callerFor('olga');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const bring = (text: string) => sluice.broker.ingest(olga, { bytes: bytesOf(text), collection: 'deck' });
const find = async (query: string) =>
  (await sluice.broker.retrieve(olga, { query, k: 5 })).results.map(({ documentId }) => documentId);
const away = () => Promise.reject(new Problem('index-unavailable'));
const depth = async () => (await backlog(sluice.catalog)).depth;
const settled = () => expect.poll(() => sluice.jobs.runAll().then(depth), { timeout: 20_000, interval: 100 }).toBe(0);

let sluice: TestBroker;
afterEach(() => sluice.close());

/** A broker whose index answers as `broken` says, as long as it says so. */
async function openWith(broken: Partial<VectorIndex>): Promise<void> {
  sluice = await openTestBroker({
    between: {
      index: (real) => new Proxy(real, { get: (target, key) => Reflect.get(instead(target, broken), key) }),
    },
  });
}

test('P7: a document is kept when the index takes nothing and still removes what it is told to', async () => {
  const broken: Partial<VectorIndex> = { put: away };
  await openWith(broken);
  const { documentId, status } = await bring('The keel is laid.');
  expect(status).toBe('received');
  expect(await depth()).toBe(1);
  expect(await find('keel')).toEqual([]);
  broken.put = undefined;
  await settled();
  expect(await find('keel')).toEqual([documentId]);
});

test('P7: so is what can not be read, until the index has nothing of it either', async () => {
  const broken: Partial<VectorIndex> = { remove: away };
  await openWith(broken);
  const { documentId, status } = await bring(' ');
  expect(status).toBe('received');
  broken.remove = undefined;
  await settled();
  await expect(sluice.broker.readDocument(olga, documentId)).rejects.toMatchObject({ code: 'not-found' });
});

test('P7: a late first version does not undo the second, and what was deleted meanwhile stays deleted', async () => {
  const broken: Partial<VectorIndex> = { put: away, remove: away };
  await openWith(broken);
  const { documentId } = await bring('The anchor is weighed.');
  const other = await bring('The anchor is sold.');
  const [late] = await jobsOf(sluice.catalog, documentId);
  if (late === undefined) throw new Error('nothing waits');
  const { workspace } = late;
  await sluice.broker.replace(olga, documentId, { bytes: bytesOf('The mast is stepped.') });
  await sluice.broker.deleteDocument(olga, other.documentId);
  expect(await find('anchor')).toEqual([]);
  broken.put = undefined;
  broken.remove = undefined;
  await settled();
  expect(await find('mast')).toEqual([documentId]);
  expect(await find('anchor')).toEqual([]);
  expect(await sluice.index.count(workspace)).toBe(1);
});

test('what waits for another try lets through what is due, and what is due longest comes first', async () => {
  await openWith({});
  const job = (documentId: string): Job => ({ workspace: 'main', kind: 'relabel', documentId, generation: 0 });
  const { store } = sluice.catalog;
  const add = (documentId: string, nowMs: number, claimedUntil: number) =>
    store.commit({
      statements: [
        enqueue({ ...job(documentId), nowMs }),
        { sql: 'UPDATE jobs SET claimed_until = ? WHERE document_id = ?', params: [claimedUntil, documentId] },
      ],
    });
  for (let i = 0; i < 5; i += 1) await add(`waits-${i}`, 1_000, 9_000);
  await add('tried', 1_000, 4_000);
  await add('new', 3_000, 0);
  await add('newer', 5_000, 0);
  const due = async (nowMs: number, limit: number) =>
    (await listDue(sluice.catalog, nowMs, limit)).map(({ documentId }) => documentId);
  expect(await due(6_000, 3)).toEqual(['new', 'tried', 'newer']);
  expect(await due(9_000, 4)).toEqual(['new', 'tried', 'newer', 'waits-0']);
});

test('more jobs than a round looks at that fail again and again keep no other from its turn', async () => {
  await openWith({ remove: () => Promise.reject(new Error('refused')) });
  const job = (kind: Job['kind'], documentId: string) =>
    enqueue({ workspace: 'main', kind, documentId, generation: 0, nowMs: Date.now() });
  const failing = Array.from({ length: 250 }, (_, i) => job('erase', `broken-${i}`));
  await sluice.catalog.store.commit({ statements: [...failing, job('relabel', 'good')] });
  for (let round = 0; round < 3; round += 1) await sluice.jobs.runAll();
  expect(await jobsOf(sluice.catalog, 'good')).toEqual([]);
  expect(await depth()).toBe(250);
});

test('a round ends when the index is away: it tries a few, and neither reads nor postpones the others', async () => {
  let tries = 0;
  let isReady = true;
  await openWith({
    isReady: () => isReady,
    remove: async () => {
      tries += 1;
      isReady = tries < 3;
      return away();
    },
  });
  const { store } = sluice.catalog;
  const erase = (n: number) =>
    enqueue({ workspace: 'main', kind: 'erase', documentId: `d${n}`, generation: 0, nowMs: Date.now() });
  await store.commit({ statements: Array.from({ length: 100 }, (_, n) => erase(n)) });
  await sluice.jobs.runAll();
  await sluice.jobs.runAll();
  expect(tries).toBe(3);
  const attempts = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => (await jobsOf(sluice.catalog, `d${n}`))[0]?.attempts),
  );
  expect(attempts.filter((times) => times === 0)).toHaveLength(97);
});
