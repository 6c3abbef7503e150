/** Settings that decide trust: the key for evidence is there, well-formed and said once, or the service does not start. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openHost } from '../../src/hosts/node.ts';
import { readSettings } from '../../src/hosts/settings.ts';
import { faultsOf } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const secret = randomBytes(32);
const hex = secret.toString('hex');
const issuers = file(
  'issuers.json',
  JSON.stringify([
    {
      ...{ issuer: 'https://login.harbor.example/', audience: 'sluice', workspaces: ['main'], groups: 'claims' },
      jwks: { url: 'https://login.harbor.example/jwks.json' },
    },
  ]),
);

test('without issuers a key is made; with issuers there is none to fall back on', () => {
  expect(readSettings({}).evidence).toEqual({ secret: undefined, oldSecrets: [], retentionMs: 365 * 24 * 60 * 60_000 });
  expect(faultsOf({ SLUICE_ISSUERS: issuers })).toEqual([
    'SLUICE_EVIDENCE_KEY: is required where issuers are configured, here or in SLUICE_EVIDENCE_KEY_FILE',
  ]);
  expect(faultsOf({ SLUICE_ISSUERS: issuers, SLUICE_EVIDENCE_KEY: hex })).toEqual([]);
});

test('a key is read from a variable or a file, as hex or base64, and old ones line by line', () => {
  const key = file('key', `${secret.toString('base64')}\n`);
  const old = file('old', `${hex}\n\n${secret.toString('base64url')}\n`);
  for (const from of [{ SLUICE_EVIDENCE_KEY: hex }, { SLUICE_EVIDENCE_KEY_FILE: key, SLUICE_ISSUERS: issuers }]) {
    expect(Buffer.from(readSettings(from).evidence.secret ?? [])).toEqual(secret);
  }
  expect(readSettings({ SLUICE_EVIDENCE_OLD_KEYS_FILE: old }).evidence.oldSecrets).toHaveLength(2);
});

test('all that is wrong is listed at once, by its key and without its value', () => {
  const faults = faultsOf({
    ...{ SLUICE_PORT: 'S3CRET', SLUICE_HOLD_FROM: 'S3CRET', SLUICE_EVIDENCE_DAYS: '0' },
    ...{ SLUICE_EVIDENCE_KEY: 'S3CRET', SLUICE_EVIDENCE_KEY_FILE: join(folder, 'S3CRET') },
    SLUICE_EVIDENCE_OLD_KEYS_FILE: file('bad', `${hex}\nS3CRET\n`),
  });
  expect(faults.map((fault) => fault.slice(0, fault.indexOf(':'))).sort()).toEqual([
    ...['SLUICE_EVIDENCE_DAYS', 'SLUICE_EVIDENCE_KEY', 'SLUICE_EVIDENCE_KEY', 'SLUICE_EVIDENCE_KEY_FILE'],
    ...['SLUICE_EVIDENCE_OLD_KEYS_FILE', 'SLUICE_HOLD_FROM', 'SLUICE_PORT'],
  ]);
  expect(faults.join()).not.toContain('S3CRET');
});

test('a host that was given issuers and no key does not open', async () => {
  const settings = readSettings({
    SLUICE_DATA: join(folder, 'data'),
    SLUICE_ISSUERS: issuers,
    SLUICE_EVIDENCE_KEY: hex,
  });
  const without = { ...settings, evidence: { ...settings.evidence, secret: undefined } };
  await expect(openHost(without)).rejects.toThrow('no key for evidence');
});

test('the secret for metrics is long, fits a header and is said once; without it there is none', () => {
  const token = hex.slice(0, 32);
  expect(readSettings({}).metricsToken).toBeUndefined();
  expect(readSettings({ SLUICE_METRICS_TOKEN: token }).metricsToken).toBe(token);
  expect(readSettings({ SLUICE_METRICS_TOKEN_FILE: file('metrics', `${token}\n`) }).metricsToken).toBe(token);
  for (const bad of ['', token.slice(1), `${token} S3CRET`, `${token}é`]) {
    const faults = [
      ...faultsOf({ SLUICE_METRICS_TOKEN: bad }),
      ...faultsOf({ SLUICE_METRICS_TOKEN_FILE: file('bad-metrics', bad) }),
    ];
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['SLUICE_METRICS_TOKEN', 'SLUICE_METRICS_TOKEN_FILE']);
    expect(faults.join()).not.toContain(token.slice(1));
  }
  expect(faultsOf({ SLUICE_METRICS_TOKEN: token, SLUICE_METRICS_TOKEN_FILE: join(folder, 'metrics') })).toHaveLength(1);
  expect(faultsOf({ SLUICE_METRICS_TOKEN_FILE: join(folder, 'nowhere') })).toHaveLength(1);
});
