/** What is accepted is kept and finished, whoever else is at it and whatever answers get lost on the way. */
import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { Delivery } from '../../src/broker.ts';
import { StoreUnavailable } from '../../src/catalog/store.ts';
import { reindex } from '../../src/intake/reindex.ts';
import { type Between, instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';
import { ageBlobs, amountsIn, blobPaths, faultsIn } from '../support/data-folder.ts';

const olga = callerFor('olga');
const text = (content: string, more: Partial<Delivery> = {}): Delivery => ({
  bytes: new TextEncoder().encode(content),
  collection: 'quay',
  ...more,
});

let sluice: TestBroker;
afterEach(async () => {
  vi.useRealTimers();
  await sluice.close();
});

const open = async (between: Between = {}) => {
  sluice = await openTestBroker({ between });
  return sluice.broker;
};
const settledFaults = () => faultsIn(sluice.folder, { settled: true });
const found = async (query: string, who = olga) =>
  (await sluice.broker.retrieve(who, { query, k: 100 })).results.map(({ text: passage }) => passage);

test('P7: of two versions that arrive at once one is served with its own bytes, and the other is told so', async () => {
  const broker = await open();
  const { documentId } = await broker.ingest(olga, text('the first version'));
  for (let round = 0; round < 10; round++) {
    const words = ['north', 'south', 'east'].map((word) => `${word} wind ${round}`);
    const outcomes = await Promise.allSettled(words.map((word) => broker.replace(olga, documentId, text(word))));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'document-changed' });
    }
    await sluice.resume();
    expect(settledFaults()).toEqual([]);
    const winner = words[outcomes.findLastIndex(({ status }) => status === 'fulfilled')];
    expect(words).toContain(winner);
    const [passage, ...others] = await found('wind');
    expect(words).toContain(passage);
    expect(others).toEqual([]);
  }
});

test('P7: what may have been accepted is never taken back: its bytes stay and it is finished', async () => {
  let losesAnswers = false;
  const broker = await open({
    store: (real) =>
      instead(real, {
        async commit(batch) {
          const committed = await real.commit(batch);
          const isAcceptance = batch.events?.some(({ kind }) => kind === 'document.received');
          if (losesAnswers && isAcceptance) throw new StoreUnavailable('the answer was lost');
          return committed;
        },
      }),
  });
  losesAnswers = true;
  await expect(broker.ingest(olga, text('a parcel of amber'))).rejects.toMatchObject({ code: 'catalogue-unavailable' });
  losesAnswers = false;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  await sluice.resume();
  expect(await found('amber')).toEqual(['a parcel of amber']);
  expect(settledFaults()).toEqual([]);
});

test('P7: bytes whose acceptance never came are swept, however far they were written', async () => {
  let crashes = false;
  const broker = await open({
    store: (real) =>
      instead(real, {
        commit: (batch) => (crashes ? Promise.reject(new StoreUnavailable('gone')) : real.commit(batch)),
      }),
  });
  crashes = true;
  await expect(broker.ingest(olga, text('never accepted'))).rejects.toMatchObject({ code: 'catalogue-unavailable' });
  await expect(broker.ingest(olga, text('not even written'))).rejects.toMatchObject({ code: 'catalogue-unavailable' });
  crashes = false;
  // As a process leaves it that is killed while it writes.
  const [whole = ''] = blobPaths(sluice.folder);
  await rename(whole, `${whole}.part`);
  expect(settledFaults()).toHaveLength(2);
  ageBlobs(sluice.folder);
  await sluice.resume();
  expect(settledFaults()).toEqual([]);
});

test('P6: a document that the classifier fails on is not served, stays accepted, and is finished by the same process later', async () => {
  let isDown = true;
  const broker = await open({
    classifier: (real) =>
      instead(real, { score: (texts) => (isDown ? Promise.reject(new Error('down')) : real.score(texts)) }),
  });
  const intake = await broker.ingest(olga, text('a barrel of herring'));
  expect(intake.status).toBe('received');
  expect(await found('herring')).toEqual([]);
  await expect(broker.fetch(olga, intake.documentId)).rejects.toMatchObject({ code: 'not-found' });

  isDown = false;
  for (const later of [10_000, 60_000, 120_000]) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + later });
    await sluice.resume();
  }
  expect(await found('herring')).toEqual(['a barrel of herring']);
  expect(settledFaults()).toEqual([]);
});

