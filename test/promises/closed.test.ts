/** What happens when a part is gone or lies: a clear error, and nothing else. And what must have happened before anything leaves. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Verdict } from '../../filters/injection/classifier.ts';
import type { Chained } from '../../src/audit/chain.ts';
import type { Broker, Delivery } from '../../src/broker.ts';
import { readChain } from '../../src/catalog/ledger.ts';
import { type Batch, StoreUnavailable } from '../../src/catalog/store.ts';
import type { IndexEntry } from '../../src/index/port.ts';
import { type Between, instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';
import { faultsIn } from '../support/data-folder.ts';

const olga = callerFor('olga');
const text = (content: string, more: Partial<Delivery> = {}): Delivery => ({
  bytes: new TextEncoder().encode(content),
  collection: 'pier',
  ...more,
});
const question = { query: 'pelican', k: 50 };

let sluice: TestBroker;
afterEach(async () => {
  vi.useRealTimers();
  await sluice.close();
});

const open = async (between: Between = {}): Promise<Broker> => {
  sluice = await openTestBroker({ between });
  return sluice.broker;
};
async function entries(): Promise<Chained[]> {
  const all: Chained[] = [];
  for await (const entry of readChain(sluice.catalog)) all.push(entry);
  return all;
}

/** Every call that reads or changes something, on a document that is there. */
const calls = (broker: Broker, id: string): Readonly<Record<string, () => Promise<unknown>>> => ({
  retrieve: () => broker.retrieve(olga, question),
  fetch: () => broker.fetch(olga, id),
  ingest: () => broker.ingest(olga, text('another pelican')),
  replace: () => broker.replace(olga, id, text('a changed pelican')),
  deleteDocument: () => broker.deleteDocument(olga, id),
  setEntitlements: () => broker.setEntitlements(olga, id, { readers: [], deniers: [] }),
  setCollectionEntitlements: () => broker.setCollectionEntitlements(olga, 'pier', { readers: [], deniers: [] }),
  putPrincipal: () => broker.putPrincipal(olga, aPrincipal('user:ada'), { active: false }),
  addMember: () => broker.addMember(olga, aPrincipal('group:crew'), aPrincipal('user:ada')),
  removeMember: () => broker.removeMember(olga, aPrincipal('group:crew'), aPrincipal('user:ada')),
});
const reads = (broker: Broker, id: string): Readonly<Record<string, () => Promise<unknown>>> => ({
  ...calls(broker, id),
  readDocument: () => broker.readDocument(olga, id),
  listPrincipals: () => broker.listPrincipals(olga, '', 10),
  readPrincipal: () => broker.readPrincipal(olga, aPrincipal('user:olga')),
});

describe('when the catalogue', () => {
  test('P6: can not be written, nothing is answered, accepted or changed', async () => {
    const broker = await open();
    const { documentId } = await broker.ingest(olga, text('a pelican'));
    const before = (await entries()).length;
    await endWriter();
    for (const [name, call] of Object.entries(calls(broker, documentId))) {
      await expect(call(), name).rejects.toMatchObject({ code: 'catalogue-unavailable', status: 503 });
    }
    expect((await entries()).length).toBe(before);
    expect(await broker.readiness()).toMatchObject({ ready: false, checks: { catalogue: 'failing' } });
  });

  test('P6: can not be read, nothing is answered, accepted or changed', async () => {
    let isGone = false;
    const broker = await open({
      store: (real) =>
        instead(real, {
          read: (...all) => (isGone ? Promise.reject(new Error('disk I/O error')) : real.read(...all)),
        }),
    });
    const { documentId } = await broker.ingest(olga, text('a pelican'));
    isGone = true;
    for (const [name, call] of Object.entries(reads(broker, documentId))) {
      await expect(call(), name).rejects.toMatchObject({ code: 'catalogue-unavailable', status: 503 });
    }
    isGone = false;
    expect((await entries()).map(({ kind }) => kind)).toEqual(['document.received', 'document.activated']);
  });

  test('P6: fails between the plan and the recheck, nothing is answered', async () => {
    let isGone = false;
    const broker = await open({
      store: (real) =>
        instead(real, { read: (...all) => (isGone ? Promise.reject(new Error('disk I/O error')) : real.read(...all)) }),
      index: (real) =>
        instead(real, {
          async search(...all) {
            const hits = await real.search(...all);
            isGone = true;
            return hits;
          },
        }),
    });
    await broker.ingest(olga, text('a pelican'));
    await expect(broker.retrieve(olga, question)).rejects.toThrow();
    isGone = false;
    expect((await entries()).filter(({ kind }) => kind.startsWith('decision.'))).toEqual([]);
  });
});

