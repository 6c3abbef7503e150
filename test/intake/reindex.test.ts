/**
 * An index that is built anew while a service goes on: whatever happens meanwhile, and wherever it is interrupted, in the end catalogue and
 * index agree, and at no time is anything found that should not be, or missed for long.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { PassageStore, Rebuild } from '../../src/index/port.ts';
import { compareIndex, DISAGREEMENTS } from '../../src/intake/agreement.ts';
import { type ReindexProgress, reindex } from '../../src/intake/reindex.ts';
import { type Between, instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';

const olga = callerFor('olga');
const AGREED = Object.fromEntries(DISAGREEMENTS.map((what) => [what, 0]));

let sluice: TestBroker;
afterEach(() => sluice.close());

/** A broker whose rebuilding a test comes between. */
async function open(onRebuild: (real: Rebuild) => Partial<Rebuild> = () => ({}), between: Between = {}): Promise<void> {
  sluice = await openTestBroker({
    between: {
      index: (real) =>
        instead(real, {
          async rebuild(options) {
            const rebuild = await real.rebuild(options);
            return { ...rebuild, ...onRebuild(rebuild) };
          },
        }),
      ...between,
    },
  });
}

const bring = (text: string, more = {}) =>
  sluice.broker.ingest(olga, { bytes: new TextEncoder().encode(text), collection: 'quay', ...more });
const found = async (query: string) =>
  (await sluice.broker.retrieve(olga, { query, k: 100, fold: false })).results.map(({ text }) => text).sort();
async function expectAgreement(): Promise<void> {
  expect(await compareIndex(sluice, () => undefined)).toMatchObject({ disagreements: AGREED, waiting: 0 });
}
const jobsLeft = async () => (await sluice.store.read('SELECT kind FROM jobs', [])).map(([kind]) => kind);

test('what is brought, replaced, deleted and labelled anew meanwhile is so in the end, and is found all the while', async () => {
  let isOver = false;
  const seen: (readonly string[])[] = [];
  await open((real) => ({
    async switchOver() {
      await change('before');
      seen.push(await found('lantern'));
      await real.switchOver();
      isOver = true;
      await change('after');
    },
  }));
  const { documentId: replaced } = await bring('an old lantern');
  const { documentId: deleted } = await bring('a lantern that goes');
  const { documentId: shared } = await bring('a lantern for all', { entitlements: { readers: [] } });
  const change = async (when: string) => {
    await bring(`a new lantern ${when}`);
    await sluice.broker.replace(olga, replaced, { bytes: new TextEncoder().encode(`another lantern ${when}`) });
    if (when === 'before') await sluice.broker.deleteDocument(olga, deleted);
    else await sluice.broker.setEntitlements(olga, shared, { readers: ['user:ada' as never], deniers: [] });
  };
  const progress: ReindexProgress[] = [];
  const { documents, isResumed } = await reindex(sluice, { onProgress: (step) => progress.push(step) });
  expect({ isOver, isResumed, documents }).toEqual({ isOver: true, isResumed: false, documents: 4 });
  expect(seen).toEqual([['a lantern for all', 'a new lantern before', 'another lantern before']]);
  expect(await found('lantern')).toEqual([
    ...['a lantern for all', 'a new lantern after', 'a new lantern before', 'another lantern after'],
  ]);
  const { results } = await sluice.broker.retrieve(callerFor('ada'), { query: 'lantern', k: 8 });
  expect(results.map(({ text }) => text)).toEqual(['a lantern for all']);
  expect([...new Set(progress.map(({ doing }) => doing))]).toEqual(['building', 'comparing', 'settling']);
  await expectAgreement();
  expect(await jobsLeft()).toEqual([]);
});

test('what it filled itself is asked for again only where it was changed since', async () => {
  const asked: string[] = [];
  const noting = <Store extends PassageStore>(real: Store) =>
    instead<PassageStore>(real, {
      list(workspace, page) {
        if (page.documentId !== undefined) asked.push(page.documentId);
        return real.list(workspace, page);
      },
    });
  await open((real) => ({
    beside: noting(real.beside),
    async switchOver() {
      await sluice.broker.setEntitlements(olga, relabelled, { readers: ['user:ada' as never], deniers: [] });
      await real.switchOver();
    },
  }));
  await bring('a lantern');
  const { documentId: relabelled } = await bring('another lantern');
  await reindex({ ...sluice, index: noting(sluice.index) as TestBroker['index'] });
  expect(asked).toEqual([relabelled]);
  await expectAgreement();
});

