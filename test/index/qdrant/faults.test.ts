/**
 * What the adapter does when Qdrant is away, old, not set up as it has to be, or answers what it should not: there is no answer, and nothing
 * of what Qdrant said gets out. And that what was lost on the way is made whole when it is done again.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../../entitlements/plan.ts';
import { isOutage } from '../../../src/index/qdrant/client.ts';
import { vectorNames } from '../../../src/index/qdrant/collection.ts';
import { QdrantIndex, type QdrantIndexOptions } from '../../../src/index/qdrant/qdrant-index.ts';
import { hitsOf } from '../../../src/index/qdrant/query.ts';
import { empty } from '../../contract/empty.ts';
import { CONTRACT_MODEL } from '../../contract/world.ts';
import { type EngineRequest, type Fate, startEngine, WITHOUT_ENGINE } from '../../qdrant/engine.ts';

let fate: (request: EngineRequest) => Fate = () => 'pass';
const engine = await startEngine({ onRequest: (request) => fate(request) });
afterAll(() => engine?.close());
afterEach(() => {
  fate = () => 'pass';
});

let counter = 0;
const options = (more: Partial<QdrantIndexOptions> = {}): QdrantIndexOptions => ({
  ...{ url: engine?.url ?? 'http://127.0.0.1:9', key: undefined, timeoutMs: 5_000, prefix: `faults-${++counter}` },
  ...{ model: CONTRACT_MODEL, shards: undefined, replicas: 1, quantization: 'none' },
  ...{ consistency: 'majority', ordering: 'strong', mayCreate: true },
  ...more,
});
const labels = { kind: 0, readers: 1, deniers: 0, owner: 1, collection: 1, classification: 0, risk: 0, score: 0 };
const entry = (chunkId: string, text = 'alpha') => ({
  ...{ chunkId, resourceId: 'r', title: '', headings: [], text, labels, attributes: {}, vector: undefined },
});
const condition = { op: 'at-most', label: 'risk', value: 2 };
const find = async (index: QdrantIndex, workspace = 'w', limit = 10) => {
  const plan = { workspace, kind: 'matching', condition } as unknown as Plan;
  return (await index.search(plan, { text: 'alpha', vector: undefined }, limit)).map(({ chunkId }) => chunkId);
};
const unavailable = { name: 'Problem', code: 'index-unavailable', status: 503 };
const because = (message: string) => ({ ...unavailable, cause: { message: expect.stringContaining(message) } });

/** A server that answers everything alike. */
async function serving(status: number, headers: Record<string, string>, body: unknown, seen: string[] = []) {
  const server = createServer((request, answer) => {
    seen.push(`${request.headers['api-key'] ?? ''}${request.headers.authorization ?? ''}`);
    answer.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, close };
}

test('can be opened while Qdrant is away, answers nothing, and stops asking after a while', async () => {
  const index = QdrantIndex.open(options({ url: 'http://127.0.0.1:9' }));
  expect(index.isReady()).toBe(false);
  for (let i = 0; i < 5; i++) await expect(find(index)).rejects.toMatchObject(unavailable);
  await expect(find(index)).rejects.toMatchObject(because('not asked'));
  await expect(index.put('w', 'd', 1, [entry('a')])).rejects.toMatchObject(unavailable);
  expect(index.isReady()).toBe(false);
  await index.close();
});

test('refuses a server on which workspaces would share statistics', async () => {
  const old = await serving(200, {}, { title: 'qdrant', version: '1.18.4' });
  await expect(find(QdrantIndex.open(options({ url: old.url })))).rejects.toMatchObject(because('share statistics'));
  old.close();
});

test('says nothing of what an answer quotes', async () => {
  const broken = await serving(500, {}, { status: { error: 'salary of the captain' } });
  const error = await find(QdrantIndex.open(options({ url: broken.url }))).catch((reason) => reason);
  expect(error).toMatchObject(because('Qdrant answered 500'));
  expect(JSON.stringify([error, error.cause, String(error.cause)])).not.toContain('captain');
  expect(isOutage(error.cause)).toBe(true);
  broken.close();
});

test('takes its key to no other origin', async () => {
  const seen: string[] = [];
  const elsewhere = await serving(200, {}, { version: '1.19.0' }, seen);
  const own: string[] = [];
  const leading = await serving(307, { location: `${elsewhere.url}/` }, {}, own);
  await find(QdrantIndex.open(options({ url: leading.url, key: 'secret' }))).catch(() => undefined);
  expect(own).toContain('Bearer secret');
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.join('')).toBe('');
  for (const server of [elsewhere, leading]) server.close();
});

