/**
 * An outage of Qdrant, through the HTTP door and before its own engine: what a client, an owner and an operator meet while it is away, slow,
 * back for reading alone, losing answers, and back.
 */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOutage } from '../../src/index/qdrant/client.ts';
import { QdrantIndex, type QdrantIndexOptions } from '../../src/index/qdrant/qdrant-index.ts';
import { type EngineRequest, type Fate, startEngine, WITHOUT_ENGINE } from '../qdrant/engine.ts';
import { type Ask, type Door, METRICS_TOKEN, openDoor, type Wire } from '../support/door.ts';

let fate: (request: EngineRequest) => Fate | Promise<Fate> = () => 'pass';
const engine = await startEngine({ onRequest: (request) => fate(request) });
afterAll(() => engine?.close());

const READ = /\/points\/(?:query|count)/;
const isWrite = ({ method, path }: EngineRequest) => method !== 'GET' && !READ.test(path);

let opened = 0;
let door: Door;
/** One that looks soon whether Qdrant is back, and whose requests to it may take as long as a test. */
async function open(searchTimeoutMs?: number): Promise<void> {
  opened += 1;
  const options: Omit<QdrantIndexOptions, 'model'> = {
    ...{ url: engine?.url ?? '', key: undefined, timeoutMs: 60_000, mayCreate: true, prefix: `outage-${opened}` },
    ...{ shards: undefined, replicas: 1, quantization: 'none' },
    ...{ consistency: 'majority', ordering: 'strong' },
  };
  door = await openDoor({
    openIndex: (model) => QdrantIndex.open({ ...options, model }, { failures: 5, openMs: 100, isFailure: isOutage }),
    ...(searchTimeoutMs !== undefined && { searchTimeoutMs }),
  });
}

beforeEach(() => {
  fate = () => 'pass';
});
afterEach(() => door.close());

const as = async (user: string, path: string, ask: Ask = {}) =>
  door.ask(path, { ...ask, token: await door.tokenOf(user) });
const bodyOf = (wire: Wire) => JSON.parse(wire.text) as Record<string, unknown>;

const textOf = (content: string) => ({ title: 'Log', format: 'text', content });
async function bring(content: string): Promise<{ documentId: string; status: string }> {
  const body = { ...textOf(content), collection: 'deck', entitlements: { readers: ['user:alice'] } };
  const wire = await as('olga', '/v1/documents', { method: 'POST', body });
  expect(wire.status).toBe(201);
  return bodyOf(wire) as { documentId: string; status: string };
}
/** Asks for all that is brought here. */
const ask = (user: string) => as(user, '/v1/retrieve', { method: 'POST', body: { query: 'keel mast', k: 8 } });
async function find(user: string): Promise<readonly string[]> {
  const wire = await ask(user);
  expect(wire.status).toBe(200);
  return (bodyOf(wire).results as { text: string }[]).map(({ text }) => text).sort();
}
async function expectNoAnswer(): Promise<void> {
  const wire = await ask('alice');
  expect([wire.status, wire.headers['content-type']]).toEqual([503, 'application/problem+json']);
  expect(bodyOf(wire)).toMatchObject({ code: 'index-unavailable' });
  expect(bodyOf(wire)).not.toHaveProperty('results');
}
const readiness = async () => {
  const wire = await door.ask('/readyz', {});
  return [wire.status, (bodyOf(wire).checks as Record<string, string>).index];
};
const figure = async (name: string) => {
  const { text } = await door.ask('/metrics', { token: METRICS_TOKEN });
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
};
const whenReady = () => expect.poll(readiness, { timeout: 10_000 }).toEqual([200, 'ok']);
/** As the clock of a host does, until nothing waits. */
const whenDone = () =>
  expect
    .poll(() => door.sluice.jobs.runAll().then(() => figure('sluice_outbox_depth')), { timeout: 60_000, interval: 100 })
    .toBe(0);

describe.skipIf(engine === undefined)(`Qdrant${engine === undefined ? ` (${WITHOUT_ENGINE})` : ''}`, () => {
  test('P2, P6, P7: away, back for reading alone, and back while answers are lost', async () => {
    await open();
    const [kept, deleted, revoked] = [await bring('keel one'), await bring('keel two'), await bring('keel three')];
    expect(await find('alice')).toEqual(['keel one', 'keel three', 'keel two']);

    fate = () => 'drop-request';
    // More often than the breaker waits for before it opens: open or not, there is one answer.
    for (let i = 0; i < 8; i += 1) await expectNoAnswer();
    expect(await readiness()).toEqual([503, 'failing']);
    expect(await figure('sluice_index_ready')).toBe(0);

    expect((await bring('keel four')).status).toBe('received');
    const replaced = await as('olga', `/v1/documents/${kept.documentId}`, { method: 'PUT', body: textOf('mast one') });
    expect(bodyOf(replaced)).toMatchObject({ status: 'received', generation: 2 });
    const entitlements = `/v1/documents/${revoked.documentId}/entitlements`;
    const nobody = { readers: [], deniers: [] };
    expect((await as('olga', entitlements, { method: 'PUT', body: nobody })).status).toBe(200);
    expect((await as('olga', `/v1/documents/${deleted.documentId}`, { method: 'DELETE' })).status).toBe(204);
    await expectNoAnswer();
    expect(await figure('sluice_outbox_depth')).toBe(4);

    // What the index has is as it was before; what is in force is not.
    fate = (request) => (isWrite(request) ? 'drop-request' : 'pass');
    await whenReady();
    expect(await door.sluice.index.count('main')).toBe(3);
    expect(await find('alice')).toEqual(['keel one']);
    expect(await find('olga')).toEqual(['keel one', 'keel three']);

    let writes = 0;
    fate = (request) => {
      if (!isWrite(request)) return 'pass';
      writes += 1;
      return writes % 3 === 1 ? 'drop-answer' : 'repeat';
    };
    await whenDone();
    fate = () => 'pass';
    await whenReady();
    expect(await find('alice')).toEqual(['keel four', 'mast one']);
    expect(await find('olga')).toEqual(['keel four', 'keel three', 'mast one']);
    expect(await door.sluice.index.count('main')).toBe(3);
    expect(await figure('sluice_index_ready')).toBe(1);
    expect(engine?.invalid).toEqual([]);
  }, 120_000);

  test('P6: slow: a question is answered by its deadline, not when Qdrant answers', async () => {
    await open(200);
    expect((await bring('keel one')).status).toBe('active');
    let wake: (fate: Fate) => void = () => undefined;
    const asleep = new Promise<Fate>((resolve) => {
      wake = resolve;
    });
    fate = (request) => (READ.test(request.path) ? asleep : 'pass');
    await expectNoAnswer();
    // Who asks waits for the deadline; who brings does not wait for those who ask.
    expect((await bring('keel two')).status).toBe('active');
    wake('pass');
    expect(await door.sluice.index.count('main')).toBe(2);
  }, 60_000);

  test('P7: opened while it is away: takes documents in, and is there when it comes', async () => {
    fate = () => 'drop-request';
    await open();
    expect((await bring('keel one')).status).toBe('received');
    await expectNoAnswer();
    fate = () => 'pass';
    await whenDone();
    expect(await find('alice')).toEqual(['keel one']);
  }, 60_000);
});
