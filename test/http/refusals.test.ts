/**
 * What must not be told apart is not told apart, and what goes wrong inside stays inside.
 */
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/identity/caller.ts';
import { Problem } from '../../src/problem.ts';
import { BAD_CLAIMS, BAD_SIGNATURES } from '../identity/bad-tokens.ts';
import { ANSWERS, issuer, request, testApp } from './support.ts';

const QUESTION = JSON.stringify({ query: 'how do refunds work' });

/** Everything that a client can see of an answer, with the request id blotted out. */
async function visible(response: Response): Promise<string> {
  const id = response.headers.get('x-request-id') ?? 'none';
  const body = await response.text();
  return `${response.status}\n${[...response.headers].map((header) => header.join(': ')).join('\n')}\n${body}`.replaceAll(
    id,
    '<id>',
  );
}

function ask(app: ReturnType<typeof testApp>['app'], authorization: string | undefined): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
  return Promise.resolve(app.request('/v1/retrieve', { method: 'POST', headers, body: QUESTION }));
}

describe('without a valid token', () => {
  const { app, calls, log } = testApp();

  it('every reason gives the same answer, byte for byte but for the request id, and asks the broker nothing', async () => {
    const good = await issuer.token();
    const authorizations = [
      undefined,
      '',
      'Bearer',
      'Bearer open sesame',
      'Basic YWxpY2U6c2VjcmV0',
      `Token ${good}`,
      `Bearer ${good},Bearer ${good}`,
      ...(await Promise.all([
        ...BAD_CLAIMS.map(async ([, claims]) => `Bearer ${await issuer.token(claims)}`),
        ...BAD_SIGNATURES.map(async ([, make]) => `Bearer ${await make(issuer)}`),
      ])),
    ];
    const seen = new Set<string>();
    for (const authorization of authorizations) seen.add(await visible(await ask(app, authorization)));
    expect([...seen]).toHaveLength(1);
    expect([...seen][0]).toMatch(/^401\n/);
    expect([...seen][0]).toContain(
      'www-authenticate: Bearer resource_metadata="https://sluice.harbor.example/.well-known/oauth-protected-resource"',
    );
    expect(calls).toEqual([]);
  });

  it('the log says why, and holds neither tokens nor claims', async () => {
    const text = log.join('\n');
    expect(text).toContain('the issuer is not trusted');
    expect(text).not.toMatch(/eyJ|alice|mallory/);
  });

  it('a good token is accepted whatever the case of the scheme, and from the header alone', async () => {
    const good = await issuer.token();
    expect((await ask(app, `bEaReR  ${good}`)).status).toBe(200);
    const inUrl = await app.request(`/v1/retrieve?access_token=${good}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: QUESTION,
    });
    expect(inUrl.status).toBe(401);
  });
});

describe('forbidden and absent', () => {
  it.each([
    ['GET', '/v1/documents/ID/text', ['retrieve'], 'fetch'],
    ['GET', '/v1/documents/ID', ['own'], 'readDocument'],
    ['DELETE', '/v1/documents/ID', ['own'], 'deleteDocument'],
    ['GET', '/v1/access/who/ID', ['own'], 'accessWho'],
    ['POST', '/v1/approvals/ID/reject', ['approve'], 'reject'],
    ['DELETE', '/v1/approvals/ID', ['own'], 'revokeApproval'],
  ] as const)(
    '%s %s answers alike for what is forbidden, absent, or no id at all',
    async (method, path, scopes, brokerMethod) => {
      const { app } = testApp({
        broker: {
          [brokerMethod]: async (_caller: unknown, id: string) => {
            throw id === 'forbidden'
              ? new Problem('not-found', 'the document is forbidden to `user:alice`', {
                  faults: [{ at: 'readers', detail: 'no' }],
                })
              : new Problem('not-found');
          },
        },
      });
      const ids = ['forbidden', 'absent', 'no%20id', '%00', '..%2f..%2fetc', '%ff', 'x'.repeat(300), "1'--"];
      const seen = new Set<string>();
      for (const id of ids)
        seen.add(await visible(await app.request(await request(method, path.replace('ID', id), { scopes }))));
      expect([...seen]).toHaveLength(1);
      expect([...seen][0]).toMatch(/^404\n/);
    },
  );
});

describe('what goes wrong inside', () => {
  it('what the contract does not name does not leave, and what does not fit it is not answered', async () => {
    const asked = () => request('GET', '/v1/documents/d1/text', { scopes: ['retrieve'] });
    const fetched = await ANSWERS.fetch({} as Caller, 'd1');
    const more = testApp({ broker: { fetch: async () => ({ ...fetched, withheld: ['S3CRET'] }) } });
    expect(await (await more.app.request(await asked())).json()).toEqual(fetched);
    const less = testApp({ broker: { fetch: async () => ({ ...fetched, classification: 'S3CRET' as 'internal' }) } });
    const response = await less.app.request(await asked());
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('S3CRET')]);
  });

  it.each([
    ['an unknown error', new Error('row 7 holds S3CRET\nparams: S3CRET')],
    ['an error with a cause', new Error('wrapped', { cause: new Error('first line\nS3CRET') })],
    ['an error of a parser', new SyntaxError('Unexpected token S, "S3CRET" is not valid JSON')],
    ['something that is no error', 'S3CRET'],
    ['nothing', undefined],
  ])('%s is answered with constant words', async (_name, error) => {
    const { app } = testApp({ broker: { retrieve: () => Promise.reject(error) } });
    const response = await app.request(await request('POST', '/v1/retrieve', { scopes: ['retrieve'], body: QUESTION }));
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(body).not.toContain('S3CRET');
    expect(JSON.parse(body)).toMatchObject({ code: 'internal-error', detail: 'Something went wrong' });
  });

  it('the log has name, place and first line, but what parsers quote and databases append', async () => {
    const { app, log } = testApp({
      broker: {
        retrieve: () =>
          Promise.reject(
            new Error('query failed\nparams: S3CRET', { cause: new SyntaxError('"S3CRET" is not valid') }),
          ),
      },
    });
    await app.request(await request('POST', '/v1/retrieve', { scopes: ['retrieve'], body: QUESTION }));
    expect(log.join('\n')).toContain('query failed');
    expect(log.join('\n')).toContain('SyntaxError');
    expect(log.join('\n')).toContain('refusals.test.ts');
    expect(log.join('\n')).not.toContain('S3CRET');
    expect(log.join('\n')).not.toContain('refunds');
  });

  it('what can not be done now says when to come back', async () => {
    const { app } = testApp({ broker: { retrieve: () => Promise.reject(new Problem('index-behind')) } });
    const response = await app.request(await request('POST', '/v1/retrieve', { scopes: ['retrieve'], body: QUESTION }));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  });
});

describe('what is not served', () => {
  const { app } = testApp();

  it.each([
    ['GET', '/nowhere', 404, 'not-found'],
    ['GET', '/v1/retrieve/', 404, 'not-found'],
    ['GET', '/v1/retrieve', 405, 'method-not-allowed'],
    ['PATCH', '/v1/documents/d1', 405, 'method-not-allowed'],
    ['OPTIONS', '/v1/retrieve', 405, 'method-not-allowed'],
    ['POST', '/healthz', 405, 'method-not-allowed'],
  ])('%s %s is %i', async (method, path, status, code) => {
    const response = await app.request(path, { method });
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
    expect(response.headers.has('allow')).toBe(status === 405);
  });

  it('the request id is ours, whatever the client says', async () => {
    const response = await app.request('/healthz', { headers: { 'x-request-id': 'mine' } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('no answer may be framed, sniffed or loaded by another site', async () => {
    const { headers } = await app.request('/healthz');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
