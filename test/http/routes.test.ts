/**
 * Every route by every status that its page names: a status without a way to provoke it fails, and so does a route without a good request.
 */

import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { problemDocument } from '../../src/http/problem-document.ts';
import type { Route } from '../../src/http/route.ts';
import { ROUTES } from '../../src/http/routes/table.ts';
import { SCOPES } from '../../src/identity/caller.ts';
import { PROBLEMS, Problem, type ProblemCode } from '../../src/problem.ts';
import { BROKER_METHODS, request, testApp } from './support.ts';

/** The table as it stands. A change here is a change of who may do what: that is what is to be reviewed. */
const FROZEN = [
  'post /v1/retrieve retrieval retrieve 200',
  'get /v1/documents/{id}/text retrieval retrieve 200',
  'post /v1/documents ingest ingest 201',
  'put /v1/documents/{id} ingest ingest 200',
  'get /v1/documents/{id} control own|ingest|admin 200',
  'delete /v1/documents/{id} control own|admin 204',
  'put /v1/documents/{id}/entitlements control own|admin 200',
  'put /v1/collections/{name}/entitlements control own|admin 204',
  'put /v1/collections/{name}/parent control admin 204',
  'get /v1/principals control admin 200',
  'get /v1/principals/{principal} control admin 200',
  'put /v1/principals/{principal} control admin 200',
  'get /v1/groups/{group}/members control admin 200',
  'put /v1/groups/{group}/members/{member} control admin 204',
  'delete /v1/groups/{group}/members/{member} control admin 204',
  'post /v1/directory/import control admin 200',
  'get /v1/attributes control admin|own|soc 200',
  'put /v1/attributes/{subject}/{name} control admin 204',
  'delete /v1/attributes/{subject}/{name} control admin 204',
  'get /v1/policies control admin|own|soc 200',
  'put /v1/policies control admin 200',
  'post /v1/policies/check control admin|own|soc 200',
  'get /v1/policies/versions control admin|own|soc 200',
  'get /v1/policies/versions/{version} control admin|own|soc 200',
  'get /v1/safeguards control admin|own|soc 200',
  'put /v1/safeguards control admin 200',
  'get /v1/access/who/{id} control own|soc 200',
  'get /v1/access/explain/{id} control own|soc 200',
  'post /v1/access/diff control own|soc|admin 200',
  'get /v1/access/coverage control own|soc 200',
  'post /v1/approvals retrieval retrieve 201',
  'get /v1/approvals retrieval retrieve 200',
  'get /v1/approvals/pending control approve 200',
  'post /v1/approvals/{id}/approve control approve 200',
  'post /v1/approvals/{id}/reject control approve 200',
  'delete /v1/approvals/{id} control approve|own|soc 200',
  'get /v1/reviews control soc 200',
  'get /v1/reviews/{id} control soc 200',
  'get /v1/reviews/{id}/original control soc 200',
  'post /v1/reviews/{id}/release control soc 200',
  'post /v1/reviews/{id}/reject control soc 200',
  'get /v1/detections control soc 200',
  'post /v1/detections/{id}/dismiss control soc 200',
  'get /v1/legal-holds control soc 200',
  'put /v1/legal-holds/{id} control soc 200',
  'delete /v1/legal-holds/{id} control soc 204',
  'get /v1/legal-holds/{id}/original control soc 200',
  'get /v1/audit control soc 200',
  'get /v1/audit/verify control soc 200',
];