test('what is put before the change-over, and served only after all was compared again, is found', async () => {
  let [letIn, isIn]: (() => void)[] = [];
  const held = new Promise<void>((resolve) => (letIn = resolve));
  const isPut = new Promise<void>((resolve) => (isIn = resolve));
  const ofLate = () =>
    sluice.store.read(`SELECT 1 FROM generations WHERE intent ->> 'title' = 'late' AND status = 'pending'`, []);
  let isHolding = false;
  let looked = 0;
  await open(
    (real) => ({
      async switchOver() {
        isHolding = true;
        late = bring('a late lantern', { title: 'late' });
        await isPut;
        await real.switchOver();
      },
    }),
    {
      store: (real) =>
        instead(real, {
          async commit(batch) {
            if (isHolding && batch.events?.some(({ kind }) => kind === 'document.activated')) {
              isHolding = false;
              isIn?.();
              await held;
            }
            return real.commit(batch);
          },
        }),
    },
  );
  let late: ReturnType<typeof bring> | undefined;
  await bring('an early lantern');
  const building = reindex(sluice, {
    onProgress({ doing }) {
      if (doing === 'settling') looked += 1;
      // All that is served has been looked at, and it is not served yet.
      if (looked === 1) setTimeout(() => letIn?.(), 300);
    },
  });
  await building;
  expect((await late)?.status).toBe('active');
  expect(await ofLate()).toEqual([]);
  expect(await found('lantern')).toEqual(['a late lantern', 'an early lantern']);
  await expectAgreement();
});

test('what was interrupted is gone on with: what is built already is not built again, and nothing changed over before', async () => {
  let puts = 0;
  let failsAt = 3;
  await open(({ beside }) => ({
    beside: instead(beside, {
      async put(...all) {
        puts += 1;
        if (puts === failsAt) throw new Error('the power is gone');
        return beside.put(...all);
      },
    }),
  }));
  for (let i = 0; i < 6; i += 1) await bring(`lantern ${i}`);
  await expect(reindex(sluice)).rejects.toThrow('the power is gone');
  expect(await found('lantern')).toHaveLength(6);
  expect(await jobsLeft()).toEqual(['reindex']);
  await sluice.resume();
  expect(await jobsLeft()).toEqual(['reindex']);

  [puts, failsAt] = [0, 0];
  expect(await reindex(sluice)).toEqual({ documents: 6, isResumed: true });
  expect(puts).toBe(4);
  await expectAgreement();
  expect(await jobsLeft()).toEqual([]);
});

test('what is left to do after a change-over is done by whichever process looks for work', async () => {
  let isDead = false;
  await open((real) => ({
    async switchOver() {
      await bring('a late lantern');
      await real.switchOver();
      isDead = true;
      throw new Error('the power is gone');
    },
  }));
  await bring('an early lantern');
  await expect(reindex(sluice)).rejects.toThrow('the power is gone');
  expect(isDead).toBe(true);
  expect(await found('lantern')).toEqual(['an early lantern']);
  expect((await jobsLeft()).sort()).toEqual(['reindex', 'settle']);
  await sluice.resume();
  expect(await found('lantern')).toEqual(['a late lantern', 'an early lantern']);
  expect(await jobsLeft()).toEqual(['reindex']);
  await expectAgreement();
});

test('an index that was lost is not taken for one of nothing: no question is answered until it is built anew', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-lost-'));
  const before = await openTestBroker({ folder });
  await before.broker.ingest(olga, { bytes: new TextEncoder().encode('a lantern'), collection: 'quay' });
  await before.close();
  await rm(join(folder, 'index'), { recursive: true });

  sluice = await openTestBroker({ folder });
  for (let i = 0; i < 2; i++) await expect(found('lantern')).rejects.toMatchObject({ code: 'index-unavailable' });
  await reindex(sluice);
  expect(await found('lantern')).toEqual(['a lantern']);
  await rm(folder, { recursive: true });
});

test('two at a time are one too many', async () => {
  await open((real) => ({
    async switchOver() {
      await expect(reindex(sluice)).rejects.toMatchObject({ code: 'invalid-request' });
      await real.switchOver();
    },
  }));
  await bring('a lantern');
  expect(await reindex(sluice)).toEqual({ documents: 1, isResumed: false });
  await expectAgreement();
});
