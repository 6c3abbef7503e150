/** What may go wrong around a file, and what is found of very many passages. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import type { EmbeddingModel } from '../../../src/embedding/port.ts';
import { quantize } from '../../../src/embedding/quantize.ts';
import { SqliteIndex } from '../../../src/index/sqlite/sqlite-index.ts';
import { TUNING } from '../../../src/index/sqlite/vectors/tuning.ts';
import { empty } from '../../contract/empty.ts';
import {
  ANY_DIRECTIONS,
  cosine,
  direction,
  EAGER,
  EVERYTHING,
  entryOf,
  inVectors,
  MODEL,
  OPEN,
  planFor,
  sequence,
} from './world.ts';

const folder = await mkdtemp(join(tmpdir(), 'sluice-vectors-'));
afterAll(() => rm(folder, { recursive: true }));

const [SOME = new Int8Array()] = ANY_DIRECTIONS;
const chunkIdsOf = (hits: readonly { readonly chunkId: string }[]) => hits.map(({ chunkId }) => chunkId);

test('vectors of another model are refused, in a put and in a search, until the index is built anew', async () => {
  const old = await SqliteIndex.open({ folder, searchers: 1, model: MODEL });
  await old.put('models', 'd', 1, [entryOf('a', { vector: SOME })]);
  const others: readonly EmbeddingModel[] = [
    { ...MODEL, id: 'other' },
    { ...MODEL, version: '2' },
    { ...MODEL, dimension: 16 },
  ];
  for (const model of others) {
    const other = await SqliteIndex.open({ folder, searchers: 1, model });
    const vector = direction(1, model.dimension);
    const putting = other.put('models', 'e', 1, [entryOf('b', { vector })]);
    await expect(putting).rejects.toThrow('sluice reindex');
    await expect(other.put('models', 'e', 1, [entryOf('b', {})])).rejects.toThrow('sluice reindex');
    await expect(other.search(planFor('models', EVERYTHING), inVectors(vector), 10)).rejects.toThrow('sluice reindex');
    await other.close();
  }
  expect(chunkIdsOf(await old.search(planFor('models', EVERYTHING), inVectors(SOME), 10))).toEqual(['a']);

  const next = await SqliteIndex.open({ folder, searchers: 1, model: { ...MODEL, version: '2' } });
  await empty(next);
  await next.put('models', 'd', 1, [entryOf('a', { vector: SOME })]);
  expect(chunkIdsOf(await next.search(planFor('models', EVERYTHING), inVectors(SOME), 10))).toEqual(['a']);
  // Who has the old model still, and the file open, is refused from then on.
  const asking = old.search(planFor('models', EVERYTHING), inVectors(SOME), 10);
  await expect(asking).rejects.toThrow('sluice reindex');
  await expect(old.put('models', 'd', 2, [])).rejects.toThrow('sluice reindex');
  await Promise.all([old.close(), next.close()]);
});

test('a vector that can not be one of the model is refused, and nothing of its put is kept', async () => {
  const index = await SqliteIndex.open({ folder, searchers: 1, model: MODEL });
  for (const vector of [new Int8Array(MODEL.dimension), SOME.slice(1), new Int8Array()]) {
    const entries = [entryOf('a', { vector: SOME }), entryOf('b', { vector })];
    await expect(index.put('unfit', 'd', 1, entries)).rejects.toThrow('a vector');
    expect(await index.count('unfit')).toBe(0);
    const asking = index.search(planFor('unfit', EVERYTHING), inVectors(vector), 10);
    await expect(asking).rejects.toThrow('a vector');
  }
  await index.close();
});

test('when a thread that searches is gone, another goes on, and says that not all is well', async () => {
  const workers: Worker[] = [];
  const collect = (worker: Worker) => workers.push(worker);
  process.on('worker', collect);
  const index = await SqliteIndex.open({ folder, searchers: 2, model: MODEL }, EAGER);
  process.off('worker', collect);
  const entries = ANY_DIRECTIONS.map((vector, i) => entryOf(`${i}`, { vector }));
  await index.put('crash', 'd', 1, entries);
  const search = async () => chunkIdsOf(await index.search(planFor('crash', EVERYTHING), inVectors(SOME), 100));
  const before = await search();
  expect(before).toContain('0');
  expect(index.isReady()).toBe(true);
  // The first is the one that writes.
  await workers[1]?.terminate();
  expect(index.isReady()).toBe(false);
  for (let i = 0; i < 3; i++) expect(await search()).toEqual(before);
  await index.close();
});

test('of thousands of passages, none of them close to the question, codes find the ten best', async () => {
  const model = { id: 'wide', version: '1', dimension: 256, minSimilarity: -1 };
  const next = sequence(1);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const random = () => Array.from({ length: model.dimension }, gauss);
  const centres = Array.from({ length: 40 }, random);
  const vectorIn = (centre: readonly number[]) => quantize(centre.map((one) => one + gauss())) ?? new Int8Array();
  const entries = Array.from({ length: 8_000 }, (_, i) =>
    entryOf(`${i}`, { text: '', title: '', vector: vectorIn(centres[i % centres.length] ?? []) }),
  );
  const index = await SqliteIndex.open(
    { folder, searchers: 1, model },
    { ...TUNING, exactUpTo: 0, minCandidates: 2_000 },
  );
  await index.put('wide', 'd', 1, entries);
  let found = 0;
  const questions = Array.from({ length: 20 }, () => quantize(random()) ?? new Int8Array());
  for (const question of questions) {
    const best = entries
      .map(({ chunkId, vector }) => ({ chunkId, similarity: cosine(vector ?? question, question) }))
      .sort((one, other) => other.similarity - one.similarity)
      .slice(0, 10);
    const hits = new Set(chunkIdsOf(await index.search(planFor('wide', EVERYTHING), inVectors(question), 10)));
    found += best.filter(({ chunkId }) => hits.has(chunkId)).length;
  }
  expect(found / (10 * questions.length)).toBeGreaterThanOrEqual(0.99);
  await index.close();
});

test('passages that are gone do not crowd out those that are there', async () => {
  const index = await SqliteIndex.open({ folder, searchers: 1, model: MODEL }, EAGER);
  const [close = SOME] = ANY_DIRECTIONS;
  const [less = SOME] = ANY_DIRECTIONS.filter((one) => one !== close && cosine(one, close) > MODEL.minSimilarity);
  const copies = (name: string, count: number, vector: Int8Array) =>
    Array.from({ length: count }, (_, i) => entryOf(`${name}-${i}`, { vector }));
  await index.put('gone', 'close', 1, copies('close', 600, close));
  await index.put('gone', 'less', 1, copies('less', 2_000, less));
  const search = async () => chunkIdsOf(await index.search(planFor('gone', EVERYTHING), inVectors(close), 3));
  expect(await search()).toEqual(['close-0', 'close-1', 'close-2']);
  await index.remove('gone', 'close', 'all');
  expect(await search()).toEqual(['less-0', 'less-1', 'less-2']);
  await index.close();
});

test('what was remembered of a file is forgotten when another process builds it anew', async () => {
  const [one, other] = await Promise.all([
    SqliteIndex.open({ folder, searchers: 1, model: MODEL }, EAGER),
    SqliteIndex.open({ folder, searchers: 1, model: MODEL }),
  ]);
  const filled = (readers: number) =>
    Array.from({ length: 40 }, (_, i) => entryOf(`${i}`, { vector: SOME, labels: { ...OPEN, readers } }));
  const condition = { op: 'not', not: { op: 'is-one-of', label: 'readers', values: [1] } } as const;
  const search = () => one.search(planFor('cleared', condition), inVectors(SOME), 100);
  await other.put('cleared', 'd', 1, filled(1));
  expect(await search()).toEqual([]);
  await empty(other);
  await other.put('cleared', 'd', 1, filled(2));
  expect(await search()).toHaveLength(40);
  await Promise.all([one.close(), other.close()]);
});
