/** What a version says of a model's files, and how they come from a hub. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { folderOf } from '../../../src/embedding/transformers/hub.ts';
import { fileNames, hashFiles } from '../../../src/embedding/transformers/model-files.ts';
import { sentenceModel, TINY_ENCODER } from '../fixtures/tiny-models.ts';

const REVISION = '0123456789abcdef0123456789abcdef01234567';
const PREFIX = `/harbor/tiny/resolve/${REVISION}/`;

let scratch: string;
const asked: string[] = [];
/** What the hub has at that commit; a number is a status. */
let offered = new Map<string, Buffer | number>();
const hub = createServer((request, response) => {
  const name = request.url?.startsWith(PREFIX) ? request.url.slice(PREFIX.length) : '';
  asked.push(name);
  const found = offered.get(name) ?? 404;
  response.writeHead(typeof found === 'number' ? found : 200).end(typeof found === 'number' ? 'no' : found);
});

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sluice-hub-'));
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
});
afterEach(() => asked.splice(0));
afterAll(async () => {
  hub.close();
  await rm(scratch, { recursive: true });
});

function named(dataFolder: string) {
  const address = hub.address();
  if (address === null || typeof address === 'string') throw new Error('the hub does not listen');
  return sentenceModel({
    ...{ SLUICE_EMBEDDER_MODEL: 'harbor/tiny', SLUICE_EMBEDDER_REVISION: REVISION },
    ...{ SLUICE_DATA: dataFolder, SLUICE_MODEL_HUB: `http://127.0.0.1:${address.port}` },
  });
}

async function offer(): Promise<void> {
  const entries = fileNames('q8').map(async (name) => [name, await readFile(join(TINY_ENCODER, name))] as const);
  offered = new Map(await Promise.all(entries));
}

test('every file of a model shows in its hash', async () => {
  const folder = join(scratch, 'copy');
  await cp(TINY_ENCODER, folder, { recursive: true });
  const before = await hashFiles(folder, 'q8');
  expect(before).toBe(await hashFiles(TINY_ENCODER, 'q8'));
  expect(before).toMatch(/^[0-9a-f]{12}$/);
  const seen = new Set([before]);
  for (const name of fileNames('q8')) {
    await writeFile(join(folder, name), `${await readFile(join(folder, name), 'utf8')} `);
    seen.add(await hashFiles(folder, 'q8'));
  }
  expect(seen.size).toBe(fileNames('q8').length + 1);
});

test('a model is fetched at its commit into the data folder, once; then the hub is not asked', async () => {
  await offer();
  const { files, weights } = named(join(scratch, 'data'));
  const folder = await folderOf(files, weights);
  expect(folder).toBe(join(scratch, 'data', 'models', 'harbor', 'tiny', REVISION));
  expect(await hashFiles(folder, weights)).toBe(await hashFiles(TINY_ENCODER, weights));
  expect(asked.splice(0)).toEqual(fileNames(weights));

  expect(await folderOf(files, weights)).toBe(folder);
  expect(asked).toEqual([]);
});

test('what could not be fetched leaves nothing behind, and is fetched the next time', async () => {
  await offer();
  offered.set('tokenizer.json', 503);
  const { files, weights } = named(join(scratch, 'other'));
  await expect(folderOf(files, weights)).rejects.toThrow('tokenizer.json` can not be fetched: the hub answered 503');
  asked.splice(0);
  await offer();
  const folder = await folderOf(files, weights);
  expect(asked).toEqual(fileNames(weights).slice(1));
  expect(await hashFiles(folder, weights)).toBe(await hashFiles(TINY_ENCODER, weights));
});

test('a folder is used where it lies, and no hub is asked', async () => {
  const { files, weights } = sentenceModel({ SLUICE_EMBEDDER_MODEL: TINY_ENCODER });
  expect(await folderOf(files, weights)).toBe(TINY_ENCODER);
  expect(asked).toEqual([]);
});
