/** A reranker orders what may leave. It sees nothing else, and its absence costs order alone. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../src/broker.ts';
import { retrieve } from '../../src/query/pipeline.ts';
import { type Reranker, RerankerUnavailable } from '../../src/reranking/port.ts';
import { openTestBroker, type TestBroker } from '../support/broker.ts';
import { aPrincipal, callerFor } from '../support/callers.ts';
import { testEmbedder } from '../support/embedder.ts';

const root = callerFor('root');
const ada = callerFor('ada');
const QUERY = 'the capstan';

/** Longer texts first: nothing that an index would say. */
const longestFirst = async (_: string, texts: readonly string[]) => texts.map(({ length }) => length);

let sluice: TestBroker;
let score: Reranker['score'] = longestFirst;
let read: string[] = [];
const warnings: unknown[] = [];
beforeAll(async () => {
  sluice = await openTestBroker();
  for (let n = 0; n < 20; n++) await bring(`The capstan ${n} turns${' and turns'.repeat(n)}.`, ['ada']);
  await bring(`The capstan that is kept back turns${' and turns'.repeat(40)}.`, []);
  await bring(`The capstan 19 turns${' and turns'.repeat(19)}.`, ['ada']);
});
afterAll(() => sluice?.close());
beforeEach(() => {
  score = longestFirst;
  read = [];
  warnings.length = 0;
});

async function bring(text: string, readers: readonly string[]): Promise<void> {
  const entitlements = { readers: readers.map((name) => aPrincipal(`user:${name}`)) };
  await sluice.broker.ingest(root, { bytes: new TextEncoder().encode(text), collection: 'deck', entitlements });
}

async function ask(k: number, isReranked = true): Promise<Answer> {
  const reranker: Reranker = {
    model: { id: 'test', version: '1' },
    score: (query, texts) => {
      read.push(...texts);
      return score(query, texts);
    },
    close: async () => undefined,
  };
  const { catalog, index, rulebook } = sluice;
  const logger = { info() {}, error() {}, warn: (fields: object) => void warnings.push(fields) };
  const parts = {
    catalog,
    index,
    rulebook,
    logger,
    timeZone: 'UTC',
    searchTimeoutMs: 60_000,
    tokens: () => () => '',
    embedder: await testEmbedder(),
  };
  return retrieve({ ...parts, ...(isReranked && { reranker }) }, ada, { query: QUERY, k });
}

const texts = ({ results }: Answer) => results.map(({ text }) => text);

async function recordOf({ decisionId }: Answer) {
  const entry = (await sluice.broker.auditTail(root, 1_000)).find(({ id }) => id === decisionId);
  return JSON.parse(entry?.body ?? '{}');
}

test('results stand in its order, chosen from more than are wanted, and the score tells of the place alone', async () => {
  const answer = await ask(3);
  expect(read).toHaveLength(12);
  expect(texts(answer)).toEqual([...read].sort((a, b) => b.length - a.length).slice(0, 3));
  expect(answer.results.map((one) => one.score)).toEqual((await ask(3, false)).results.map((one) => one.score));
  expect(await recordOf(answer)).toMatchObject({ reranked: true });
  expect(await recordOf(await ask(3, false))).not.toHaveProperty('reranked');
});

test('equal scores keep the order in which passages were found', async () => {
  score = async (_, all) => all.map(() => 0.5);
  expect(texts(await ask(5))).toEqual(texts(await ask(5, false)));
});

test('P1: it reads nothing that may not leave, and no text twice', async () => {
  const { results } = await ask(50);
  expect(read.join('\n')).not.toContain('kept back');
  expect(new Set(read).size).toBe(read.length);
  expect(results[0]?.duplicates).toHaveLength(1);
});

test.each([
  ['is down', () => Promise.reject(new RerankerUnavailable('no connection'))],
  ['fails', () => Promise.reject(new Error('The capstan 3 turns'))],
  ['gives scores that are no numbers', async (_: string, all: readonly string[]) => all.map(() => Number.NaN)],
  ['gives too few scores', async () => [1]],
] satisfies [string, Reranker['score']][])(
  'when it %s, the answer keeps its order; the log and the record say so',
  async (_, failing) => {
    score = failing;
    const answer = await ask(4);
    expect(texts(answer)).toEqual(texts(await ask(4, false)));
    expect(await recordOf(answer)).toMatchObject({ reranked: false });
    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).not.toContain('capstan');
  },
);
