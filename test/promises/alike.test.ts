/** Forbidden looks like absent, byte for byte on the wire but for the id of the request. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, alike, type Door, openDoor, type Wire } from '../support/door.ts';

let door: Door;
/** A document that mallory may not read or manage, in a collection that she has nothing in. */
let forbidden: string;
/** A row of a table that is somebody else's. */
let forbiddenRow: string;
let mallory: string;

beforeAll(async () => {
  door = await openDoor();
  const olga = await door.tokenOf('olga');
  const bring = async (body: object) => {
    const { status, text } = await door.ask('/v1/documents', { method: 'POST', token: olga, body });
    expect(status).toBe(201);
    return (JSON.parse(text) as { documentId: string }).documentId;
  };
  const content = 'The lighthouse keeps its secret.';
  forbidden = await bring({ content, title: 'Lighthouse', collection: 'secrets', externalId: 'page-1' });
  const table = await bring({
    content: 'keeper,note\nolga,the lighthouse lamp\nhugo,the lighthouse stairs',
    format: 'csv',
    collection: 'secrets',
    rows: { owner: 'keeper' },
  });
  const found = await door.ask('/v1/retrieve', {
    method: 'POST',
    token: olga,
    body: { query: 'lighthouse lamp', k: 50 },
  });
  const rows = (JSON.parse(found.text) as { results: { documentId: string; resourceId: string }[] }).results;
  forbiddenRow =
    rows.find(({ documentId, resourceId }) => documentId === table && resourceId !== table)?.resourceId ?? '';
  expect(forbiddenRow).not.toBe('');
  mallory = await door.tokenOf('mallory', ['retrieve', 'ingest', 'own']);
});
afterAll(() => door?.close());

const version = { content: 'mine now' };
const entitlements = { readers: ['user:mallory'], deniers: [] };

const REQUESTS: readonly (readonly [name: string, path: (id: string) => string, options: Ask])[] = [
  ['GET /v1/documents/{id}', (id) => `/v1/documents/${id}`, {}],
  ['GET /v1/documents/{id}/text', (id) => `/v1/documents/${id}/text`, {}],
  ['PUT /v1/documents/{id}', (id) => `/v1/documents/${id}`, { method: 'PUT', body: version }],
  ['DELETE /v1/documents/{id}', (id) => `/v1/documents/${id}`, { method: 'DELETE' }],
  [
    'PUT /v1/documents/{id}/entitlements',
    (id) => `/v1/documents/${id}/entitlements`,
    { method: 'PUT', body: entitlements },
  ],
  ['GET /v1/access/who/{id}', (id) => `/v1/access/who/${id}`, {}],
  ['GET /v1/access/explain/{id}', (id) => `/v1/access/explain/${id}?user=user:mallory`, {}],
];

test.each(REQUESTS)(
  'P8: %s answers for a forbidden document as for one that there is not',
  async (_, path, options) => {
    const absent = alike(await door.ask(path(randomUUID()), { ...options, token: mallory }));
    expect(absent.status).toBe(404);
    for (const id of [forbidden, forbiddenRow, 'not-even-an-id', 'a'.repeat(200)]) {
      expect(alike(await door.ask(path(id), { ...options, token: mallory })), id).toEqual(absent);
    }
  },
);

test('P8: PUT /v1/collections/{name}/entitlements answers for a collection of others as for one that there is not', async () => {
  const ask = (name: string) =>
    door.ask(`/v1/collections/${name}/entitlements`, { method: 'PUT', token: mallory, body: entitlements });
  const absent = alike(await ask('nowhere'));
  expect(absent.status).toBe(404);
  expect(alike(await ask('secrets'))).toEqual(absent);
});

/** An answer to a request for approval without what is random or the time in every one, and without the id that was asked for. */
function likeAnyRequest(wire: Wire, id: string): Wire {
  const answer = alike(wire);
  const { approvalId = '', requestedAt = '', expiresAt = '' } = JSON.parse(answer.text) as Record<string, string>;
  const own = [id, approvalId, requestedAt, expiresAt].filter((text) => text !== '');
  const without = (text: string) => own.reduce((rest, one) => rest.replaceAll(one, '*'), text);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, without(value)]);
  return { ...answer, headers: Object.fromEntries(headers), text: without(answer.text) };
}

/** Requests that a person may have open. */
const MAX_OPEN = 50;

async function askForApproval(token: string, documentId: string): Promise<Wire> {
  const body = { documentId, reason: 'to answer a ticket' };
  return likeAnyRequest(await door.ask('/v1/approvals', { method: 'POST', token, body }), documentId);
}