test('P7: a version that still waits when a newer one is served is forgotten, and nothing of it stays', async () => {
  let isDown = false;
  const broker = await open({
    classifier: (real) =>
      instead(real, { score: (texts) => (isDown ? Promise.reject(new Error('down')) : real.score(texts)) }),
  });
  const { documentId } = await broker.ingest(olga, text('the first tide'));
  isDown = true;
  const second = await broker.replace(olga, documentId, text('the second tide'));
  expect(second).toMatchObject({ status: 'received', generation: 2 });
  expect(await found('tide')).toEqual(['the first tide']);
  isDown = false;
  const third = await broker.replace(olga, documentId, text('the third tide'));
  expect(third).toMatchObject({ status: 'active', generation: 3 });
  expect(await found('tide')).toEqual(['the third tide']);
  await sluice.resume();
  expect(settledFaults()).toEqual([]);
});

test('P7: a version that can not be read takes no other with it: neither the served one nor one that waits', async () => {
  let isDown = false;
  const broker = await open({
    classifier: (real) =>
      instead(real, { score: (texts) => (isDown ? Promise.reject(new Error('down')) : real.score(texts)) }),
  });
  const { documentId } = await broker.ingest(olga, text('the first buoy'));
  isDown = true;
  await broker.replace(olga, documentId, text('the second buoy'));
  isDown = false;
  const unreadable = { bytes: new TextEncoder().encode('%PDF-1.7 and no more'), fileName: 'buoy.pdf' };
  await expect(broker.replace(olga, documentId, unreadable)).rejects.toMatchObject({ name: 'Problem', status: 422 });

  expect(await found('buoy')).toEqual(['the first buoy']);
  expect(await broker.readDocument(olga, documentId)).toMatchObject({ generation: 1, latestGeneration: 2 });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  await sluice.resume();
  expect(await found('buoy')).toEqual(['the second buoy']);
  await broker.setEntitlements(olga, documentId, { readers: [], deniers: [] });
  expect(settledFaults()).toEqual([]);
});

test('P7: a document that is deleted while it is taken in leaves nothing', async () => {
  let documentId = '';
  const broker = await open({
    index: (real) =>
      instead(real, {
        async put(...all) {
          [, documentId] = all;
          await broker.deleteDocument(olga, documentId);
          return real.put(...all);
        },
      }),
  });
  await broker.ingest(olga, text('short-lived'));
  await expect(broker.fetch(olga, documentId)).rejects.toMatchObject({ code: 'not-found' });
  expect(settledFaults()).toEqual([]);
});

test('P2: what is put into the index late has the labels in force, whoever was quicker and whatever was revoked meanwhile', async () => {
  let isFirst = true;
  const broker = await open({
    index: (real) =>
      instead(real, {
        async put(...all) {
          if (isFirst) {
            isFirst = false;
            // The claim lapses while the process hangs here; another one finishes the document, and Ada is let go.
            vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
            const other = await openTestBroker({ folder: sluice.folder });
            await other.resume();
            await other.close();
            await broker.setEntitlements(olga, all[1], { readers: [], deniers: [] });
          }
          return real.put(...all);
        },
      }),
  });
  await broker.ingest(olga, text('a late lantern', { entitlements: { readers: [aPrincipal('user:ada')] } }));
  expect(settledFaults()).toEqual([]);
  expect(await found('lantern', callerFor('ada'))).toEqual([]);
  expect(await found('lantern')).toEqual(['a late lantern']);
});

