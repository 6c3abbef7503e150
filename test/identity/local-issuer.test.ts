import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type LocalIssuer, openLocalIssuer, type TokenRequest } from '../../src/identity/local-issuer.ts';
import { createVerifier } from '../../src/identity/verify.ts';

const root = mkdtempSync(join(tmpdir(), 'sluice-issuer-'));
afterAll(() => rmSync(root, { recursive: true }));

const REQUEST: TokenRequest = { user: 'alice', scopes: ['retrieve'], ttlSeconds: 60, workspace: 'main' };
const verifierOf = ({ trusted }: LocalIssuer) => createVerifier({ issuers: [trusted], clockToleranceS: 5 });

describe('the local development issuer', () => {
  it('its tokens are verified with everything that was asked for', async () => {
    const issuer = await openLocalIssuer(join(root, 'full'));
    const token = await issuer.mint({
      ...REQUEST,
      groups: ['hr'],
      agent: 'helpdesk',
      scopes: ['retrieve', 'ingest'],
      ceiling: { collections: ['hr'], owner: 'self' },
    });
    expect(await verifierOf(issuer)(token)).toMatchObject({
      workspace: 'main',
      user: 'user:alice',
      agent: 'agent:helpdesk',
      claimedGroups: ['group:hr'],
      scopes: new Set(['retrieve', 'ingest']),
      ceiling: { collections: ['hr'], owner: 'self' },
      issuer: 'urn:sluice:local',
      tokenId: expect.any(String),
    });
  });

  it('a token without groups leaves them to the directory, one with none has none', async () => {
    const issuer = await openLocalIssuer(join(root, 'groups'));
    const verify = verifierOf(issuer);
    expect((await verify(await issuer.mint(REQUEST))).claimedGroups).toBeUndefined();
    expect((await verify(await issuer.mint({ ...REQUEST, groups: [] }))).claimedGroups).toEqual([]);
  });

  it('a token for a workspace that it does not serve is refused', async () => {
    const issuer = await openLocalIssuer(join(root, 'workspaces'), ['main', 'annex']);
    const verify = verifierOf(issuer);
    expect((await verify(await issuer.mint({ ...REQUEST, workspace: 'annex' }))).workspace).toBe('annex');
    await expect(verify(await issuer.mint({ ...REQUEST, workspace: 'other' }))).rejects.toThrow();
  });

  it('its key survives a restart and belongs to its owner alone', async () => {
    const folder = join(root, 'restart');
    const token = await (await openLocalIssuer(folder)).mint(REQUEST);
    expect((await verifierOf(await openLocalIssuer(folder))(token)).user).toBe('user:alice');
    expect(statSync(join(folder, 'key.json')).mode & 0o777).toBe(0o600);
  });

  it('twenty that start at once have one key and leave nothing else behind', async () => {
    const folder = join(root, 'race');
    const issuers = await Promise.all(Array.from({ length: 20 }, () => openLocalIssuer(folder)));
    expect(new Set(issuers.map(({ trusted }) => JSON.stringify(trusted))).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['key.json']);
  });

  it('a key that others can read, or that is damaged, is refused', async () => {
    const open = join(root, 'open');
    await openLocalIssuer(open);
    chmodSync(join(open, 'key.json'), 0o640);
    await expect(openLocalIssuer(open)).rejects.toThrow(/others can read/);

    const damaged = join(root, 'damaged');
    await openLocalIssuer(damaged);
    writeFileSync(join(damaged, 'key.json'), '{"kty":"OKP","d":"S3CRET');
    await expect(openLocalIssuer(damaged)).rejects.toThrow(/damaged/);
    await expect(openLocalIssuer(damaged)).rejects.not.toThrow(/S3CRET/);
  });

  it.each([
    ['a life of 0 s', { ttlSeconds: 0 }],
    ['a life over 24 h', { ttlSeconds: 24 * 3600 + 1 }],
    ['half a second', { ttlSeconds: 0.5 }],
    ['a principal for a name', { user: 'user:alice' }],
    ['a malformed group', { groups: ['h r'] }],
    ['a malformed agent', { agent: '' }],
  ])('%s is refused when it is asked for', async (_name, change) => {
    const issuer = await openLocalIssuer(join(root, 'mint'));
    await expect(issuer.mint({ ...REQUEST, ...change })).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
