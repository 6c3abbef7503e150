/**
 * Who may read little gets all the same what a search of everything would find of it, through the whole broker. The long form, over
 * 100,000 passages, is a part of `npm run bench -- entitlements`.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomFrom } from '../../bench/corpus/random.ts';
import { Writer } from '../../bench/corpus/texts.ts';
import { wordAt } from '../../bench/corpus/words.ts';
import { CASES } from '../../bench/entitlements/cases.ts';
import { StrictWorld } from '../../bench/entitlements/strict-world.ts';
import { instead, openTestBroker, type TestBroker } from '../support/broker.ts';
import { callerFor } from '../support/callers.ts';

const DOCUMENTS = 200;
const CHUNKS_PER_DOCUMENT = 10;
const STALE_DOCUMENTS = 50;
const K = 8;
/** From words of some passages to words of nearly all. */
const QUESTIONS = [
  [400, 900],
  [60, 200],
  [7, 12, 20],
].map((ranks) => ranks.map(wordAt).join(' '));

const root = callerFor('root');
let sluice: TestBroker;
let world: StrictWorld;
let isBehind = false;

beforeAll(async () => {
  sluice = await openTestBroker({
    between: {
      index: (real) =>
        instead(real, { relabel: (...all) => (isBehind ? Promise.reject(new Error('gone')) : real.relabel(...all)) }),
    },
  });
  const writer = new Writer(randomFrom(1));
  for (let n = 0; n < DOCUMENTS; n += 10) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const bytes = new TextEncoder().encode(writer.document(CHUNKS_PER_DOCUMENT));
        const delivery = { bytes, format: 'text', collection: 'shelf', entitlements: { readers: [] } } as const;
        expect((await sluice.broker.ingest(root, delivery)).chunks).toBe(CHUNKS_PER_DOCUMENT);
      }),
    );
  }
  world = await StrictWorld.make(
    { ...sluice, indexFile: join(sluice.folder, 'index', `${root.workspace}.db`) },
    root,
    QUESTIONS,
  );
}, 120_000);
afterAll(() => sluice?.close());

async function expectFull(): Promise<void> {
  let found = 0;
  for (const { reader } of CASES) {
    for (const query of QUESTIONS) {
      const expected = world.expected(reader, query, K);
      const { results } = await sluice.broker.retrieve(callerFor(reader), { query, k: K });
      expect(
        results.map(({ chunkId }) => chunkId),
        `${reader}: ${query}`,
      ).toEqual(expected);
      found += expected.length;
    }
  }
  // Answers that are all empty would show nothing.
  expect(found).toBeGreaterThan((CASES.length * QUESTIONS.length * K) / 2);
}

test('P1: under filters from 10 % to one document, scattered or far from the question, answers equal brute force', async () => {
  await expectFull();
});

test('P2: they do so while the index is behind with a quarter of the documents', async () => {
  isBehind = true;
  await world.change(STALE_DOCUMENTS);
  const [stale] = await sluice.store.read(`SELECT count(DISTINCT document_id) FROM jobs WHERE kind = 'relabel'`, []);
  expect(stale?.[0]).toBe(STALE_DOCUMENTS);
  await expectFull();
  const [alarms] = await sluice.store.read(`SELECT count(*) FROM audit WHERE kind = 'integrity.alarm'`, []);
  expect(alarms?.[0]).toBe(0);
});
