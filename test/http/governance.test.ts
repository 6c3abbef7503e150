/**
 * What those who govern send: bounds and strictness, and that what arrives at the broker is what was sent.
 */
import { describe, expect, it } from 'vitest';
import { request, testApp } from './support.ts';

async function send(
  method: string,
  path: string,
  body: unknown,
  { type = 'application/json' }: { readonly type?: string } = {},
) {
  const { app, calls } = testApp();
  const scopes = ['retrieve', 'own', 'admin', 'soc', 'approve'];
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const response = await app.request(await request(method, path, { scopes, body: text, type }));
  return {
    status: response.status,
    answer: response.status === 204 ? undefined : await response.json(),
    arrived: calls[0]?.args.slice(1),
  };
}

const IMPORT = '/v1/directory/import';

describe('a directory', () => {
  const JSON_DIRECTORY = {
    users: [{ id: 'user:alice', displayName: 'Alice Example', clearance: 'confidential', manager: 'user:olga' }],
    groups: [{ id: 'group:hr', members: ['user:alice'] }],
    agents: [],
  };
  const CSV = 'id,name,clearance,manager,groups\nuser:alice,Alice Example,confidential,user:olga,group:hr\n';

  it('arrives the same as JSON and as CSV, and is changed only where no preview was asked for', async () => {
    for (const [query, preview] of [
      ['', false],
      ['?preview=false', false],
      ['?preview=true', true],
    ] as const) {
      const asJson = await send('POST', IMPORT + query, JSON_DIRECTORY);
      const asCsv = await send('POST', IMPORT + query, CSV, { type: 'text/csv; charset=utf-8' });
      expect(asJson.arrived).toEqual([JSON_DIRECTORY, { preview }]);
      expect(asCsv.arrived).toEqual(asJson.arrived);
      expect(asJson.answer.applied).toBe(!preview);
    }
  });

  it.each([
    ['a preview that is neither true nor false', `${IMPORT}?preview=yes`, JSON_DIRECTORY, 'preview'],
    ['somebody twice', IMPORT, { users: [{ id: 'user:a' }, { id: 'user:a' }] }, '/users/1/id'],
    ['a group among users', IMPORT, { users: [{ id: 'group:a' }] }, '/users/0/id'],
    ['a manager of an agent', IMPORT, { agents: [{ id: 'agent:a', manager: 'user:b' }] }, '/agents/0/manager'],
    ['a ceiling of a user', IMPORT, { users: [{ id: 'user:a', ceiling: {} }] }, '/users/0/ceiling'],
    ['an unknown list', IMPORT, { people: [] }, '/people'],
  ])('with %s is refused, and the place is named', async (_name, path, body, at) => {
    const { status, answer, arrived } = await send('POST', path, body);
    expect([status, answer.code]).toEqual([400, 'invalid-request']);
    expect(answer.errors.map((fault: { at: string }) => fault.at)).toContain(at);
    expect(arrived).toBeUndefined();
  });

  it.each([
    ['a table in another encoding', CSV, 'text/csv; charset=latin1', 415],
    ['a table with a fault', 'id,clearance\nuser:a,secret\n', 'text/csv', 400],
    ['plain text', CSV, 'text/plain', 415],
  ])('%s is refused', async (_name, body, type, status) => {
    const refused = await send('POST', IMPORT, body, { type });
    expect([refused.status, refused.arrived]).toEqual([status, undefined]);
  });
});

describe('what is said of a principal', () => {
  it('arrives whole', async () => {
    const fields = {
      displayName: null,
      attributes: { region: ['north', 'south'], level: 3, joined: '2026-11-22', remote: true },
      external: true,
      ceiling: { collections: ['support'], purposes: ['answer tickets'], maxRisk: 0.2 },
    };
    expect((await send('PUT', '/v1/principals/agent:helpdesk', fields)).arrived).toEqual(['agent:helpdesk', fields]);
  });

  it.each([
    ['a group as manager', { manager: 'group:hr' }, '/manager'],
    ['an attribute that is an object', { attributes: { region: {} } }, '/attributes/region'],
    ['an attribute of an odd name', { attributes: { 'a-b': 1 } }, '/attributes/a-b'],
    ['an attribute with the name of a word of Cedar', { attributes: { in: 1 } }, '/attributes/in'],
    ['a worst risk of 2', { ceiling: { maxRisk: 2 } }, '/ceiling/maxRisk'],
    ['an unknown limit', { ceiling: { groups: [] } }, '/ceiling/groups'],
  ])('with %s is refused, and the place is named', async (_name, fields, at) => {
    const { status, answer, arrived } = await send('PUT', '/v1/principals/user:alice', fields);
    expect(status).toBe(400);
    expect(answer.errors.map((fault: { at: string }) => fault.at)).toContain(at);
    expect(arrived).toBeUndefined();
  });
});

