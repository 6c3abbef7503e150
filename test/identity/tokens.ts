/** Issuers and tokens for tests: keys are made afresh, clocks stand still. */
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { TrustedIssuer } from '../../src/identity/settings.ts';
import { createVerifier, type Verify } from '../../src/identity/verify.ts';

/** Stands still for a test run, and is the real time: what holds a token longer than a request looks at the clock itself. */
export const NOW = new Date(Math.floor(Date.now() / 1000) * 1000);
export const NOW_S = NOW.getTime() / 1000;
export const ISSUER = 'https://login.harbor.example';
export const AUDIENCE = 'https://sluice.harbor.example';

export interface TestIssuer {
  readonly trusted: TrustedIssuer;
  readonly verify: Verify;
  /** Signs claims; `undefined` takes a claim out that a good token has. */
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
}

export const GOOD_CLAIMS: JWTPayload = {
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'alice',
  iat: NOW_S - 60,
  exp: NOW_S + 600,
  scope: 'retrieve',
};

/** An issuer with an Ed25519 key of its own and a verifier that trusts it alone. */
export async function testIssuer(overrides: Partial<TrustedIssuer> = {}): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const trusted: TrustedIssuer = {
    issuer: ISSUER,
    audience: AUDIENCE,
    workspaces: ['main'],
    groups: 'claims',
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kty: 'OKP' }] },
    ...overrides,
  };
  return {
    trusted,
    verify: createVerifier({ issuers: [trusted], clockToleranceS: 5, now: () => NOW }),
    token: (claims = {}) =>
      new SignJWT({ ...GOOD_CLAIMS, ...claims }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey),
  };
}
