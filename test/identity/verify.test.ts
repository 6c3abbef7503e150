import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/identity/caller.ts';
import { createVerifier } from '../../src/identity/verify.ts';
import { Problem } from '../../src/problem.ts';
import { BAD_CLAIMS, BAD_SIGNATURES } from './bad-tokens.ts';
import { AUDIENCE, ISSUER, NOW, NOW_S, testIssuer } from './tokens.ts';

const issuer = await testIssuer();

async function problemOf(token: string, verify = issuer.verify): Promise<Problem> {
  return verify(token).then(
    () => expect.fail('the token was accepted'),
    (error: unknown) => error as Problem,
  );
}

describe('what is refused', () => {
  it.each(BAD_CLAIMS)('a token %s is refused', async (_name, claims) => {
    expect((await problemOf(await issuer.token(claims))).code).toBe('unauthenticated');
  });

  it.each(BAD_SIGNATURES)('%s is refused', async (_name, make) => {
    expect((await problemOf(await make(issuer))).code).toBe('unauthenticated');
  });

  it.each([
    ['a token of over 512 KiB', 'a'.repeat(600 * 1024)],
    ['something that is no token', 'open sesame'],
    ['nothing', ''],
  ])('%s is refused', async (_name, token) => {
    expect((await problemOf(token)).code).toBe('unauthenticated');
  });

  it('every refusal has the same message, and its cause holds neither the token nor its claims', async () => {
    const tokens = await Promise.all([
      ...BAD_CLAIMS.map(([, claims]) => issuer.token(claims)),
      ...BAD_SIGNATURES.map(([, make]) => make(issuer)),
    ]);
    const problems = await Promise.all(tokens.map((token) => problemOf(token)));
    expect(new Set(problems.map((problem) => problem.message)).size).toBe(1);
    problems.forEach((problem, n) => {
      const cause = problem.cause as Error;
      expect(Object.keys(cause)).toEqual([]);
      expect(cause.message).not.toContain(tokens[n]);
      expect(cause.message).not.toContain('alice');
    });
  });

  it('a token is refused when the settings allow its algorithm no more', async () => {
    const narrowed = createVerifier({
      issuers: [{ ...issuer.trusted, algorithms: ['ES256'] }],
      clockToleranceS: 5,
      now: () => NOW,
    });
    expect((await problemOf(await issuer.token(), narrowed)).code).toBe('unauthenticated');
  });

  it('an issuer that serves two workspaces must name one', async () => {
    const two = await testIssuer({ workspaces: ['main', 'annex'] });
    await expect(two.verify(await two.token())).rejects.toBeInstanceOf(Problem);
    expect((await two.verify(await two.token({ workspace: 'annex' }))).workspace).toBe('annex');
  });

  it('an issuer vouches for its own tokens alone, also where both are trusted', async () => {
    const other = await testIssuer({ issuer: 'https://annex.harbor.example', workspaces: ['annex'] });
    const both = createVerifier({ issuers: [issuer.trusted, other.trusted], clockToleranceS: 5, now: () => NOW });
    const iss = other.trusted.issuer;
    expect((await both(await other.token({ iss }))).workspace).toBe('annex');
    expect((await both(await issuer.token())).workspace).toBe('main');
    expect((await problemOf(await other.token(), both)).code).toBe('unauthenticated');
    expect((await problemOf(await issuer.token({ iss }), both)).code).toBe('unauthenticated');
  });

  it('a verifier without issuers, or with one twice, is not made', () => {
    expect(() => createVerifier({ issuers: [], clockToleranceS: 0 })).toThrow(RangeError);
    expect(() => createVerifier({ issuers: [issuer.trusted, issuer.trusted], clockToleranceS: 0 })).toThrow(RangeError);
  });

  it('no text makes it throw anything but the one problem', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `${text}.${text}.${text}`),
        ),
        async (text) => {
          expect((await problemOf(text)).code).toBe('unauthenticated');
        },
      ),
    );
  });
});