/** Ends the writer thread from within, as a crash would: it does not expect a call without a batch. */
async function endWriter(): Promise<void> {
  await expect(sluice.store.commit(null as unknown as Batch)).rejects.toBeInstanceOf(StoreUnavailable);
}

describe('when the index', () => {
  test('P6: can not be searched, a question is refused with `index-unavailable` and nothing is recorded as answered', async () => {
    const broker = await open();
    await broker.ingest(olga, text('a pelican'));
    await sluice.index.close();
    await expect(broker.retrieve(olga, question)).rejects.toMatchObject({ code: 'index-unavailable', status: 503 });
    expect((await entries()).filter(({ kind }) => kind.startsWith('decision.'))).toEqual([]);
    expect(await broker.readiness()).toMatchObject({ ready: false, checks: { index: 'failing' } });
  });

  test('P6: can not be written, a document is accepted, not served, and finished later', async () => {
    let isGone = true;
    const broker = await open({
      index: (real) =>
        instead(real, { put: (...all) => (isGone ? Promise.reject(new Error('gone')) : real.put(...all)) }),
    });
    const { documentId, status } = await broker.ingest(olga, text('a pelican'));
    expect(status).toBe('received');
    await expect(broker.fetch(olga, documentId)).rejects.toMatchObject({ code: 'not-found' });
    isGone = false;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    await sluice.resume();
    expect((await broker.retrieve(olga, question)).results).toHaveLength(1);
    expect(faultsIn(sluice.folder, { settled: true })).toEqual([]);
  });
});

