/** Which embedder and which reranker: a key that means nothing is a fault, and a key that is secret does not travel in the open. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from '../../src/hosts/settings.ts';
import { faultsOf } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'key');
writeFileSync(keyFile, 'sk-harbor\n');

const REVISION = '0123456789abcdef0123456789abcdef01234567';
const HUB = {
  SLUICE_EMBEDDER: 'transformers',
  SLUICE_EMBEDDER_MODEL: 'harbor/tiny',
  SLUICE_EMBEDDER_REVISION: REVISION,
};
const FOLDER = { SLUICE_EMBEDDER: 'transformers', SLUICE_EMBEDDER_MODEL: './models/tiny' };
const ENDPOINT = {
  ...{ SLUICE_EMBEDDER: 'openai', SLUICE_EMBEDDER_URL: 'https://embed.harbor.example/v1/' },
  ...{ SLUICE_EMBEDDER_MODEL: 'harbor-embed', SLUICE_EMBEDDER_DIMENSION: '384' },
};

/** The keys that faults name. */
const faulty = (from: Record<string, string>) => faultsOf(from).map((fault) => fault.slice(0, fault.indexOf(':')));

test('without settings the embedder is the one of the package, and there is no reranker', () => {
  const { embedder, reranker } = readSettings({});
  expect(embedder).toEqual({ kind: 'static' });
  expect(reranker).toBeUndefined();
});

test('each kind is read with what it was given, and with nothing of a number that nobody measured', () => {
  expect(readSettings({ ...HUB, SLUICE_DATA: folder, SLUICE_EMBEDDER_QUERY_PREFIX: 'query: ' }).embedder).toEqual({
    kind: 'transformers',
    files: {
      ...{ from: 'hub', hub: 'https://huggingface.co', name: 'harbor/tiny', revision: REVISION },
      cacheFolder: join(folder, 'models'),
    },
    ...{ weights: 'q8', pooling: 'mean', prefixes: { query: 'query: ', passage: '' }, minSimilarity: 0 },
  });
  expect(readSettings(FOLDER).embedder).toMatchObject({ files: { from: 'folder', path: resolve('models/tiny') } });
  expect(readSettings({ ...ENDPOINT, SLUICE_EMBEDDER_KEY_FILE: keyFile }).embedder).toEqual({
    ...{ kind: 'openai', url: 'https://embed.harbor.example/v1', key: 'sk-harbor', model: 'harbor-embed' },
    ...{ revision: undefined, dimension: 384, shortens: false, prefixes: { query: '', passage: '' } },
    ...{ minSimilarity: 0, timeoutMs: 30_000 },
  });
  expect(readSettings({ SLUICE_RERANKER_MODEL: '/models/cross', SLUICE_RERANKER_WEIGHTS: 'fp32' }).reranker).toEqual({
    files: { from: 'folder', path: '/models/cross' },
    weights: 'fp32',
  });
});

test('what a kind needs is asked for, and what means nothing to it is a fault, all at once', () => {
  expect(faulty({ SLUICE_EMBEDDER: 'bm25', SLUICE_PORT: 'x' })).toEqual(['SLUICE_PORT', 'SLUICE_EMBEDDER']);
  expect(faultsOf({ SLUICE_EMBEDDER_MODEL: './tiny' })).toEqual([
    'SLUICE_EMBEDDER_MODEL: means nothing to this SLUICE_EMBEDDER',
  ]);
  expect(faultsOf({ SLUICE_EMBEDDER: 'openai', SLUICE_EMBEDDER_POOLING: 'cls' })).toEqual([
    'SLUICE_EMBEDDER_URL: is required by this SLUICE_EMBEDDER',
    'SLUICE_EMBEDDER_MODEL: is required by this SLUICE_EMBEDDER',
    'SLUICE_EMBEDDER_DIMENSION: is required by this SLUICE_EMBEDDER',
    'SLUICE_EMBEDDER_POOLING: means nothing to this SLUICE_EMBEDDER',
  ]);
  expect(faulty({ ...FOLDER, SLUICE_EMBEDDER_KEY: 'x', SLUICE_EMBEDDER_MIN_SIMILARITY: '2' })).toEqual([
    'SLUICE_EMBEDDER_MIN_SIMILARITY',
    'SLUICE_EMBEDDER_KEY',
  ]);
  expect(faulty({ SLUICE_RERANKER_REVISION: REVISION, SLUICE_RERANKER_WEIGHTS: 'q8' })).toEqual([
    'SLUICE_RERANKER_REVISION',
    'SLUICE_RERANKER_WEIGHTS',
  ]);
  expect(faulty({ SLUICE_EMBEDDER_SIZE: '3', SLUICE_RERANKER: 'x' })).toEqual([
    'SLUICE_EMBEDDER_SIZE',
    'SLUICE_RERANKER',
  ]);
});