describe('policies', () => {
  const source = '@id("a")\nforbid (principal, action, resource); // Größe 👩‍👩‍👧\n';

  it('arrive as they were written, with the version that they follow', async () => {
    const { arrived } = await send('PUT', '/v1/policies', { source, expectedVersion: 2, note: 'why' });
    expect(arrived).toEqual([source, { expectedVersion: 2, note: 'why' }]);
    expect((await send('POST', '/v1/policies/check', { source })).arrived).toEqual([source]);
    expect((await send('GET', '/v1/policies/versions/7', undefined)).arrived).toEqual([7]);
    expect((await send('GET', '/v1/policies', undefined)).arrived).toEqual([]);
  });

  it('at their bound are taken however they are written, and one character more is not', async () => {
    // Each is six bytes of JSON.
    const longest = '\u2028'.repeat(200_000);
    const escaped = `{"source": "${'\\u2028'.repeat(200_000)}"}`;
    expect((await send('POST', '/v1/policies/check', escaped)).arrived).toEqual([longest]);
    expect((await send('POST', '/v1/policies/check', { source: `${longest} ` })).status).toBe(400);
  });

  it.each([
    ['no version to follow', { source }],
    ['a version below 0', { source, expectedVersion: -1 }],
    ['a lone surrogate', { source: '\ud800', expectedVersion: 0 }],
    ['a note of two lines', { source, expectedVersion: 0, note: 'a\nb' }],
  ])('with %s are refused', async (_name, body) => {
    const { status, arrived } = await send('PUT', '/v1/policies', body);
    expect([status, arrived]).toEqual([400, undefined]);
  });

  it.each(['0', '-1', '1.5', 'latest', '01'])('have no version %s', async (version) => {
    expect((await send('GET', `/v1/policies/versions/${version}`, undefined)).status).toBe(400);
  });
});

describe('a proposed change', () => {
  it.each([
    { kind: 'policies', source: '' },
    { kind: 'membership', group: 'group:hr', member: 'user:bob', add: false },
    { kind: 'entitlements', documentId: 'd1', owner: 'user:olga', readers: ['group:hr'], deniers: [] },
    { kind: 'collection', collection: 'hr', readers: [], deniers: ['user:bob'] },
    { kind: 'manifest', collection: 'hr', documents: [{ externalId: 'a.md', classification: 'public' }] },
  ])('of kind $kind arrives whole', async (change) => {
    expect((await send('POST', '/v1/access/diff', change)).arrived).toEqual([change]);
  });

  it.each([
    ['an unknown kind', { kind: 'everything' }],
    ['fields of another kind', { kind: 'policies', source: '', group: 'group:hr' }],
    ['no direction', { kind: 'membership', group: 'group:hr', member: 'user:bob' }],
    ['readers unsaid', { kind: 'collection', collection: 'hr', deniers: [] }],
  ])('with %s is refused', async (_name, change) => {
    const { status, arrived } = await send('POST', '/v1/access/diff', change);
    expect([status, arrived]).toEqual([400, undefined]);
  });
});

describe('a question about access', () => {
  it('arrives with whom it is about', async () => {
    const path = '/v1/access/explain/d1?user=user:alice&agent=agent%3Ahelpdesk&purpose=a%20ticket';
    expect((await send('GET', path, undefined)).arrived).toEqual([
      { id: 'd1', user: 'user:alice', agent: 'agent:helpdesk', purpose: 'a ticket' },
    ]);
    expect((await send('GET', '/v1/access/coverage', undefined)).arrived).toEqual([undefined]);
  });

  it.each(['', '?user=alice', '?user=group:hr', '?user=user:a&agent=user:b', '?user=user:a&user=user:b'])(
    'about `%s` is refused',
    async (query) => {
      expect((await send('GET', `/v1/access/explain/d1${query}`, undefined)).status).toBe(400);
    },
  );
});

describe('an approval', () => {
  it('is asked for with a reason, and given for a time', async () => {
    const asked = await send('POST', '/v1/approvals', { documentId: 'd1', reason: 'closing the books\nof October' });
    expect(asked.arrived).toEqual(['d1', 'closing the books\nof October']);
    const month = 30 * 24 * 60 * 60;
    expect((await send('POST', '/v1/approvals/a1/approve', { lifetimeS: month })).arrived).toEqual(['a1', month]);
  });

  it.each([
    ['no reason', '/v1/approvals', { documentId: 'd1' }],
    ['a blank reason', '/v1/approvals', { documentId: 'd1', reason: ' ' }],
    ['a reason of 501 characters', '/v1/approvals', { documentId: 'd1', reason: 'a'.repeat(501) }],
    ['no end', '/v1/approvals/a1/approve', {}],
    ['a life of more than 30 days', '/v1/approvals/a1/approve', { lifetimeS: 30 * 24 * 60 * 60 + 1 }],
    ['a life of nothing', '/v1/approvals/a1/approve', { lifetimeS: 0 }],
  ])('with %s is refused', async (_name, path, body) => {
    const { status, arrived } = await send('POST', path, body);
    expect([status, arrived]).toEqual([400, undefined]);
  });
});

describe('a collection', () => {
  it('is put into another, or with null on its own; nothing said is no answer to where', async () => {
    expect((await send('PUT', '/v1/collections/a/parent', { parent: 'b' })).arrived).toEqual(['a', 'b']);
    expect((await send('PUT', '/v1/collections/a/parent', { parent: null })).arrived).toEqual(['a', null]);
    expect((await send('PUT', '/v1/collections/a/parent', {})).status).toBe(400);
  });
});
