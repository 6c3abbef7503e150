/**
 * `/metrics`: there only with its secret, open to that alone, whole or not at all, and without a word that a client chose. The meter
 * here writes down what it is told.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Broker } from '../../src/broker.ts';
import { enqueue } from '../../src/catalog/jobs.ts';
import { createApp } from '../../src/http/app.ts';
import { readFigures } from '../../src/metrics/figures.ts';
import type { Answered, Meter } from '../../src/metrics/meter.ts';
import { openTestCatalog } from '../support/catalog.ts';
import { ANSWERS, issuer, tokenWith } from './support.ts';

const TOKEN = 'metrics-token-of-thirty-two-characters-or-more';

function metered(
  { isThere = true, broker = {} }: { isThere?: boolean; broker?: Partial<Broker> } = {},
  render = async () => 'figures 1\n',
) {
  const seen: Answered[] = [];
  const log: string[] = [];
  const meter: Meter = { contentType: 'text/plain; version=0.0.4', observe: (one) => void seen.push(one), render };
  const write = (fields: object) => void log.push(JSON.stringify(fields));
  const app = createApp({
    broker: { ...ANSWERS, ...broker },
    verify: issuer.verify,
    logger: { info: write, warn: write, error: write },
    limits: { documentBytes: 1_024 },
    metadata: { resource: 'https://sluice.harbor.example', issuers: [] },
    ...(isThere && { metering: { token: TOKEN, meter } }),
  });
  const ask = (path: string, authorization?: string, method = 'GET') =>
    app.request(path, { method, headers: authorization === undefined ? {} : { authorization } });
  return { ask, seen, log };
}

const codeOf = async (response: Response) => [
  response.status,
  response.headers.get('content-type'),
  ((await response.json()) as { code: string }).code,
];
const PROBLEM = 'application/problem+json';

describe('/metrics', () => {
  it('is not there without its secret: the same answer as for any unknown path', async () => {
    const { ask } = metered({ isThere: false });
    const bare = async (path: string, method?: string) => {
      const response = await ask(path, `Bearer ${TOKEN}`, method);
      return [response.status, { ...((await response.json()) as object), requestId: '' }];
    };
    expect(await bare('/metrics')).toEqual(await bare('/nowhere'));
    expect(await bare('/metrics', 'POST')).toEqual(await bare('/nowhere', 'POST'));
    expect((await bare('/metrics'))[0]).toBe(404);
  });

  it('opens to its token', async () => {
    const response = await metered().ask('/metrics', `Bearer ${TOKEN}`);
    expect([response.status, await response.text()]).toEqual([200, 'figures 1\n']);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('opens to nothing else: no token, another, a part of it, more than it, or one of a person', async () => {
    const person = await tokenWith('soc', 'admin', 'retrieve');
    const others = [
      undefined,
      '',
      'Bearer ',
      `Basic ${TOKEN}`,
      ...[
        TOKEN.slice(0, -1),
        `${TOKEN}x`,
        `x${TOKEN.slice(1)}`,
        `${TOKEN.slice(0, -1)}x`,
        TOKEN.toUpperCase(),
        person,
      ].map((token) => `Bearer ${token}`),
    ];
    let isAsked = false;
    const { ask, log } = metered({}, async () => {
      isAsked = true;
      return '';
    });
    for (const authorization of others) {
      const response = await ask('/metrics', authorization);
      expect(response.headers.get('www-authenticate')).toContain('Bearer resource_metadata=');
      expect(await codeOf(response)).toEqual([401, PROBLEM, 'unauthenticated']);
    }
    expect(isAsked).toBe(false);
    expect(log.join()).not.toContain(TOKEN.slice(0, -1));
  });

  it('compares all of a token: a digest that begins or ends like the right one is not enough', async () => {
    const sha = (text: string) => createHash('sha256').update(text).digest();
    const right = sha(TOKEN);
    const { ask } = metered();
    for (const at of [0, right.length - 1]) {
      let near = 0;
      while (sha(`near-${near}`)[at] !== right[at]) near += 1;
      expect((await ask('/metrics', `Bearer near-${near}`)).status).toBe(401);
    }
  });

  it('its token opens nothing else', async () => {
    expect((await metered().ask('/v1/audit', `Bearer ${TOKEN}`)).status).toBe(401);
  });

  it('tells nothing in part: figures that can not be read are 503, without the reason', async () => {
    const { ask, log } = metered({}, () => Promise.reject(new Error('S3CRET')));
    const response = await ask('/metrics', `Bearer ${TOKEN}`);
    expect(response.headers.get('retry-after')).toBe('1');
    const body = await response.clone().text();
    expect(await codeOf(response)).toEqual([503, PROBLEM, 'catalogue-unavailable']);
    expect(body).not.toContain('S3CRET');
    expect(log).toHaveLength(1);
  });
});

describe('what is counted', () => {
  it('is told by patterns and names of ours, never by what a client sent', async () => {
    const { ask, seen } = metered({ broker: { readDocument: () => Promise.reject(new Error('S3CRET')) } });
    const bearer = `Bearer ${await tokenWith('own', 'ingest', 'soc')}`;
    await ask('/v1/documents/S3CRET-id?q=S3CRET', bearer);
    await ask('/v1/documents/S3CRET-id', bearer);
    await ask('/v1/documents/S3CRET-id');
    await ask('/S3CRET/nowhere');
    await ask('/healthz');
    await ask('/healthz', undefined, 'HEAD');
    await ask('/healthz', undefined, 'POST');
    await ask('/healthz', undefined, 'S3CRET');
    await ask('/mcp');
    await ask('/metrics');
    expect(seen.map(({ route, method, status }) => `${method} ${route} ${status}`)).toEqual([
      'GET /v1/documents/:id 400',
      'GET /v1/documents/:id 500',
      'GET /v1/documents/:id 401',
      'GET none 404',
      'GET /healthz 200',
      'HEAD /healthz 200',
      'POST none 405',
      'other none 405',
      'GET /mcp 401',
      'GET /metrics 401',
    ]);
    expect(JSON.stringify(seen)).not.toContain('S3CRET');
  });

  it('has the time that the answer took', async () => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return { ready: true, checks: {} };
    };
    const { ask, seen } = metered({ broker: { readiness: slow } as unknown as Partial<Broker> });
    await ask('/readyz');
    expect(seen[0]?.seconds).toBeGreaterThan(0.05);
    expect(seen[0]?.seconds).toBeLessThan(30);
  });
});

describe('the figures', () => {
  it('are of now: what waits, the age of the oldest of it, and whether the index answers', async () => {
    const catalog = await openTestCatalog();
    const figures = (nowMs: number, isReady = true) => readFigures(catalog, { isReady: () => isReady }, nowMs);
    const wait = (documentId: string, nowMs: number) =>
      catalog.store.commit({
        statements: [enqueue({ workspace: 'main', kind: 'ingest', documentId, generation: 1, nowMs })],
      });
    expect(await figures(9_000)).toEqual({ outboxDepth: 0, outboxOldestAgeS: 0, isIndexReady: true });
    await wait('d1', 10_000);
    expect(await figures(12_500)).toEqual({ outboxDepth: 1, outboxOldestAgeS: 2.5, isIndexReady: true });
    await wait('d2', 60_000);
    expect(await figures(70_000, false)).toEqual({ outboxDepth: 2, outboxOldestAgeS: 60, isIndexReady: false });
    expect((await figures(5_000)).outboxOldestAgeS).toBe(0);
    await catalog.close();
    await expect(figures(70_000)).rejects.toThrow();
  });
});
