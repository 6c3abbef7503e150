/** compose.yaml: each service has no more rights and no more reach than it needs, Sluice's settings are settings, and nothing starts without its secrets. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../src/hosts/settings.ts';
import { ROOT } from '../architecture/sources.ts';
import { faultsOf as settingsFaults } from '../hosts/faults.ts';
import { type Composition, faultsOf, readComposition } from './composition.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));

const as = (change: (said: Composition) => void): Composition => {
  const said = structuredClone(readComposition());
  change(said);
  return said;
};
const serviceOf = ({ services }: Composition, name: string) => {
  const found = services[name];
  if (found === undefined) throw new Error(`there is no service ${name}`);
  return found;
};

test('every service is hardened', () => {
  expect(faultsOf(readComposition())).toEqual([]);
});

describe.each(Object.keys(readComposition().services))('%s', (name) => {
  test.each([['user'], ['read_only'], ['cap_drop'], ['security_opt'], ['mem_limit'], ['pids_limit']] as const)(
    'without %s it is not',
    (control) => {
      expect(faultsOf(as((said) => delete serviceOf(said, name)[control]))).not.toEqual([]);
    },
  );

  test.each([
    ['root', { user: '0:0' }],
    ['an image of any version', { image: 'sluice:latest' }],
    ['a port for others', { ports: ['8787:8787'] }],
    ['the socket of Docker', { volumes: ['/var/run/docker.sock:/var/run/docker.sock'] }],
    ['a secret in the open', { environment: { QDRANT_API_KEY: 'qd-harbor' } }],
    ['a file that is not mounted', { environment: { QDRANT_API_KEY_FILE: '/run/secrets/other' } }],
  ])('with %s it is not', (_, part) => {
    expect(faultsOf(as((said) => Object.assign(serviceOf(said, name), part)))).not.toEqual([]);
  });
});

describe('the networks', () => {
  test('of Sluice and Qdrant are internal, and the door alone publishes, on loopback', () => {
    const { services, networks } = readComposition();
    const internal = (name: string) => networks[name]?.internal === true;
    expect(Object.entries(services).filter(([, { ports }]) => ports.length > 0)).toEqual([
      ['door', expect.objectContaining({ ports: ['127.0.0.1:8787:8080'] })],
    ]);
    for (const name of ['sluice', 'qdrant']) expect(services[name]?.networks.every(internal)).toBe(true);
    expect(services.door?.networks.filter((name) => services.qdrant?.networks.includes(name))).toEqual([]);
  });

  test('the door passes bytes on to Sluice alone, and to nobody whom a request names', () => {
    const config = readFileSync(join(ROOT, 'deploy/haproxy.cfg'), 'utf8');
    expect(config.match(/^\s*mode .*$/gm)).toEqual(['  mode tcp']);
    expect(config.match(/^\s*server\s+\S+\s+\S+/gm)).toEqual(['  server sluice sluice:8787']);
    expect(config.match(/^\s*bind .*$/gm)).toEqual(['  bind :8080']);
  });

  test('Sluice on that of the door would be found', () => {
    expect(faultsOf(as((said) => serviceOf(said, 'sluice').networks.push('edge')))).not.toEqual([]);
  });

  test.each(['inside', 'index', 'edge'])('%s with a way out would be found', (name) => {
    const open = { internal: false, driver_opts: {} };
    expect(faultsOf(as((said) => Object.assign(said.networks, { [name]: open })))).not.toEqual([]);
  });

  test('one with an address of the host would be found', () => {
    const gateway = { internal: true, driver_opts: {} };
    expect(faultsOf(as((said) => Object.assign(said.networks, { index: gateway })))).not.toEqual([]);
  });
});

/** What a file has to hold for the settings to take it. */
const CONTENTS: Readonly<Record<string, string>> = {
  'issuers.json': JSON.stringify([
    {
      issuer: 'https://login.example.com/',
      audience: 'sluice',
      workspaces: ['main'],
      groups: 'claims',
      jwks: { url: 'https://login.example.com/keys' },
    },
  ]),
  'evidence.key': 'a'.repeat(64),
  'metrics.token': 'm'.repeat(32),
  'qdrant.token': 'e.y.J',
};

