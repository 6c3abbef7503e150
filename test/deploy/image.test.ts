/** The Dockerfile: what is built from goes in and nothing else, what runs has no rights, and the health check asks the service itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../architecture/sources.ts';
import { readComposition } from './composition.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const meaningful = (text: string) => text.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
const INSTRUCTIONS = meaningful(read('Dockerfile'))
  .join('\n')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .map((line) => /^(\w+)\s+(.*)$/.exec(line)?.slice(1) ?? ['', line])
  .map(([name = '', rest = '']) => ({ name, rest }));
const ofKind = (name: string, among = INSTRUCTIONS) =>
  among.filter((one) => one.name === name).map(({ rest }) => rest.trim());
const RUNTIME = INSTRUCTIONS.slice(INSTRUCTIONS.findLastIndex(({ name }) => name === 'FROM'));

/** Sources of COPY from the context, without a slash at their end. */
const COPIED = ofKind('COPY')
  .filter((rest) => !rest.startsWith('--from='))
  .flatMap((rest) => rest.split(/\s+/).slice(0, -1))
  .map((path) => path.replace(/\/$/, ''));

describe('the context of the build', () => {
  const rules = meaningful(read('.dockerignore'));
  const admitted = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1).replace(/\/$/, ''));

  test('is closed, and opened to what is copied alone', () => {
    expect(rules[0]).toBe('*');
    expect([...new Set(admitted)].sort()).toEqual([...new Set(COPIED)].sort());
  });

  test('has no keys, no data and no environment where code should be', () => {
    const after = rules.slice(rules.findLastIndex((rule) => rule.startsWith('!')) + 1);
    expect(after).toEqual(expect.arrayContaining(['**/.env*', '**/*.key', '**/*.pem', '**/*.db', '**/.sluice']));
  });

  test('nothing is copied as a whole, and nothing fetched', () => {
    expect(COPIED.filter((path) => /^[./*]*$/.test(path))).toEqual([]);
    expect(ofKind('ADD')).toEqual([]);
  });
});

describe('the image', () => {
  test('has all that is shipped', () => {
    const { files, engines } = z
      .object({ files: z.array(z.string()), engines: z.object({ node: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    const shipped = files.filter((name) => !name.startsWith('!')).map((name) => name.replace(/\/$/, ''));
    const there = ofKind('COPY', RUNTIME).join(' ');
    for (const name of shipped) expect(there).toContain(name);
    expect(engines.node).toBe('>=20.19');
  });

  test('is of one version of Node, the same to build and to run', () => {
    const versions = ofKind('ARG').map((text) => /=node:(\d+\.\d+\.\d+)-bookworm(?:-slim)?$/.exec(text)?.[1]);
    expect(versions).toEqual([versions[0], versions[0]]);
    expect(versions[0]).toMatch(/^20\.(?:19|[2-9]\d)\./);
    expect(ofKind('FROM').map((from) => /^\$\{(\w+)\}(?: AS builder)?$/.exec(from)?.[1])).toEqual([
      'NODE_FULL',
      'NODE_SLIM',
    ]);
  });

  test('runs as the user of compose.yaml, who owns the data folder and no code', () => {
    const [user, ...others] = ofKind('USER', RUNTIME);
    expect([user, others]).toEqual([readComposition().services.sluice?.user, []]);
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    const last = RUNTIME.findLastIndex(({ name }) => name === 'RUN' || name === 'COPY');
    expect(RUNTIME.findIndex(({ name }) => name === 'USER')).toBeGreaterThan(last);
    expect(ofKind('COPY').join()).not.toContain('--chown');
    expect(ofKind('RUN', RUNTIME).join()).toContain('-m 0700 -o 10001 -g 10001 /var/lib/sluice');
  });

  test('holds what runs alone, and no secret', () => {
    expect(ofKind('RUN').join()).toContain('npm prune --omit=dev');
    expect(ofKind('RUN').join()).toContain('npm ci --ignore-scripts');
    const kept = [...ofKind('ENV'), ...ofKind('ARG')].join(' ');
    expect(kept).not.toMatch(/KEY|TOKEN|SECRET|PASSWORD|SLUICE_HOST/);
  });

  test('is told to stop in a way that Sluice knows, and waits for it', () => {
    expect(ofKind('STOPSIGNAL', RUNTIME)).toEqual(['SIGTERM']);
    expect(ofKind('ENTRYPOINT', RUNTIME)).toEqual(['["node", "/opt/sluice/dist/src/cli/main.js"]']);
    expect(Number.parseInt(readComposition().services.sluice?.stop_grace_period ?? '', 10)).toBeGreaterThan(10);
  });
});

describe('the health check', () => {
  const words = /CMD (\[.*\])$/.exec(ofKind('HEALTHCHECK', RUNTIME)[0] ?? '')?.[1] ?? '[]';
  const [, ...args] = z.array(z.string()).parse(JSON.parse(words));
  const check = async (port: number) => {
    const child = spawn(process.execPath, args, { env: { SLUICE_PORT: String(port) }, stdio: 'ignore' });
    return (await once(child, 'exit'))[0];
  };

  test.each([
    [200, 0],
    [503, 1],
  ])('at an answer of %i ends with %i', async (status, code) => {
    const server = createServer(({ url }, response) => response.writeHead(url === '/healthz' ? status : 404).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect(await check((server.address() as AddressInfo).port)).toBe(code);
    server.close();
    await once(server, 'close');
  });

  test('without an answer ends with 1', async () => {
    expect(await check(9)).toBe(1);
  });
});