/** A good request of each route. */
const GOOD: Readonly<Record<string, readonly [path: string, body?: unknown]>> = {
  'post /v1/retrieve': ['/v1/retrieve', { query: 'how do refunds work' }],
  'get /v1/documents/{id}/text': ['/v1/documents/d1/text'],
  'post /v1/documents': ['/v1/documents', { content: 'text', collection: 'support' }],
  'put /v1/documents/{id}': ['/v1/documents/d1', { content: 'text' }],
  'get /v1/documents/{id}': ['/v1/documents/d1'],
  'delete /v1/documents/{id}': ['/v1/documents/d1'],
  'put /v1/documents/{id}/entitlements': ['/v1/documents/d1/entitlements', { readers: ['group:hr'], deniers: [] }],
  'put /v1/collections/{name}/entitlements': ['/v1/collections/support/entitlements', { readers: [], deniers: [] }],
  'put /v1/collections/{name}/parent': ['/v1/collections/invoices/parent', { parent: 'finance' }],
  'get /v1/principals': ['/v1/principals?after=user:alice&limit=10'],
  'get /v1/principals/{principal}': ['/v1/principals/user%3Aalice'],
  'put /v1/principals/{principal}': ['/v1/principals/user%3Aalice', { clearance: 'restricted' }],
  'get /v1/groups/{group}/members': ['/v1/groups/group%3Ahr/members'],
  'put /v1/groups/{group}/members/{member}': ['/v1/groups/group%3Ahr/members/user%3Aalice'],
  'delete /v1/groups/{group}/members/{member}': ['/v1/groups/group:hr/members/user:alice'],
  'post /v1/directory/import': [
    '/v1/directory/import?preview=true',
    { groups: [{ id: 'group:hr', members: ['user:alice'] }] },
  ],
  'get /v1/attributes': ['/v1/attributes'],
  'put /v1/attributes/{subject}/{name}': ['/v1/attributes/resource/region', { type: 'strings' }],
  'delete /v1/attributes/{subject}/{name}': ['/v1/attributes/resource/region'],
  'get /v1/policies': ['/v1/policies'],
  'put /v1/policies': ['/v1/policies', { source: '', expectedVersion: 0 }],
  'post /v1/policies/check': ['/v1/policies/check', { source: '' }],
  'get /v1/policies/versions': ['/v1/policies/versions'],
  'get /v1/policies/versions/{version}': ['/v1/policies/versions/3'],
  'get /v1/safeguards': ['/v1/safeguards'],
  'put /v1/safeguards': ['/v1/safeguards', { neutralization: 'cut' }],
  'get /v1/access/who/{id}': ['/v1/access/who/d1'],
  'get /v1/access/explain/{id}': ['/v1/access/explain/d1?user=user:alice&agent=agent:helpdesk&purpose=a%20ticket'],
  'post /v1/access/diff': ['/v1/access/diff', { kind: 'policies', source: '' }],
  'get /v1/access/coverage': ['/v1/access/coverage?collection=support'],
  'post /v1/approvals': ['/v1/approvals', { documentId: 'd1', reason: 'closing the books' }],
  'get /v1/approvals': ['/v1/approvals'],
  'get /v1/approvals/pending': ['/v1/approvals/pending'],
  'post /v1/approvals/{id}/approve': ['/v1/approvals/a1/approve', { lifetimeS: 3600 }],
  'post /v1/approvals/{id}/reject': ['/v1/approvals/a1/reject'],
  'delete /v1/approvals/{id}': ['/v1/approvals/a1'],
  'get /v1/reviews': ['/v1/reviews?state=all&before=r1&limit=10'],
  'get /v1/reviews/{id}': ['/v1/reviews/r1?clean=100000&pieces=2.0'],
  'get /v1/reviews/{id}/original': ['/v1/reviews/r1/original'],
  'post /v1/reviews/{id}/release': ['/v1/reviews/r1/release', { note: 'a joke of the printers' }],
  'post /v1/reviews/{id}/reject': ['/v1/reviews/r1/reject', {}],
  'get /v1/detections': ['/v1/detections?state=all&documentId=d1&before=t1&limit=10'],
  'post /v1/detections/{id}/dismiss': ['/v1/detections/t1/dismiss', { note: 'the yearly questionnaire' }],
  'get /v1/legal-holds': ['/v1/legal-holds?after=d1&limit=10'],
  'put /v1/legal-holds/{id}': ['/v1/legal-holds/d1', { reason: 'case 2026-17' }],
  'delete /v1/legal-holds/{id}': ['/v1/legal-holds/d1?reason=it%20is%20closed'],
  'get /v1/legal-holds/{id}/original': ['/v1/legal-holds/d1/original?generation=2'],
  'get /v1/audit': ['/v1/audit?limit=10&before=100'],
  'get /v1/audit/verify': ['/v1/audit/verify'],
};