/** Sluice's environment as Compose would hand it over, with the secrets in a folder of the test. */
function environment(): Record<string, string> {
  const own = serviceOf(readComposition(), 'sluice');
  for (const name of own.secrets) writeFileSync(join(folder, name), CONTENTS[name] ?? '');
  const filled = (text: string) =>
    text
      .replace(/^\$\{(\w+):\?[^}]*\}$/, 'https://sluice.example.com')
      .replace(/^\$\{\w+:-([^}]*)\}$/, '$1')
      .replace(/^\/run\/secrets\//, `${folder}/`);
  return Object.fromEntries(Object.entries(own.environment).map(([name, value]) => [name, filled(String(value))]));
}

describe("Sluice's environment", () => {
  test('is read by the service itself, and names Qdrant over TLS with a key', () => {
    const { index, issuers, metricsToken, evidence, host } = readSettings(environment());
    expect(index).toMatchObject({ kind: 'qdrant', url: 'https://qdrant:6333', key: 'e.y.J' });
    expect([issuers?.length, metricsToken?.length, evidence.secret?.length, host]).toEqual([1, 32, 32, '0.0.0.0']);
  });

  test('has no name that is not a setting', () => {
    const given = environment();
    expect(settingsFaults({ ...given, SLUICE_QDRANT_KEY: 'k' })).not.toEqual([]);
    const others = Object.keys(given).filter((name) => !/^(?:SLUICE|QDRANT)_/.test(name));
    expect(others).toEqual(['NODE_EXTRA_CA_CERTS']);
  });

  test.each(Object.keys(CONTENTS))('without %s the service does not start', (name) => {
    const given = environment();
    rmSync(join(folder, name));
    expect(() => readSettings(given)).toThrow(/the file can not be read/);
  });

  test('over HTTP the key is refused', () => {
    expect(settingsFaults({ ...environment(), QDRANT_URL: 'http://qdrant:6333' })).toEqual([
      expect.stringContaining('QDRANT_URL: is `https` where there is a key'),
    ]);
  });
});

describe('Qdrant', () => {
  const qdrant = serviceOf(readComposition(), 'qdrant');

  test('is new enough, without rights, and speaks TLS', () => {
    const [, major, minor] = /^qdrant\/qdrant:v(\d+)\.(\d+)\.\d+-unprivileged/.exec(qdrant.image) ?? [];
    expect(Number(major) * 1_000 + Number(minor)).toBeGreaterThanOrEqual(1_019);
    expect(qdrant.environment).toMatchObject({
      ...{ QDRANT__SERVICE__ENABLE_TLS: 'true', QDRANT__SERVICE__JWT_RBAC: 'true', QDRANT__TELEMETRY_DISABLED: 'true' },
      ...{ QDRANT__SERVICE__ENABLE_CORS: 'false', QDRANT__SERVICE__ENABLE_STATIC_CONTENT: 'false' },
    });
  });

  /** Runs its entry point with a Qdrant that tells its key. */
  function start(key: string | undefined) {
    const home = join(folder, `qdrant-${key?.length}`);
    mkdirSync(home);
    writeFileSync(join(home, 'qdrant'), '#!/bin/sh\nprintf %s "$QDRANT__SERVICE__API_KEY"\n');
    chmodSync(join(home, 'qdrant'), 0o755);
    if (key !== undefined) writeFileSync(join(home, 'qdrant.key'), `${key}\n`);
    const [command = '', ...args] = (qdrant.entrypoint ?? []).map((part) =>
      part.replaceAll('$$', '$').replace('/run/secrets/qdrant.key', join(home, 'qdrant.key')),
    );
    return spawnSync(command, args, { cwd: home, encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
  }

  test('gets its key from a file', () => {
    expect(start('k'.repeat(32))).toMatchObject({ status: 0, stdout: 'k'.repeat(32) });
  });

  test.each([
    ['no', undefined],
    ['an empty', ''],
    ['a short', 'k'.repeat(31)],
  ])('with %s key it does not start', (_, key) => {
    const { status, stdout, stderr } = start(key);
    expect([status === 0, stdout]).toEqual([false, '']);
    expect(stderr).not.toContain('kkk');
  });
});
