/** Passages that say the same: one of them is answered, the others are named, and what may not leave changes nothing in it. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, Question } from '../../src/broker.ts';
import type { Hit } from '../../src/index/port.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';

const root = callerFor('root');
const ada = callerFor('ada');
const DIFFERENT = 12;

let sluice: TestBroker;
/** Chunks that the index offers beside what it finds: each before the hit of its place. */
let offered: readonly (readonly [place: number, chunkId: string])[] = [];
/** Chunks of ada's, in documents with the same text, and of what is nobody's but root's. */
const hers: string[] = [];
const forbidden: string[] = [];

beforeAll(async () => {
  sluice = await openTestBroker({
    between: {
      index: (real) =>
        instead(real, {
          async search(plan, question, limit) {
            const hits = [...(await real.search(plan, question, limit))];
            for (const [place, chunkId] of offered) hits.splice(place, 0, { chunkId } as Hit);
            return hits.slice(0, limit);
          },
        }),
    },
  });
  const lit = 'The lantern is lit at dusk.';
  for (let n = 0; n < 3; n++) hers.push(await bring(n === 1 ? lit.replaceAll(' ', '\n') : lit, `Copy ${n}`, ['ada']));
  for (let n = 0; n < DIFFERENT; n++) await bring(`The lantern of pier ${n} is lit at dusk.`, `Pier ${n}`, ['ada']);
  for (let n = 0; n < 3; n++) forbidden.push(await bring(lit, `Secret ${n}`, []));
  forbidden.push(await bring('The lantern of pier 0 is lit at dusk.', 'Secret pier', []));
});
afterAll(() => sluice?.close());

async function bring(text: string, title: string, readers: readonly string[]): Promise<string> {
  const { documentId } = await sluice.broker.ingest(root, {
    ...{ bytes: new TextEncoder().encode(text), title, collection: 'pier' },
    entitlements: { readers: readers.map((name) => aPrincipal(`user:${name}`)) },
  });
  const [row] = await sluice.store.read('SELECT id FROM chunks WHERE document_id = ?', [documentId]);
  return String(row?.[0]);
}

const ask = (more: Partial<Question> = {}) =>
  sluice.broker.retrieve(ada, { query: 'The lantern is lit at dusk.', k: 8, ...more });

const recordOf = async ({ decisionId }: Answer) => {
  const entry = (await sluice.broker.auditTail(root, 1_000)).find(({ id }) => id === decisionId);
  return JSON.parse(entry?.body ?? '{}');
};

/** The answer without what is random in it. */
function plain({ decisionId: _, results, envelope }: Answer): unknown {
  const boundary = /<<<retrieved (\w+)>>>/.exec(envelope)?.[1] ?? '-';
  return { results, envelope: envelope.replaceAll(boundary, 'BOUNDARY') };
}

test('one of them is a result and names the others, and the answer is full of different passages', async () => {
  for (const k of [1, 5, DIFFERENT + 1]) {
    const { results } = await ask({ k });
    expect(results).toHaveLength(k);
    expect(results.filter(({ title }) => title.startsWith('Copy'))).toHaveLength(1);
  }
  const { results, envelope } = await ask({ k: 50 });
  expect(results).toHaveLength(DIFFERENT + 1);
  const [first, ...others] = results.filter(({ duplicates }) => duplicates !== undefined);
  expect(others).toEqual([]);
  expect(new Set([first?.chunkId, ...(first?.duplicates ?? []).map(({ chunkId }) => chunkId)])).toEqual(new Set(hers));
  expect(first?.duplicates?.map(({ title }) => title).every((title) => title.startsWith('Copy'))).toBe(true);
  for (const { documentId } of first?.duplicates ?? []) expect(envelope).toContain(documentId);
});

test('without folding each is a result, as before', async () => {
  const { results } = await ask({ k: 50, fold: false });
  expect(results).toHaveLength(DIFFERENT + 3);
  expect(results.every((result) => !('duplicates' in result))).toBe(true);
});

test('P5: what is named is in the record, with the policies and the facts that let it leave', async () => {
  const answer = await ask();
  const { results, duplicates } = await recordOf(answer);
  expect(results.map(({ chunkId }: { chunkId: string }) => chunkId)).toEqual(answer.results.map((one) => one.chunkId));
  const named = answer.results.flatMap(({ chunkId: of, duplicates: all = [] }) =>
    all.map(({ chunkId, documentId }) => ({ of, chunkId, documentId, generation: 1, policies: ['readers'] })),
  );
  expect(named).toHaveLength(2);
  expect(duplicates).toEqual(named.map((one) => expect.objectContaining(one)));
});

test('P8: whatever of the forbidden the index offers, the answer is the same to the byte', async () => {
  const place = fc.nat(DIFFERENT + 4);
  const offers = fc.array(fc.tuple(place, fc.constantFrom(...forbidden, 'nobody-knows-it')), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(offers, fc.constantFrom(1, 2, 3, 4, 8), async (those, k) => {
      offered = [];
      const without = plain(await ask({ k }));
      offered = [...new Map(those.map((one) => [one[1], one])).values()];
      const withThem = plain(await ask({ k }));
      offered = [];
      expect(withThem).toEqual(without);
    }),
    { numRuns: 30, examples: [1, 2, 3, 4].map((k) => [[[0, forbidden[0] ?? '']], k]) },
  );
});

test('P1: a copy that may no longer be read is not named', async () => {
  const { results } = await ask({ k: 50 });
  const first = results.find(({ duplicates }) => duplicates !== undefined);
  const gone = first?.duplicates?.[0];
  await sluice.broker.setEntitlements(root, gone?.documentId ?? '', { readers: [], deniers: [] });
  expect(JSON.stringify(await ask({ k: 50 }))).not.toContain(gone?.documentId);
  await sluice.broker.setEntitlements(root, first?.documentId ?? '', { readers: [], deniers: [] });
  // The last one left is a result by itself.
  const left = await ask({ k: 50 });
  expect(left.results.filter(({ title }) => title.startsWith('Copy'))).toHaveLength(1);
  expect(left.results.some(({ duplicates }) => duplicates !== undefined)).toBe(false);
});
