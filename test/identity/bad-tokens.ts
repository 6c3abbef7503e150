/** Tokens that nobody may come in with, each for another reason. */
import { createHmac } from 'node:crypto';
import { base64url, exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { GOOD_CLAIMS, NOW_S, type TestIssuer } from './tokens.ts';

const part = (value: object) => base64url.encode(JSON.stringify(value));

/** Claims that make a token unfit, whatever else it says. `undefined` is a claim left out. */
export const BAD_CLAIMS: readonly (readonly [name: string, claims: Record<string, unknown>])[] = [
  ['without audience', { aud: undefined }],
  ['for another audience', { aud: 'https://other.example' }],
  ['of another issuer', { iss: 'https://elsewhere.example' }],
  ['without issuer', { iss: undefined }],
  ['expired', { iat: NOW_S - 700, exp: NOW_S - 100 }],
  ['that never expires', { exp: undefined }],
  ['that does not say when it was issued', { iat: undefined }],
  ['issued in the future', { iat: NOW_S + 60 }],
  ['that lives over 24 h', { iat: NOW_S - 60, exp: NOW_S - 60 + 24 * 3600 + 1 }],
  ['not valid yet', { nbf: NOW_S + 60 }],
  ['without subject', { sub: undefined }],
  ['with an empty subject', { sub: '' }],
  ['whose subject is a principal of another kind', { sub: 'group:hr' }],
  ['whose subject has a space', { sub: 'al ice' }],
  ['for another workspace', { workspace: 'other' }],
  ['whose workspace is no text', { workspace: ['main'] }],
  ['whose actor has no name', { act: {} }],
  ['whose actor is text', { act: 'helpdesk' }],
  ['whose actor is null', { act: null }],
  ['whose actor has a malformed name', { act: { sub: 'help desk' } }],
  ['whose groups are text', { groups: 'hr' }],
  ['with one malformed group', { groups: ['hr', 'a:b'] }],
  ['with a group that is no text', { groups: ['hr', 7] }],
  ['with more than 5,000 groups', { groups: Array.from({ length: 5_001 }, (_, n) => `g${n}`) }],
  ['whose scope is a list', { scope: ['retrieve'] }],
  ['whose ceiling has an unknown member', { sluice_ingest: { minClassification: 'internal', max: 1 } }],
  ['whose ceiling is null', { sluice_ingest: null }],
  ['whose id is no text', { jti: 7 }],
];

/** Tokens whose claims are good and whose signature is not. */
export const BAD_SIGNATURES: readonly (readonly [name: string, make: (issuer: TestIssuer) => Promise<string>])[] = [
  ['an unsigned token', async () => `${part({ alg: 'none' })}.${part(GOOD_CLAIMS)}.`],
  ['a token signed with the public key as a shared secret', signedWithPublicKeyAsSecret],
  ['a token signed with another key', signedWithAnotherKey],
  ['a token whose claims were changed', withOtherClaims],
];

/** The classic confusion: the public key, which everybody has, taken for the secret of an HMAC. */
async function signedWithPublicKeyAsSecret({ trusted }: TestIssuer): Promise<string> {
  if (!('keys' in trusted.jwks)) throw new Error('the test issuer has local keys');
  const key = await importJWK(trusted.jwks.keys[0] as JWK, 'EdDSA', { extractable: true });
  const pem = await exportSPKI(key as CryptoKey);
  const input = `${part({ alg: 'HS256' })}.${part(GOOD_CLAIMS)}`;
  return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
}

async function signedWithAnotherKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return new SignJWT(GOOD_CLAIMS).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
}

async function withOtherClaims(issuer: TestIssuer): Promise<string> {
  const [header, , signature] = (await issuer.token()).split('.');
  return `${header}.${part({ ...GOOD_CLAIMS, sub: 'mallory' })}.${signature}`;
}