test('P8: POST /v1/approvals answers for a forbidden document as for one that there is not, and counts both', async () => {
  const answers = async (user: string, idOf: (n: number) => string) => {
    const token = await door.tokenOf(user, ['retrieve']);
    const all: Wire[] = [];
    for (let n = 0; n <= MAX_OPEN; n++) all.push(await askForApproval(token, idOf(n)));
    return all;
  };
  const absent = await answers('asking-for-nothing', () => randomUUID());
  expect(absent.map(({ status }) => status)).toEqual([...Array(MAX_OPEN).fill(201), 429]);
  const same = (one: Wire) => ({ ...one, text: one.text.replaceAll('asking-for-something', 'asking-for-nothing') });
  const ids = [forbidden, forbiddenRow];
  expect((await answers('asking-for-something', (n) => ids[n % 2] ?? '')).map(same)).toEqual(absent);
});

const PAIRS = 200;
/** Documents that are asked for in turn. */
const FORBIDDEN = 20;

test(`P8: over ${PAIRS} pairs of forbidden and absent ids, every kind of request is answered with equal bytes`, async () => {
  const olga = await door.tokenOf('olga');
  const ids: string[] = [];
  for (let n = 0; n < FORBIDDEN; n++) {
    const body = {
      content: `Buoy ${n} is adrift. `.repeat(1 + 40 * n),
      title: `Buoy ${n}`,
      collection: n % 2 === 0 ? 'secrets' : 'seaside',
      ...(n % 3 === 0 && { entitlements: { readers: ['user:hugo'], deniers: n % 2 === 0 ? ['user:mallory'] : [] } }),
    };
    const { text } = await door.ask('/v1/documents', { method: 'POST', token: olga, body });
    ids.push((JSON.parse(text) as { documentId: string }).documentId);
  }
  const normal = (wire: Wire, id: string) => ({ ...alike(wire), text: alike(wire).text.replaceAll(id, 'ID') });
  for (let n = 0; n < PAIRS; n++) {
    const [name, path, options] = REQUESTS[n % REQUESTS.length] as (typeof REQUESTS)[number];
    const pair = [ids[n % ids.length] ?? '', randomUUID()];
    // In turn the one and the other first: being asked second tells nothing, either.
    if (n % 2 === 1) pair.reverse();
    const answers: Wire[] = [];
    for (const id of pair) answers.push(normal(await door.ask(path(id), { ...options, token: mallory }), id));
    expect(answers[0], name).toEqual(answers[1]);
  }
}, 60_000);

test('P8: bytes that somebody else has brought are taken in as if nobody had', async () => {
  const bring = async (content: string) => {
    const body = { content, title: 'Twin', collection: 'hers' };
    const { status, text } = await door.ask('/v1/documents', { method: 'POST', token: mallory, body });
    const { documentId, ...intake } = JSON.parse(text) as { documentId: string };
    return { documentId, status, intake };
  };
  const twin = await bring('The lighthouse keeps its secret.');
  const single = await bring('The lighthouse bares its secret.');
  expect(twin.documentId).not.toBe(forbidden);
  expect([twin.status, twin.intake]).toEqual([single.status, single.intake]);
});

test('P8: fetch over MCP answers for a forbidden document as for one that there is not', async () => {
  const fetchOf = async (id: string) => {
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'fetch', arguments: { id } } };
    const headers = { accept: 'application/json, text/event-stream' };
    return alike(await door.ask('/mcp', { method: 'POST', token: mallory, body, headers }));
  };
  const absent = await fetchOf(randomUUID());
  expect(absent.status).toBe(200);
  expect(absent.text).toContain('not-found');
  for (const id of [forbidden, forbiddenRow]) expect(await fetchOf(id)).toEqual(absent);
});

test('P8: a question within a forbidden collection is answered like one within a collection that there is not', async () => {
  const within = async (collection: string) => {
    const body = { query: 'lighthouse', collections: [collection] };
    const answer = alike(await door.ask('/v1/retrieve', { method: 'POST', token: mallory, body }));
    // These two are random in every answer.
    const parsed = JSON.parse(answer.text) as { decisionId: string; envelope: string };
    const boundary = /[0-9a-f]{24}/.exec(parsed.envelope)?.[0] ?? '-';
    return { ...answer, text: answer.text.replaceAll(parsed.decisionId, 'ID').replaceAll(boundary, 'BOUNDARY') };
  };
  const absent = await within('nowhere');
  expect(absent.status).toBe(200);
  expect(await within('secrets')).toEqual(absent);
});

test('P8: an external id that somebody else has used is as free as any other', async () => {
  const bring = async (externalId: string) => {
    const body = { content: 'of mallory', collection: 'hers', externalId };
    const { status, text } = await door.ask('/v1/documents', { method: 'POST', token: mallory, body });
    const { documentId, ...intake } = JSON.parse(text) as { documentId: string };
    expect(documentId).not.toBe(forbidden);
    return { status, intake };
  };
  expect(await bring('page-1')).toEqual(await bring('page-2'));
});

test('the owner gets other answers: the comparison compares something', async () => {
  const olga = await door.tokenOf('olga');
  for (const [name, path, options] of REQUESTS.filter(([name]) => name.startsWith('GET'))) {
    expect((await door.ask(path(forbidden), { ...options, token: olga })).status, name).toBe(200);
  }
});