test('P2: an index that is built anew has the labels in force, also of what was labelled while it was written', async () => {
  const relabelled = async (documentId: string) =>
    void (await broker.setEntitlements(olga, documentId, { readers: [aPrincipal('user:ada')], deniers: [] }));
  const broker = await open({
    index: (real) =>
      instead(real, {
        async rebuild(options) {
          const { beside, ...rebuild } = await real.rebuild(options);
          const put: typeof beside.put = async (...all) => {
            await relabelled(all[1]);
            return beside.put(...all);
          };
          return { ...rebuild, beside: instead(beside, { put }) };
        },
      }),
  });
  await broker.ingest(olga, text('a lantern built anew', { entitlements: { readers: [] } }));
  await reindex(sluice);
  expect(settledFaults()).toEqual([]);
  expect(await found('lantern', callerFor('ada'))).toEqual(['a lantern built anew']);
});

test('a table whose rows have readers of their own leaves nothing once it is deleted, nor do its earlier versions', async () => {
  const broker = await open();
  const table = (...lines: string[]) => ({
    ...text(['viewers,net', ...lines].join('\n'), { format: 'csv' }),
    rows: { readers: 'viewers' },
  });
  const { documentId } = await broker.ingest(olga, table('group:crew,1', 'user:ada,2'));
  await broker.setEntitlements(olga, documentId, {
    readers: [aPrincipal('user:hugo')],
    deniers: [aPrincipal('user:ben')],
  });
  await broker.replace(olga, documentId, table('group:crew group:pilots,1'));
  expect(settledFaults()).toEqual([]);
  await broker.deleteDocument(olga, documentId);
  expect(settledFaults()).toEqual([]);
  expect(amountsIn(sluice.folder)).toMatchObject({ documents: 0, resources: 0, chunks: 0, blobs: 0, passages: 0 });
});

test('P7: what an earlier reading had staged does not show beside a later one', async () => {
  const paragraphs = Array.from(
    { length: 30 },
    (_, i) => `## Berth ${i}\n\n${`The crane of berth ${i} is green. `.repeat(30)}`,
  );
  let reads = 0;
  const broker = await open({
    // The first reading sees all of it and its process fails before activation; the second sees less, as a newer parser might.
    sandbox: (real) =>
      instead(real, {
        async extract(received) {
          const extracted = await real.extract(received);
          reads += 1;
          return reads === 1 ? extracted : { ...extracted, blocks: extracted.blocks.slice(0, 4) };
        },
      }),
    index: (real) =>
      instead(real, { put: (...all) => (reads === 1 ? Promise.reject(new Error('gone')) : real.put(...all)) }),
  });
  const { documentId, status } = await broker.ingest(olga, text(paragraphs.join('\n\n')));
  expect(status).toBe('received');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  await sluice.resume();
  const whole = await broker.fetch(olga, documentId);
  expect(whole.text).toContain('berth 1 ');
  expect(whole.text).not.toContain('berth 20 ');
  expect(settledFaults()).toEqual([]);
});

test('entitlements without readers leave the reading to the collection; an empty list means the owner alone', async () => {
  const broker = await open();
  const hugo = callerFor('hugo');
  await broker.ingest(olga, text('the founding of the quay'));
  await broker.setCollectionEntitlements(olga, 'quay', { readers: [aPrincipal('user:hugo')], deniers: [] });
  await broker.ingest(olga, text('a rope for everyone', { entitlements: { owner: aPrincipal('user:olga') } }));
  await broker.ingest(olga, text('a rope for one', { entitlements: { owner: aPrincipal('user:olga'), readers: [] } }));
  expect(await found('rope', hugo)).toEqual(['a rope for everyone']);
  expect((await found('rope')).sort()).toEqual(['a rope for everyone', 'a rope for one']);
});

test('the same external id of another person is another document', async () => {
  const broker = await open();
  const externalId = randomUUID();
  const mine = await broker.ingest(olga, text('mine', { externalId }));
  const yours = await broker.ingest(callerFor('hugo'), text('yours', { externalId }));
  expect(yours).toMatchObject({ status: 'active', generation: 1 });
  expect(yours.documentId).not.toBe(mine.documentId);
  expect(await broker.ingest(olga, text('mine, anew', { externalId }))).toMatchObject({
    documentId: mine.documentId,
    generation: 2,
  });
});
