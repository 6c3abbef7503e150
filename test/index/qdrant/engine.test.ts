/**
 * The server for tests, through Qdrant's own client: the requests that the index makes, what strict mode refuses, and the faults that
 * tests can ask for. And that its sources leave what a filter means to the engine.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineRequest, type Fate, startEngine, WITHOUT_ENGINE } from '../../qdrant/engine.ts';

let fate: (request: EngineRequest) => Fate = () => 'pass';
const engine = await startEngine({ onRequest: (request) => fate(request) });
const client = new QdrantClient({ url: engine?.url ?? 'http://127.0.0.1:9', checkCompatibility: false });

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const ids = (points: readonly { id: string | number }[]) =>
  points.map((point) => Number(String(point.id).slice(-2))).sort();
const sparse = (...indices: number[]) => ({ indices, values: indices.map(() => 1) });

const POINTS = [
  {
    id: id(1),
    vector: { dense: [1, 0, 0, 0], words: sparse(1, 2) },
    payload: { workspace: 'a', level: 1, text: { team: 'red' } },
  },
  {
    id: id(2),
    vector: { dense: [0, 1, 0, 0], words: sparse(2) },
    payload: { workspace: 'a', level: 2, text: { team: 'Redder' } },
  },
  {
    id: id(3),
    vector: { dense: [0, 0, 1, 0], words: sparse(3) },
    payload: { workspace: 'a', level: 3, set: ['x', 'y'] },
  },
  { id: id(4), vector: { dense: [0, 0, 0, 1], words: sparse(1) }, payload: { workspace: 'b', level: 4, set: [] } },
];

describe.skipIf(engine === undefined)(
  `the engine of Qdrant${engine === undefined ? ` (${WITHOUT_ENGINE})` : ''}`,
  () => {
    afterAll(async () => {
      await engine?.close();
    });

    beforeAll(async () => {
      await client.createCollection('passages', {
        vectors: { dense: { size: 4, distance: 'Cosine', datatype: 'float32' } },
        sparse_vectors: { words: { modifier: 'idf' } },
        hnsw_config: { m: 0, payload_m: 16 },
        strict_mode_config: {
          enabled: true,
          max_query_limit: 50,
          unindexed_filtering_retrieve: false,
          unindexed_filtering_update: false,
        },
      });
      const keyword = { type: 'keyword', prefix: true } as const;
      await client.createPayloadIndex('passages', {
        field_name: 'workspace',
        field_schema: { type: 'keyword', is_tenant: true },
        wait: true,
      });
      await client.createPayloadIndex('passages', { field_name: 'text.team', field_schema: keyword, wait: true });
      await client.createPayloadIndex('passages', { field_name: 'set', field_schema: 'keyword', wait: true });
      await client.createPayloadIndex('passages', {
        field_name: 'level',
        field_schema: { type: 'integer', lookup: false, range: true },
        wait: true,
      });
      await client.upsert('passages', { points: POINTS, wait: true });
    });

    const having = async (filter: NonNullable<Parameters<typeof client.scroll>[1]>['filter']) => {
      const { points } = await client.scroll('passages', { filter, limit: 50, with_payload: false });
      const { count } = await client.count('passages', { filter, exact: true });
      expect(count).toBe(points.length);
      return ids(points);
    };

    it('tells its version, and what a collection was made with', async () => {
      expect((await client.versionInfo()).version).toBe('1.19.0');
      const info = await client.getCollection('passages');
      expect(info).toMatchObject({ status: 'green', points_count: 4 });
      expect(info.config.params.vectors).toEqual({ dense: { size: 4, distance: 'Cosine', datatype: 'float32' } });
      expect(info.config.strict_mode_config).toMatchObject({ enabled: true, max_query_limit: 50 });
      expect(info.payload_schema.workspace).toMatchObject({
        data_type: 'keyword',
        params: { is_tenant: true },
        points: 4,
      });
      expect((await client.getCollections()).collections).toEqual([{ name: 'passages' }]);
      expect(await client.collectionExists('passages')).toEqual({ exists: true });
      expect(await client.collectionExists('others')).toEqual({ exists: false });
      await expect(client.getCollection('others')).rejects.toMatchObject({ status: 404 });
      await expect(client.createCollection('passages', {})).rejects.toMatchObject({ status: 409 });
    });

    it('filters as Qdrant does', async () => {
      expect(await having({ must: [{ key: 'workspace', match: { value: 'a' } }] })).toEqual([1, 2, 3]);
      expect(await having({ must: [{ key: 'set', match: { any: ['y', 'z'] } }] })).toEqual([3]);
      expect(await having({ must: [{ key: 'set', match: { except: ['x'] } }] })).toEqual([3]);
      expect(await having({ must: [{ key: 'set', match: { except: ['x', 'y'] } }] })).toEqual([]);
      expect(await having({ must_not: [{ key: 'set', match: { any: ['x'] } }] })).toEqual([1, 2, 4]);
      expect(await having({ must: [{ key: 'text.team', match: { prefix: 're' } }] })).toEqual([1]);
      expect(await having({ must: [{ key: 'level', range: { gt: 1, lte: 3 } }] })).toEqual([2, 3]);
      expect(await having({ must_not: [{ key: 'level', range: { lt: 3 } }] })).toEqual([3, 4]);
      expect(await having({ must: [{ has_id: [] }] })).toEqual([]);
      expect(await having({ must: [{ has_id: [id(2), id(9)] }] })).toEqual([2]);
      const red = { key: 'text.team', match: { value: 'red' } };
      const fourth = { key: 'level', range: { gt: 3 } };
      expect(await having({ should: [red, fourth] })).toEqual([1, 4]);
      expect(await having({ must: [{ should: [red, fourth] }], must_not: [{ must: [fourth] }] })).toEqual([1]);
    });

    it('ranks by vectors, by words and by both, within a filter', async () => {
      const filter = { must: [{ key: 'workspace', match: { value: 'a' } }] };
      const dense = await client.query('passages', {
        query: [0.9, 0.1, 0, 0],
        using: 'dense',
        filter,
        limit: 2,
        with_payload: ['level'],
      });
      expect(dense.points.map((point) => point.payload)).toEqual([{ level: 1 }, { level: 2 }]);
      const near = await client.query('passages', { query: [1, 0, 0, 0], using: 'dense', score_threshold: 0.5 });
      expect(ids(near.points)).toEqual([1]);
      const prefetch = [
        { query: [0, 1, 0, 0], using: 'dense', filter, limit: 3 },
        { query: sparse(1), using: 'words', filter, limit: 3 },
      ];
      const evenly = await client.query('passages', { prefetch, query: { fusion: 'rrf' }, filter, limit: 3 });
      expect(evenly.points).toHaveLength(3);
      const words = { rrf: { k: 1, weights: [0.1, 10] } };
      const byWords = await client.query('passages', { prefetch, query: words, filter, limit: 1 });
      expect(ids(byWords.points)).toEqual([1]);
      const byVectors = await client.query('passages', {
        prefetch,
        query: { rrf: { k: 1, weights: [10, 0.1] } },
        filter,
        limit: 1,
      });
      expect(ids(byVectors.points)).toEqual([2]);
    });

    it('puts the filter of a query on what it prefetches', async () => {
      const query = {
        prefetch: [{ query: [0, 0, 0, 1], using: 'dense', limit: 1 }],
        query: { fusion: 'rrf' as const },
        limit: 5,
      };
      const filter = { must: [{ key: 'workspace', match: { value: 'b' } }] };
      expect(ids((await client.query('passages', { ...query, filter })).points)).toEqual([4]);
    });

    it('counts how rare a word is among the points of a corpus', async () => {
      const query = { query: sparse(3), using: 'words', limit: 1 };
      const corpus = { must: [{ key: 'workspace', match: { value: 'b' } }] };
      const post = async (params?: object) => {
        const body = JSON.stringify({ ...query, ...(params && { params }) });
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${engine?.url}/collections/passages/points/query`, {
          method: 'POST',
          headers,
          body,
        });
        return ((await answer.json()) as { result: { points: { score: number }[] } }).result.points[0]?.score;
      };
      const everywhere = await post();
      expect(await post({ idf: 'global' })).toBe(everywhere);
      expect(await post({ idf: { corpus } })).not.toBe(everywhere);
    });

    it('changes and removes points in order, also through an alias', async () => {
      const extra = { id: id(5), vector: { dense: [1, 1, 0, 0] }, payload: { workspace: 'c', level: 5 } };
      await client.updateCollectionAliases({
        actions: [{ create_alias: { alias_name: 'now', collection_name: 'passages' } }],
      });
      const { aliases } = await client.getAliases();
      expect(aliases).toEqual([{ alias_name: 'now', collection_name: 'passages' }]);
      expect((await client.getCollectionAliases('passages')).aliases).toHaveLength(1);
      await client.batchUpdate('now', {
        wait: true,
        operations: [
          { upsert: { points: [extra] } },
          { set_payload: { points: [id(5)], payload: { level: 6 } } },
          { delete_payload: { points: [id(5)], keys: ['workspace'] } },
        ],
      });
      const [changed] = await client.retrieve('now', { ids: [id(5)], with_payload: true, with_vector: true });
      expect(changed?.payload).toEqual({ level: 6 });
      expect(changed?.vector).toHaveProperty('dense');
      await client.overwritePayload('now', { points: [id(5)], payload: { workspace: 'd' }, wait: true });
      await client.setPayload('now', {
        filter: { must: [{ key: 'workspace', match: { value: 'd' } }] },
        payload: { level: 7 },
      });
      expect((await client.retrieve('now', { ids: [id(5)] }))[0]?.payload).toEqual({ workspace: 'd', level: 7 });
      await client.deletePayload('now', { points: [id(5)], keys: ['level'], wait: true });
      await client.delete('now', { filter: { must: [{ key: 'workspace', match: { value: 'd' } }] }, wait: true });
      expect(await client.retrieve('now', { ids: [id(5)] })).toEqual([]);
      const write = async (rule: object) => {
        const body = JSON.stringify({ points: [{ ...extra, payload: { level: 9 } }], ...rule });
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${engine?.url}/collections/now/points?wait=true`, { method: 'PUT', headers, body });
        expect(answer.status).toBe(200);
        return (await client.retrieve('now', { ids: [id(5)] }))[0]?.payload;
      };
      expect(await write({ update_mode: 'update_only' })).toBeUndefined();
      await client.upsert('now', { points: [extra], wait: true });
      expect(await write({ update_mode: 'insert_only' })).toEqual(extra.payload);
      expect(await write({ update_filter: { must: [{ key: 'level', range: { gt: 5 } }] } })).toEqual(extra.payload);
      expect(await write({ update_filter: { must: [{ key: 'level', range: { gt: 4 } }] } })).toEqual({ level: 9 });
      await client.delete('now', { points: [id(5)], wait: true });
      const page = await client.scroll('now', { limit: 3 });
      expect(page.next_page_offset).toBe(id(4));
      expect((await client.scroll('now', { limit: 3, offset: id(4) })).next_page_offset).toBeNull();
      await client.updateCollectionAliases({ actions: [{ delete_alias: { alias_name: 'now' } }] });
      await expect(client.count('now')).rejects.toMatchObject({ status: 404 });
    });

    it('refuses what strict mode refuses, and what it does not know', async () => {
      const scroll = (condition: object) => client.scroll('passages', { filter: { must: [condition] } });
      await expect(scroll({ key: 'other', match: { value: 'a' } })).rejects.toMatchObject({ status: 400 });
      await expect(scroll({ key: 'level', match: { value: 1 } })).rejects.toMatchObject({ status: 400 });
      await expect(scroll({ key: 'workspace', match: { prefix: 'a' } })).rejects.toMatchObject({ status: 400 });
      await expect(scroll({ key: 'level', values_count: { gt: 1 } })).rejects.toMatchObject({ status: 400 });
      await expect(scroll({ key: 'workspace', match: { value: true } })).rejects.toMatchObject({ status: 400 });
      const removal = client.delete('passages', { filter: { must: [{ key: 'other', match: { value: 'a' } }] } });
      await expect(removal).rejects.toMatchObject({ status: 400 });
      await expect(client.query('passages', { query: [1, 0, 0, 0], using: 'dense', limit: 51 })).rejects.toMatchObject({
        status: 400,
      });
      await expect(client.query('passages', { query: [1, 0], using: 'dense' })).rejects.toMatchObject({ status: 400 });
      const unlike = { id: id(8), vector: { dense: [1] } };
      await expect(client.upsert('passages', { points: [unlike], wait: true })).rejects.toMatchObject({ status: 400 });
      expect(engine?.invalid).toEqual([]);
      await expect(scroll({ key: 'workspace', matches: { value: 'a' } })).rejects.toMatchObject({ status: 599 });
      expect(engine?.invalid).toHaveLength(1);
    });

    it('loses, repeats and delays requests as it is told', async () => {
      const seen: string[] = [];
      const once = (wanted: Fate) => {
        fate = ({ method, path }) => {
          seen.push(`${method} ${path}`);
          fate = () => 'pass';
          return wanted;
        };
      };
      const point = (number: number) => ({
        id: id(number),
        vector: { dense: [1, 0, 0, 0] },
        payload: { workspace: 'z' },
      });
      const there = async (number: number) => (await client.retrieve('passages', { ids: [id(number)] })).length;
      once('drop-request');
      await expect(client.upsert('passages', { points: [point(20)], wait: true })).rejects.toThrow();
      expect(await there(20)).toBe(0);
      once('drop-answer');
      await expect(client.upsert('passages', { points: [point(21)], wait: true })).rejects.toThrow();
      expect(await there(21)).toBe(1);
      once('repeat');
      const { operation_id: second } = await client.upsert('passages', { points: [point(22)], wait: true });
      once({ delayMs: 50 });
      const started = performance.now();
      const { operation_id: third } = await client.upsert('passages', { points: [point(22)], wait: true });
      expect(performance.now() - started).toBeGreaterThan(45);
      expect(Number(third) - Number(second)).toBe(1);
      expect(new Set(seen)).toEqual(new Set(['PUT /collections/passages/points?wait=true']));
    });

    it('forgets a collection, with its aliases', async () => {
      const body = JSON.stringify({ vectors: { dense: { size: 2, distance: 'Dot' } }, metadata: { made: 'now' } });
      const headers = { 'content-type': 'application/json' };
      const send = async (method: string, content: string) =>
        (await fetch(`${engine?.url}/collections/short`, { method, headers, body: content })).status;
      expect(await send('PUT', body)).toBe(200);
      expect(await send('PATCH', JSON.stringify({ metadata: { kept: 1, made: 'later' } }))).toBe(200);
      expect((await client.getCollection('short')).config.metadata).toEqual({ made: 'later', kept: 1 });
      await client.updateCollectionAliases({
        actions: [{ create_alias: { alias_name: 'brief', collection_name: 'short' } }],
      });
      expect(await client.deleteCollection('short')).toBe(true);
      expect((await client.getAliases()).aliases).toEqual([]);
      expect(await client.deleteCollection('short')).toBe(false);
    });
  },
);

describe('the sources of the server', () => {
  const folder = fileURLToPath(new URL('../../qdrant/', import.meta.url));
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .flatMap((name) => readFileSync(`${folder}${name}`, 'utf8').split('\n'));
  /** Payloads are handed on whole: never looked into, gone through or compared. */
  const looksInto =
    /\bpayloads?\b['"]?\)?\]?\s*(?:\[|\.|==|!=|<|>|\bin\b|\bis\b|\bnot\b)|(?:==|!=|<|>|\bin\b|\bis\b|\bif\b|\bfor\b|\blen\(|\b(?:any|all|sorted|set|list|dict)\(|\*\*?)\s*\w*\.?payloads?\b/u;

  it('never look into a payload', () => {
    expect(lines.some((line) => line.includes('record.payload'))).toBe(true);
    expect(lines.filter((line) => looksInto.test(line))).toEqual([]);
  });

  it.each([
    "payload['a']",
    'record.payload.get(key)',
    'given["payload"]["level"] == 1',
    'for key in record.payload:',
    'if point.payload == wanted:',
    'key in payload',
    'len(payload)',
  ])('would be seen to: %s', (line) => {
    expect(looksInto.test(line)).toBe(true);
  });
});
