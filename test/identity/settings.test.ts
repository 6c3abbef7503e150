import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { issuersSettings } from '../../src/identity/settings.ts';

const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
const publicJwk = await exportJWK(pair.publicKey);
const privateJwk = await exportJWK(pair.privateKey);

const GOOD = {
  issuer: 'https://login.harbor.example',
  audience: 'https://sluice.harbor.example',
  workspaces: ['main'],
  groups: 'claims',
  jwks: { url: 'https://login.harbor.example/keys' },
};

const REFUSED: readonly (readonly [name: string, settings: unknown])[] = [
  ['none at all', []],
  ['one without audience', [{ ...GOOD, audience: undefined }]],
  ['one with an empty audience', [{ ...GOOD, audience: '' }]],
  ['one without workspaces', [{ ...GOOD, workspaces: [] }]],
  ['one with a malformed workspace', [{ ...GOOD, workspaces: ['../x'] }]],
  ['one that does not say where groups come from', [{ ...GOOD, groups: undefined }]],
  ['the privilege of the local issuer', [{ ...GOOD, groups: 'claims-else-directory' }]],
  ['an unknown key', [{ ...GOOD, audiences: ['x'] }]],
  ['one without keys', [{ ...GOOD, jwks: { keys: [] } }]],
  ['keys over plain HTTP', [{ ...GOOD, jwks: { url: 'http://login.harbor.example/keys' } }]],
  ['keys from a file', [{ ...GOOD, jwks: { url: 'file:///etc/keys' } }]],
  ['a key set with credentials in its URL', [{ ...GOOD, jwks: { url: 'https://a:b@login.harbor.example/keys' } }]],
  ['a private key', [{ ...GOOD, jwks: { keys: [privateJwk] } }]],
  ['a shared key', [{ ...GOOD, jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }]],
  ['the algorithm none', [{ ...GOOD, algorithms: ['none'] }]],
  ['an algorithm with a shared secret', [{ ...GOOD, algorithms: ['HS256'] }]],
  ['the same issuer twice', [GOOD, GOOD]],
];

describe('trusted issuers', () => {
  it.each(REFUSED)('%s is refused', (_name, settings) => {
    expect(issuersSettings.safeParse(settings).success).toBe(false);
  });

  it('a key set by https, by loopback and in place are accepted', () => {
    const settings = [
      GOOD,
      { ...GOOD, issuer: 'https://a.example', jwks: { url: 'http://127.0.0.1:9000/keys' } },
      { ...GOOD, issuer: 'https://b.example', jwks: { keys: [publicJwk] }, algorithms: ['EdDSA'] },
    ];
    expect(issuersSettings.safeParse(settings).success).toBe(true);
  });

  it('all faults are listed at once, and no value is repeated', () => {
    const { error } = issuersSettings.safeParse([
      { ...GOOD, audience: undefined, workspaces: ['S3CRET!'], extra: 'S3CRET!' },
    ]);
    expect(error?.issues.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(error?.issues)).not.toContain('S3CRET');
  });
});