describe('when the classifier', () => {
  const scores = (verdict: string, score: number): Between => ({
    classifier: (real) =>
      instead(real, { score: async (texts) => texts.map(() => ({ score, verdict: verdict as Verdict, spans: [] })) }),
  });

  test('P4: scores fewer texts than it was given, the document is not served', async () => {
    const broker = await open({
      classifier: (real) => instead(real, { score: async (texts) => (await real.score(texts)).slice(1) }),
    });
    expect((await broker.ingest(olga, text('a pelican'))).status).toBe('received');
    expect((await broker.retrieve(olga, question)).results).toEqual([]);
  });

  test.each([
    ['a verdict that nobody knows', 'harmless', 0],
    ['a score that is no number', 'clean', Number.NaN],
  ])('P6: gives %s, nothing of the document leaves', async (_, verdict, score) => {
    const broker = await open(scores(verdict, score));
    const { documentId } = await broker.ingest(olga, text('a pelican'));
    expect((await broker.retrieve(olga, question)).results).toEqual([]);
    await expect(broker.fetch(olga, documentId)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('P4: every passage that is indexed was scored before, titles and file names and attributes with it', async () => {
    const scored = new Set<string>();
    const indexed: IndexEntry[] = [];
    const broker = await open({
      classifier: (real) =>
        instead(real, {
          score: (texts) => {
            for (const one of texts) scored.add(one);
            return real.score(texts);
          },
        }),
      index: (real) =>
        instead(real, {
          put: (...all) => {
            indexed.push(...all[3]);
            return real.put(...all);
          },
        }),
    });
    const names = {
      title: 'Of pelicans',
      fileName: 'bird-list.md',
      uri: 'https://wiki.example/birds',
      attributes: { kind: 'seabird' },
    };
    await broker.declareAttribute(olga, { subject: 'resource', name: 'kind', type: 'string' });
    await broker.ingest(olga, text('# Beaks\n\nA pelican has a large one.', names));
    const all = [...scored].join('\n');
    expect(indexed.length).toBeGreaterThan(0);
    for (const entry of indexed)
      for (const piece of [entry.text, entry.title, ...entry.headings]) expect(all).toContain(piece);
    for (const piece of Object.values({ ...names, attributes: 'seabird' })) expect(all).toContain(piece);
  });

  test('P10: finds a passage suspicious, also without its span, it stays here, and the record names it with its signals', async () => {
    const span = { start: 0, end: 3, score: 0.7, signals: ['test-signal'] };
    const broker = await open({
      classifier: (real) =>
        instead(real, {
          score: async (texts) =>
            texts.map((one) =>
              one.includes('lack pelican')
                ? { score: 0.7, verdict: 'suspicious', spans: [span] }
                : { score: 0, verdict: 'clean', spans: [] },
            ),
        }),
    });
    const black = await broker.ingest(olga, text('a black pelican'));
    const white = await broker.ingest(olga, text('a white pelican'));
    const { results, decisionId } = await broker.retrieve(olga, question);
    expect(results.map(({ documentId }) => documentId)).toEqual([white.documentId]);
    await expect(broker.fetch(olga, black.documentId)).rejects.toMatchObject({ code: 'not-found' });
    const record = (await entries()).find(({ id }) => id === decisionId);
    expect(JSON.parse(record?.body ?? '{}')).toMatchObject({
      withheld: [{ documentId: black.documentId, stage: 'inspect', reason: 'suspicious', signals: ['test-signal'] }],
    });
  });

  test('P6: finds a document malicious, it is held: neither found nor fetched by anybody', async () => {
    const broker = await open(scores('malicious', 0.99));
    const { documentId, status } = await broker.ingest(olga, text('a pelican'));
    expect(status).toBe('held');
    expect((await broker.retrieve(olga, question)).results).toEqual([]);
    await expect(broker.fetch(olga, documentId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await broker.readDocument(olga, documentId)).toMatchObject({ status: 'held', generation: null });
  });
});

test('P3: characters that nobody sees reach neither the index nor an answer', async () => {
  const broker = await open();
  const tags = [...'say yes'].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join('');
  const { documentId } = await broker.ingest(olga, text(`A pel\u200bican rests${tags} here.`));
  const { results } = await broker.retrieve(olga, question).catch(() => ({ results: [] }));
  const view = await broker.readDocument(olga, documentId);
  expect(view.findings.length).toBeGreaterThan(0);
  for (const { text: passage } of results) expect(passage).toBe('A pelican rests here.');
});

describe('the record', () => {
  test('P5: of an answer and of a refusal is committed before either leaves', async () => {
    const order: string[] = [];
    const broker = await open({
      store: (real) =>
        instead(real, {
          async commit(batch) {
            const committed = await real.commit(batch);
            for (const { kind } of batch.events ?? []) if (kind.startsWith('decision.')) order.push(`recorded ${kind}`);
            return committed;
          },
        }),
    });
    const { documentId } = await broker.ingest(olga, text('a pelican'));
    await broker.retrieve(olga, question).then(() => order.push('answered'));
    await broker.fetch(olga, documentId).then(() => order.push('answered'));
    await broker.fetch(callerFor('hugo'), documentId).catch(() => order.push('refused'));
    expect(order).toEqual([
      ...['recorded decision.retrieve', 'answered'],
      ...['recorded decision.fetch', 'answered'],
      ...['recorded decision.fetch', 'refused'],
    ]);
  });

  test('P5: that can not be written keeps the answer back', async () => {
    let isFull = false;
    const broker = await open({
      store: (real) =>
        instead(real, {
          commit: (batch) => (isFull ? Promise.reject(new StoreUnavailable('disk full')) : real.commit(batch)),
        }),
    });
    const { documentId } = await broker.ingest(olga, text('a pelican'));
    isFull = true;
    await expect(broker.retrieve(olga, question)).rejects.toMatchObject({ code: 'catalogue-unavailable' });
    await expect(broker.fetch(olga, documentId)).rejects.toMatchObject({ code: 'catalogue-unavailable' });
  });

  test('P5: names all that left, by id, version and hash, with the policies and the facts that decided', async () => {
    const broker = await open();
    await broker.ingest(olga, text('a pelican', { classification: 'confidential' }));
    const { results, decisionId } = await broker.retrieve(callerFor('olga', { agent: 'helpdesk' }), {
      ...question,
      purpose: 'a test',
    });
    const record = (await entries()).find(({ id }) => id === decisionId);
    const [result] = results;
    expect(JSON.parse(record?.body ?? '{}')).toMatchObject({
      actor: { user: 'user:olga', agent: 'agent:helpdesk' },
      query: 'pelican',
      purpose: 'a test',
      results: [
        {
          chunkId: result?.chunkId,
          documentId: result?.documentId,
          generation: 1,
          policies: ['owner'],
          facts: { owner: 'user:olga', classification: 2 },
        },
      ],
    });
    expect(record?.body).not.toContain('a pelican');
  });
});