test('a model on a hub is pinned to a commit; a folder has none, and is never taken for a name', () => {
  const moved = { ...HUB, SLUICE_EMBEDDER_REVISION: 'main' };
  const { SLUICE_EMBEDDER_REVISION: _, ...unpinned } = HUB;
  for (const from of [moved, unpinned, { ...FOLDER, SLUICE_EMBEDDER_REVISION: REVISION }])
    expect(faulty(from)).toEqual(['SLUICE_EMBEDDER_REVISION']);
  expect(faulty({ SLUICE_RERANKER_MODEL: 'harbor/cross' })).toEqual(['SLUICE_RERANKER_REVISION']);
  for (const name of ['tiny', 'a/b/c', 'harbor/../tiny', 'harbor/', 'https://hub.example/tiny'])
    expect(faulty({ ...HUB, SLUICE_EMBEDDER_MODEL: name })).toEqual(['SLUICE_EMBEDDER_MODEL']);
});

test('models come encrypted, or from this machine', () => {
  for (const hub of [
    'http://hub.example',
    'https://hub.example/',
    'ftp://hub.example',
    'https://me:S3CRET@hub.example',
  ])
    expect(faulty({ ...HUB, SLUICE_MODEL_HUB: hub })).toEqual(['SLUICE_MODEL_HUB']);
  for (const hub of ['https://hub.example/mirror', 'http://localhost:8080'])
    expect(faulty({ ...HUB, SLUICE_MODEL_HUB: hub })).toEqual([]);
});

test('a key travels encrypted, or stays on this machine', () => {
  const at = (url: string) => ({ ...ENDPOINT, SLUICE_EMBEDDER_URL: url });
  const keys: Record<string, string>[] = [{ SLUICE_EMBEDDER_KEY: 'sk-harbor' }, { SLUICE_EMBEDDER_KEY_FILE: keyFile }];
  for (const key of keys) {
    expect(faulty({ ...at('http://embed.harbor.example/v1'), ...key })).toEqual(['SLUICE_EMBEDDER_URL']);
    for (const url of ['http://127.0.0.1:11434/v1', 'http://[::1]/v1', 'http://localhost/v1', 'https://e.example/v1'])
      expect(faulty({ ...at(url), ...key })).toEqual([]);
  }
  expect(faulty(at('http://embed.harbor.example/v1'))).toEqual([]);
  for (const url of ['https://me:S3CRET@e.example/v1', 'https://e.example/v1?key=S3CRET', 'file:///v1', 'v1'])
    expect(faulty(at(url))).toEqual(['SLUICE_EMBEDDER_URL']);
});

test('a key is said once, is one a header can carry, and is never told', () => {
  const bad = join(folder, 'bad');
  writeFileSync(bad, 'S3CRET of\nthe harbor');
  const keys: Record<string, string>[] = [
    { SLUICE_EMBEDDER_KEY: 'S3CRET', SLUICE_EMBEDDER_KEY_FILE: keyFile },
    { SLUICE_EMBEDDER_KEY: 'S3CRET\n' },
    { SLUICE_EMBEDDER_KEY_FILE: bad },
    { SLUICE_EMBEDDER_KEY_FILE: join(folder, 'S3CRET') },
  ];
  const faults = keys.map((key) => faultsOf({ ...ENDPOINT, ...key }));
  expect(faults.map((of) => of.length)).toEqual([1, 1, 1, 1]);
  expect(faults.join()).not.toContain('S3CRET');
});
