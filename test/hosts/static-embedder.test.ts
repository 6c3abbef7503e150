import { copyFile, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type Embedder, EmbedderUnavailable } from '../../src/embedding/port.ts';
import { openStaticEmbedder } from '../../src/hosts/static-embedder.ts';
import { Thread } from '../../src/threads.ts';
import { ROOT } from '../architecture/sources.ts';

const FOLDER = join(ROOT, 'models', 'minilm-static');
const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const step of undo.splice(0).reverse()) await step();
});

/** The shipped model, and the threads that it starts. */
async function open(): Promise<{ embedder: Embedder; threads: () => Promise<Thread<unknown, unknown>[]> }> {
  const start = vi.spyOn(Thread, 'start');
  const embedder = await openStaticEmbedder(FOLDER);
  undo.push(() => embedder.close());
  return { embedder, threads: () => Promise.all(start.mock.results.map(({ value }) => value)) };
}

const passages = (count: number) => Array.from({ length: count }, (_, i) => `Passage ${i} of a report about freight.`);

test('there are as many vectors as texts, in their order, and none for a text of nothing', async () => {
  const { embedder, threads } = await open();
  const texts = ['the moon', '', 'a ship', '\u200b', 'the moon'];
  const vectors = await embedder.embed(texts, 'passage');
  expect(vectors.map((vector) => vector?.length)).toEqual([256, undefined, 256, undefined, 256]);
  expect(vectors[0]).toEqual(vectors[4]);
  expect(vectors[0]).not.toEqual(vectors[2]);
  expect(await embedder.embed([], 'query')).toEqual([]);
  expect(await threads()).toHaveLength(0);
});

test('a question is embedded as a passage is', async () => {
  const { embedder } = await open();
  expect(await embedder.embed(passages(3), 'query')).toEqual(await embedder.embed(passages(3), 'passage'));
});

test('many texts, or long ones, are embedded in one thread, and their vectors are those of each alone', async () => {
  const { embedder, threads } = await open();
  const texts = [...passages(99), ''];
  const vectors = await embedder.embed(texts, 'passage');
  for (const [i, text] of texts.entries()) expect(await embedder.embed([text], 'passage')).toEqual([vectors[i]]);
  expect(await threads()).toHaveLength(1);
  const long = 'a ship of freight '.repeat(5_000);
  expect(await embedder.embed([long], 'passage')).toEqual(await embedder.embed(['a ship of freight '], 'passage'));
  expect(await threads()).toHaveLength(1);
});

test('a thread that dies fails what waits for it, and the next call has another', async () => {
  const { embedder, threads } = await open();
  await embedder.embed(passages(40), 'passage');
  const waiting = expect(embedder.embed(passages(20_000), 'passage')).rejects.toBeInstanceOf(EmbedderUnavailable);
  for (const thread of await threads()) await thread.close();
  await waiting;
  expect(await embedder.embed(passages(40), 'passage')).toHaveLength(40);
  expect(await threads()).toHaveLength(2);
});

test('what is closed embeds nothing, and needs no thread to be closed', async () => {
  const { embedder, threads } = await open();
  await embedder.close();
  await expect(embedder.embed(['a ship'], 'query')).rejects.toBeInstanceOf(EmbedderUnavailable);
  expect(await threads()).toHaveLength(0);
});

test('a folder whose files are missing or damaged is refused, and the file named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-model-'));
  undo.push(() => rm(folder, { recursive: true }));
  await expect(openStaticEmbedder(folder)).rejects.toThrow('model.json');
  await expect(openStaticEmbedder(folder)).rejects.toBeInstanceOf(EmbedderUnavailable);
  for (const name of await readdir(FOLDER)) await copyFile(join(FOLDER, name), join(folder, name));
  await truncate(join(folder, 'vectors.bin'), 1_000);
  const embedder = await openStaticEmbedder(folder);
  undo.push(() => embedder.close());
  await expect(embedder.embed(['a ship'], 'query')).rejects.toThrow('vectors.bin');
  await expect(embedder.embed(['a ship'], 'query')).rejects.toBeInstanceOf(EmbedderUnavailable);
  await copyFile(join(FOLDER, 'vectors.bin'), join(folder, 'vectors.bin'));
  expect(await embedder.embed(['a ship'], 'query')).toHaveLength(1);
});
