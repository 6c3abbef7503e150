/** Which index: a key that means nothing is a fault, faults come all at once, and none of them shows a value. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from '../../src/hosts/settings.ts';
import { faultsOf } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'key');
writeFileSync(keyFile, 'qd-harbor\n');

const QDRANT = { SLUICE_INDEX: 'qdrant', QDRANT_URL: 'https://qdrant.harbor.example:6333' };

test('without settings it is the embedded one, whatever is said of a Qdrant of others', () => {
  expect(readSettings({}).index).toEqual({ kind: 'sqlite' });
  expect(readSettings({ QDRANT_URL: 'none', QDRANT_API_KEY: 'a b' }).index).toEqual({ kind: 'sqlite' });
});

test('Qdrant is read with what it was given, and with what is safe where nothing was', () => {
  expect(readSettings(QDRANT).index).toEqual({
    ...{ kind: 'qdrant', url: QDRANT.QDRANT_URL, key: undefined, prefix: 'sluice', timeoutMs: 5_000 },
    ...{ shards: undefined, replicas: 1, consistency: 'majority', ordering: 'strong', quantization: 'none' },
  });
  const cluster = { SLUICE_QDRANT_SHARDS: '6', SLUICE_QDRANT_REPLICAS: '3', SLUICE_QDRANT_QUANTIZATION: 'binary' };
  expect(readSettings({ ...QDRANT, ...cluster, QDRANT_API_KEY_FILE: keyFile }).index).toMatchObject({
    ...{ key: 'qd-harbor', shards: 6, replicas: 3, quantization: 'binary' },
  });
});

test.each([
  [{ SLUICE_INDEX: 'magic' }, 'SLUICE_INDEX: is `sqlite` or `qdrant`'],
  [{ SLUICE_INDEX: 'qdrant' }, 'QDRANT_URL: is required by this SLUICE_INDEX'],
  [{ SLUICE_QDRANT_SHARDS: '2' }, 'SLUICE_QDRANT_SHARDS: means nothing to this SLUICE_INDEX'],
  [{ ...QDRANT, QDRANT_URL: 'https://a:b@qdrant.example' }, 'QDRANT_URL: is an `https`'],
  [{ ...QDRANT, QDRANT_URL: 'http://qdrant.example', QDRANT_API_KEY: 'k' }, 'QDRANT_URL: is `https` where there is'],
  [{ ...QDRANT, QDRANT_API_KEY: 'k', QDRANT_API_KEY_FILE: keyFile }, 'QDRANT_API_KEY: is given beside'],
  [{ ...QDRANT, QDRANT_API_KEY_FILE: join(folder, 'none') }, 'QDRANT_API_KEY_FILE: the file can not be read'],
  [{ ...QDRANT, SLUICE_QDRANT_COLLECTION: '../x' }, 'SLUICE_QDRANT_COLLECTION: is 1 to 100'],
  [{ ...QDRANT, SLUICE_QDRANT_CONSISTENCY: 'one' }, 'SLUICE_QDRANT_CONSISTENCY: '],
])('%j is a fault', (from, fault) => {
  expect(faultsOf(from as Record<string, string>)).toEqual([expect.stringContaining(fault)]);
});

test('in the open without a key, or with one to this machine', () => {
  expect(faultsOf({ ...QDRANT, QDRANT_URL: 'http://qdrant:6333' })).toEqual([]);
  expect(faultsOf({ ...QDRANT, QDRANT_URL: 'http://127.0.0.1:6333', QDRANT_API_KEY: 'k' })).toEqual([]);
});

test('all faults come at once, without a value', () => {
  const faults = faultsOf({ ...QDRANT, QDRANT_API_KEY: 'sec ret', SLUICE_QDRANT_SHARDS: '-77', SLUICE_PORT: 'x' });
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toMatch(/sec ret|-77/);
});