describe('keys from a URL', () => {
  const jwks = 'keys' in issuer.trusted.jwks ? issuer.trusted.jwks : expect.fail('the test issuer has local keys');

  async function verifierFor(answer: (response: ServerResponse) => void) {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const trusted = { ...issuer.trusted, jwks: { url: `http://127.0.0.1:${port}/keys` } };
    return {
      verify: createVerifier({ issuers: [trusted], clockToleranceS: 5, now: () => NOW }),
      requests: () => requests,
      close: () => new Promise((resolve) => server.close(resolve)),
    };
  }

  it('are fetched once for many tokens, and never for a token of somebody else', async () => {
    const { verify, requests, close } = await verifierFor((response) => response.end(JSON.stringify(jwks)));
    await expect(verify(await issuer.token({ iss: 'https://elsewhere.example' }))).rejects.toBeInstanceOf(Problem);
    expect(requests()).toBe(0);
    for (let n = 0; n < 5; n++) expect((await verify(await issuer.token())).user).toBe('user:alice');
    expect(requests()).toBe(1);
    await close();
  });

  it('that can not be had make every token invalid, without a word about why', async () => {
    const { verify, close } = await verifierFor((response) => response.writeHead(500).end('S3CRET'));
    const problem = await problemOf(await issuer.token(), verify);
    expect([problem.code, problem.message]).toEqual(['unauthenticated', 'A valid access token is required']);
    await close();
  });
});

describe('what is read', () => {
  it('a full token becomes a caller with everything it says', async () => {
    const caller = await issuer.verify(
      await issuer.token({
        act: { sub: 'helpdesk', act: { sub: 'earlier' } },
        scope: 'retrieve ingest openid',
        groups: ['hr', 'all-staff', 'hr'],
        workspace: 'main',
        sluice_ingest: { collections: ['hr'], minClassification: 'confidential', owner: 'self' },
        jti: 'token-1',
      }),
    );
    expect(caller).toEqual({
      workspace: 'main',
      user: 'user:alice',
      agent: 'agent:helpdesk',
      claimedGroups: ['group:hr', 'group:all-staff'],
      scopes: new Set(['retrieve', 'ingest']),
      ceiling: { collections: ['hr'], minClassification: 'confidential', owner: 'self' },
      tokenId: 'token-1',
      issuer: ISSUER,
      expiresAt: NOW_S + 600,
    });
  });

  it('an audience among several is enough, and 5,000 groups are read', async () => {
    const groups = Array.from({ length: 5_000 }, (_, n) => `g${n}`);
    const caller = await issuer.verify(await issuer.token({ aud: ['https://other.example', AUDIENCE], groups }));
    expect(caller.claimedGroups).toHaveLength(5_000);
  });

  it('groups come from the claims or from the directory, never both', async () => {
    const [claims, directory, either] = await Promise.all([
      issuer,
      testIssuer({ groups: 'directory' }),
      testIssuer({ groups: 'claims-else-directory' }),
    ]);
    expect((await claims.verify(await claims.token())).claimedGroups).toEqual([]);
    expect((await directory.verify(await directory.token({ groups: ['hr'] }))).claimedGroups).toBeUndefined();
    expect((await either.verify(await either.token())).claimedGroups).toBeUndefined();
    expect((await either.verify(await either.token({ groups: [] }))).claimedGroups).toEqual([]);
    expect((await either.verify(await either.token({ groups: ['hr'] }))).claimedGroups).toEqual(['group:hr']);
  });

  it('a token without scope allows nothing', async () => {
    expect((await issuer.verify(await issuer.token({ scope: undefined }))).scopes.size).toBe(0);
  });

  it('scopes are exact words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...SCOPES, 'Retrieve', 'retrieve:all', 'admin,soc', '')),
        async (words) => {
          const caller = await issuer.verify(await issuer.token({ scope: words.join(' ') }));
          expect([...caller.scopes].sort()).toEqual(SCOPES.filter((scope) => words.includes(scope)).sort());
        },
      ),
      { numRuns: 50 },
    );
  });
});