const nameOf = (route: Route) => `${route.method} ${route.path}`;

const CASES = ROUTES.flatMap((route) =>
  Object.keys(route.page.responses).map((status) => ({ name: nameOf(route), status: Number(status), route })),
);

async function goodRequest(
  route: Route,
  scopes: readonly string[] = route.scopes,
  change: (path: string) => string = (path) => path,
) {
  const good = GOOD[nameOf(route)];
  if (good === undefined) throw new Error(`${nameOf(route)} has no good request here`);
  const [path, body] = good;
  return request(route.method.toUpperCase(), change(path), {
    scopes,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The request body of another size or kind. */
async function withBody(route: Route, body: string, type: string) {
  const [path] = GOOD[nameOf(route)] ?? [''];
  return request(route.method.toUpperCase(), path, { scopes: route.scopes, body, type });
}

/** Codes that the page of a route names under a status. */
function codesOn(route: Route, status: number): ProblemCode[] {
  const response = route.page.responses[status] as { content: Record<string, { examples: Record<string, unknown> }> };
  return Object.keys(response.content['application/problem+json']?.examples ?? {}) as ProblemCode[];
}

/** A broker whose every method fails like this. */
const failing = (error: unknown) =>
  Object.fromEntries(BROKER_METHODS.map((method) => [method, () => Promise.reject(error)]));

async function expectProblem(response: Response, code: ProblemCode): Promise<void> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const body = problemDocument.parse(await response.json());
  expect(body).toMatchObject({ code, status: PROBLEMS[code][0], type: `urn:sluice:problem:${code}` });
  expect(response.status).toBe(PROBLEMS[code][0]);
  expect(response.headers.get('x-request-id')).toBe(body.requestId);
}

/** How a status is provoked at the door, before the broker is asked. */
const AT_THE_DOOR: Readonly<Record<number, (route: Route) => Promise<Request>>> = {
  400: (route) => goodRequest(route, route.scopes, (path) => `${path}${path.includes('?') ? '&' : '?'}nobody=knows`),
  401: (route) => goodRequest(route, []),
  403: (route) =>
    goodRequest(
      route,
      SCOPES.filter((scope) => !route.scopes.includes(scope)),
    ),
  413: (route) => withBody(route, `"${'a'.repeat(9 * 1024 * 1024)}"`, 'application/json'),
  415: (route) => withBody(route, 'query=refunds', 'application/x-www-form-urlencoded'),
};
const DOOR_CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  403: 'insufficient-scope',
  413: 'request-too-large',
  415: 'unsupported-media-type',
};

describe('the route table', () => {
  it('is what it was', () => {
    expect(ROUTES.map((route) => [nameOf(route), route.plane, route.scopes.join('|'), route.status].join(' '))).toEqual(
      FROZEN,
    );
  });

  it.each(CASES)('$name answers $status as its page says', async ({ route, status }) => {
    if (status < 300) {
      const { app, calls } = testApp();
      const response = await app.request(await goodRequest(route));
      expect(response.status).toBe(status);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(calls).toHaveLength(1);
      const schema = (route.page.responses[status] as { content?: { 'application/json'?: { schema: z.ZodObject } } })
        .content?.['application/json']?.schema;
      if (route.isDownload) expect(await response.text()).toBe('<script>');
      else if (schema) schema.strict().parse(await response.json());
      else expect(await response.text()).toBe('');
      return;
    }
    const door = AT_THE_DOOR[status];
    if (door) {
      const { app, calls } = testApp();
      await expectProblem(await app.request(await door(route)), DOOR_CODES[status] ?? 'internal-error');
      expect(calls).toEqual([]);
    }
    for (const code of codesOn(route, status).filter((one) => one !== DOOR_CODES[status])) {
      const error = code === 'internal-error' ? new Error('S3CRET') : new Problem(code);
      await expectProblem(await testApp({ broker: failing(error) }).app.request(await goodRequest(route)), code);
    }
  });

  it.each(ROUTES.map((route) => ({ name: nameOf(route), route })))(
    '$name opens to each of its scopes alone',
    async ({ route }) => {
      for (const scope of SCOPES) {
        const { app, calls } = testApp();
        const response = await app.request(await goodRequest(route, [scope]));
        expect(response.ok).toBe(route.scopes.includes(scope));
        expect(calls.length).toBe(route.scopes.includes(scope) ? 1 : 0);
      }
    },
  );

  it.each(['ingest', 'retrieval', 'control'] as const)('plane %s serves its own routes and no other', async (plane) => {
    for (const route of ROUTES) {
      const { app, calls } = testApp({ planes: [plane] });
      const response = await app.request(await goodRequest(route));
      if (route.plane === plane) expect(response.ok).toBe(true);
      else expect([404, 405]).toContain(response.status);
      expect(calls.length).toBe(route.plane === plane ? 1 : 0);
    }
    const mcp = await testApp({ planes: [plane] }).app.request(
      await request('POST', '/mcp', { scopes: ['retrieve'], body: '{}' }),
    );
    expect(mcp.status === 404).toBe(plane !== 'retrieval');
  });
});

describe('a download', () => {
  it('is bytes for keeping: no browser shows them, and no name of the sender’s is told', async () => {
    const response = await testApp().app.request(await request('GET', '/v1/reviews/r1/original', { scopes: ['soc'] }));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="review-_r1___.html"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
  });
});

describe('what is open to everybody', () => {
  it('is health, readiness, the contract, its page and the metadata; nothing else answers without a token', async () => {
    const { app } = testApp();
    const open = [
      '/healthz',
      '/readyz',
      '/openapi.json',
      '/docs',
      '/docs/start.js',
      '/docs/swagger-ui.css',
      '/docs/swagger-ui-bundle.js',
    ];
    open.push('/.well-known/oauth-protected-resource');
    const mounted = new Set(
      app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
    );
    const known = new Set([
      ...ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
      ...open.map((path) => `GET ${path}`),
    ]);
    expect([...mounted].sort()).toEqual([...known].sort());
    for (const path of open) expect((await app.request(path)).status).toBe(200);
  });

  it('readiness is 503 when something is amiss, and 500 without a word when it fails', async () => {
    const notReady = await testApp({
      broker: { readiness: async () => ({ ready: false, checks: { index: 'failing' } }) },
    }).app.request('/readyz');
    expect([notReady.status, await notReady.json()]).toEqual([503, { ready: false, checks: { index: 'failing' } }]);
    await expectProblem(
      await testApp({ broker: { readiness: () => Promise.reject(new Error('S3CRET')) } }).app.request('/readyz'),
      'internal-error',
    );
  });

  it('the metadata name the resource, its scopes and the issuers that have a URL', async () => {
    const { app } = testApp({ issuers: ['urn:sluice:local', 'https://login.harbor.example'] });
    expect(await (await app.request('/.well-known/oauth-protected-resource')).json()).toEqual({
      resource: 'https://sluice.harbor.example',
      authorization_servers: ['https://login.harbor.example'],
      scopes_supported: ['retrieve', 'ingest', 'own', 'admin', 'soc', 'approve'],
      bearer_methods_supported: ['header'],
      resource_name: 'Sluice',
    });
  });
});