test('believes no answer that has a passage of another workspace', () => {
  const of = (workspace: string, chunk: string) => ({ payload: { workspace, chunk } });
  expect(hitsOf('w', [of('w', 'a'), of('w', 'b'), of('w', 'a')])).toEqual([{ chunkId: 'a' }, { chunkId: 'b' }]);
  expect(() => hitsOf('w', [of('w', 'a'), of('v', 'b')])).toThrow('another workspace');
  expect(() => hitsOf('w', [{ payload: null }])).toThrow('another workspace');
});

describe.skipIf(engine === undefined)(`on an engine${engine === undefined ? ` (${WITHOUT_ENGINE})` : ''}`, () => {
  const client = new QdrantClient({ url: engine?.url ?? 'http://127.0.0.1:9', checkCompatibility: false });
  const collectionOf = async (alias: string) => {
    const { aliases } = await client.getAliases();
    return aliases.find((one) => one.alias_name === alias)?.collection_name ?? 'none';
  };
  const open = async (given: QdrantIndexOptions) => {
    const index = QdrantIndex.open(given);
    await index.count('w');
    expect(index.isReady()).toBe(true);
    return { index, name: await collectionOf(given.prefix) };
  };

  test('refuses a collection whose strict mode was put off, and one that lost an index', async () => {
    const given = options();
    const { index, name } = await open(given);
    await index.put('w', 'd', 1, [entry('a')]);
    const again = () => find(QdrantIndex.open(given));
    expect(await again()).toEqual(['a']);
    await client.deletePayloadIndex(name, 'readers', { wait: true });
    await expect(again()).rejects.toMatchObject(because('it lacks an index of `readers`'));
    await client.createPayloadIndex(name, { field_name: 'readers', field_schema: 'integer', wait: true });
    expect(await again()).toEqual(['a']);
    await client.updateCollection(name, { strict_mode_config: { enabled: false } });
    await expect(again()).rejects.toMatchObject(because('strict mode is off'));
  });

  test('makes no empty collection where something is served: it would answer as if it were whole', async () => {
    const given = options({ mayCreate: false });
    const index = QdrantIndex.open(given);
    await expect(find(index)).rejects.toMatchObject(because('there is no index'));
    expect(index.isReady()).toBe(false);
    expect(await collectionOf(given.prefix)).toBe('none');
    const rebuild = await index.rebuild({ restart: false });
    await rebuild.beside.put('w', 'd', 1, [entry('a')]);
    await expect(find(index)).rejects.toMatchObject(because('there is no index'));
    await rebuild.switchOver();
    expect(await find(index)).toEqual(['a']);
  });

  test('leaves no collection behind that was replaced, and touches none that is not its own', async () => {
    const given = options();
    const foreign = `${given.prefix}-of-others`;
    await client.createCollection(foreign, { vectors: { v: { size: 4, distance: 'Dot' } } });
    const { index, name } = await open(given);
    for (let i = 0; i < 2; i += 1) await empty(index);
    const next = QdrantIndex.open({ ...given, model: { ...CONTRACT_MODEL, version: '2' } });
    await empty(next);
    const { collections } = await client.getCollections();
    const own = collections.map((one) => one.name).filter((one) => one.startsWith(`${given.prefix}-`));
    expect(own.sort()).toEqual([await collectionOf(given.prefix), foreign].sort());
    expect(own).not.toContain(name);
  });

  test('goes on with a collection whose making was cut short', async () => {
    const given = options();
    let requests = 0;
    fate = ({ path }) => (path.includes('/index') && ++requests > 4 ? 'drop-request' : 'pass');
    await expect(QdrantIndex.open(given).count('w')).rejects.toMatchObject(unavailable);
    fate = () => 'pass';
    const { index } = await open(given);
    await index.put('w', 'd', 1, [entry('a')]);
    expect(await find(index)).toEqual(['a']);
  });

  test('asks once more where a connection ended without an answer, and not where one changes anything', async () => {
    const { index } = await open(options());
    await index.put('w', 'd', 1, [entry('a')]);
    const cut = (which: string, times: number) => {
      let left = times;
      fate = ({ path }) => (path.includes(which) && left-- > 0 ? 'drop-answer' : 'pass');
    };
    cut('/query', 1);
    expect(await find(index)).toEqual(['a']);
    cut('/query', 2);
    await expect(find(index)).rejects.toMatchObject(unavailable);
    cut('/count', 1);
    expect(await index.count('w')).toBe(1);
    cut('/points', 1);
    await expect(index.put('w', 'd', 1, [entry('b')])).rejects.toMatchObject(unavailable);
  });

  test('is ready again when Qdrant is back, though nobody asked for anything', async () => {
    fate = () => 'drop-request';
    const index = QdrantIndex.open(options(), { failures: 1, openMs: 50, isFailure: isOutage });
    await expect(index.count('w')).rejects.toMatchObject(unavailable);
    expect(index.isReady()).toBe(false);
    fate = () => 'pass';
    await expect.poll(() => index.isReady(), { timeout: 5_000 }).toBe(true);
    expect(await index.count('w')).toBe(0);
  });

  test('sends only what is a request of Qdrant’s, however vectors are kept', async () => {
    for (const quantization of ['scalar', 'binary'] as const) {
      const { index } = await open(options({ quantization, shards: 2, replicas: 3 }));
      const vector = new Int8Array(CONTRACT_MODEL.dimension).fill(7);
      await index.put('w', 'd', 1, [{ ...entry('a'), vector }]);
      const plan = { workspace: 'w', kind: 'matching', condition } as unknown as Plan;
      expect(await index.count('w')).toBe(1);
      // The server for tests does not search by quantized vectors; that the request is one of Qdrant's is all that is held here.
      await expect(index.search(plan, { text: '', vector }, 10)).rejects.toMatchObject(because('answered 400'));
    }
    expect(engine?.invalid).toEqual([]);
  });

  test('makes whole what was lost, done twice or cut short', async () => {
    const { index } = await open(options());
    const entries = Array.from({ length: 600 }, (_, i) => entry(`${i}`));
    let writes = 0;
    fate = ({ path }) => (path.includes('/points?') && ++writes === 2 ? 'drop-answer' : 'pass');
    await expect(index.put('w', 'd', 1, entries)).rejects.toMatchObject(unavailable);
    fate = () => 'repeat';
    await index.put('w', 'd', 1, entries);
    expect(await index.count('w')).toBe(600);
    await index.put('w', 'd', 1, entries.slice(0, 3));
    expect((await find(index)).sort()).toEqual(['0', '1', '2']);
    await index.put('w', 'd', 1, []);
    expect(await index.count('w')).toBe(0);
  });

  test('counts how rare a word is in the workspace alone', async () => {
    const { index, name } = await open(options());
    await index.put('w', 'd', 1, [entry('a')]);
    const bodies: unknown[] = [];
    fate = ({ path, body }) => {
      if (path.includes('/query')) bodies.push(body);
      return 'pass';
    };
    await find(index);
    const corpus = { must: [{ key: 'workspace', match: { value: 'w' } }] };
    expect(bodies).toMatchObject([
      { prefetch: [{ using: vectorNames(CONTRACT_MODEL).words, params: { idf: { corpus } }, filter: {} }], filter: {} },
    ]);
    expect((await client.getCollection(name)).config.params.vectors).toMatchObject({
      [vectorNames(CONTRACT_MODEL).dense]: { size: 8 },
    });
  });

  test('finds as many passages as there are when some are there in two generations', async () => {
    const { index } = await open(options());
    for (const generation of [1, 2])
      await index.put('w', 'd', generation, [entry('a'), entry('b'), entry('c', 'alpha beta')]);
    expect((await find(index, 'w', 3)).sort()).toEqual(['a', 'b', 'c']);
  });

  test('answers nothing from a collection that somebody deleted, until it is filled anew', async () => {
    const { index, name } = await open(options());
    await index.put('w', 'd', 1, [entry('a')]);
    await client.deleteCollection(name);
    for (let i = 0; i < 3; i += 1) {
      await expect(index.put('w', 'd', 1, [entry('b')])).rejects.toMatchObject(unavailable);
      await expect(find(index)).rejects.toMatchObject(unavailable);
      expect(index.isReady()).toBe(false);
    }
    await empty(index);
    await index.put('w', 'd', 1, [entry('a')]);
    expect(await find(index)).toEqual(['a']);
  });
});
