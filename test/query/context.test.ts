/** A piece of a table leaves with the header that it goes on with, so that its figures mean something; a whole document holds it anyway. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retrieve } from '../../src/query/pipeline.ts';
import type { Reranker } from '../../src/reranking/port.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';
import { testEmbedder } from '../support/embedder.ts';

const ada = callerFor('ada');
const HEADER = /pier.*daily fee/i;
const LAST = 'lighthouse quay';

let sluice: TestBroker;
let documentId: string;
beforeAll(async () => {
  sluice = await openTestBroker();
  const names = [...Array.from({ length: 90 }, (_, n) => `berth number ${n} by the old wall`), LAST];
  const table = ['| pier | daily fee |', '|---|---|', ...names.map((name, n) => `| ${name} | ${n + 100} |`)].join('\n');
  const bytes = new TextEncoder().encode(`# Fees\n\n${table}\n`);
  const entitlements = { readers: [aPrincipal('user:ada')] };
  const intake = await sluice.broker.ingest(callerFor('root'), {
    ...{ bytes, format: 'markdown', collection: 'deck', entitlements },
  });
  expect(intake.chunks).toBeGreaterThan(1);
  documentId = intake.documentId;
});
afterAll(() => sluice?.close());

test('the header comes with the piece, in the result, for its neighbours and once in the envelope', async () => {
  const { results, envelope } = await sluice.broker.retrieve(ada, { query: LAST, k: 1, expand: 1 });
  const [result] = results;
  expect(result?.text).toContain(LAST);
  expect(result?.text).not.toMatch(HEADER);
  expect(result?.context).toMatch(HEADER);
  expect(result?.neighbours).toHaveLength(1);
  const quotes = envelope.split('\n').filter((line) => line.startsWith('| '));
  expect(quotes.filter((line) => HEADER.test(line))).toHaveLength(1);
});

test('what is fetched holds it where it stands, and nowhere else', async () => {
  const { text } = await sluice.broker.fetch(ada, documentId);
  expect(text.match(new RegExp(HEADER, 'gi'))).toHaveLength(1);
});

test('a reranker reads it with the text', async () => {
  let read: readonly string[] = [];
  const reranker: Reranker = {
    model: { id: 'test', version: '1' },
    score: async (_, texts) => {
      read = texts;
      return texts.map(() => 0);
    },
    close: async () => undefined,
  };
  const { catalog, index, rulebook } = sluice;
  const logger = { info() {}, warn() {}, error() {} };
  const parts = {
    catalog,
    index,
    rulebook,
    logger,
    timeZone: 'UTC',
    searchTimeoutMs: 60_000,
    tokens: () => () => '',
    embedder: await testEmbedder(),
    reranker,
  };
  await retrieve(parts, ada, { query: LAST, k: 1 });
  expect(read.find((text) => text.includes(LAST))).toMatch(HEADER);
});
