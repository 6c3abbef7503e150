/**
 * What a parser can reach: everything where nothing is in the way, and nothing of it in the sandbox. Each layer is looked at alone, since the
 * others would hide that it is gone.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childEntry } from '../../ingest/sandbox/entry.ts';
import {
  CHILD_ENVIRONMENT,
  launchOf,
  networkIsolation,
  permissionArgs,
  TIED_TO_PARENT,
} from '../../ingest/sandbox/launch.ts';
import { createSandbox } from '../../ingest/sandbox.ts';
import { compiledEntries } from '../support/compiled.ts';
import { bytesOf } from './formats/helpers.ts';
import { ATTEMPTS } from './sandbox-entries/reach.ts';

const MIB = 1024 * 1024;
const entriesAt = compiledEntries('test/ingest/sandbox-entries');
const alone = childEntry('reach-alone', entriesAt);
const server = createServer((_request, response) => response.end('reached'));
let port: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-reach-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = String((server.address() as AddressInfo).port);
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function worked(command: string, args: readonly string[], how = 'free'): Promise<string[]> {
  const { stdout } = await promisify(execFile)(command, [...args, port, folder, how], { cwd: '/', env: {} });
  return JSON.parse(stdout) as string[];
}

const everything = Object.keys(ATTEMPTS);
const named = (...starts: string[]) => everything.filter((name) => starts.some((start) => name.startsWith(start)));
const NETWORK = named('net', 'http', 'tls', 'fetch');

test('everything works where nothing is in the way', async () => {
  expect(await worked(process.execPath, [alone.path])).toEqual(everything);
});

test('a child that has confined itself reaches no network, process, thread, debugger or native module', async () => {
  const left = await worked(process.execPath, [alone.path], 'confined');
  // Files are not its business, nor is what V8 does for `new Function`.
  expect(left.filter((name) => !name.startsWith('files: '))).toEqual(['eval']);
});

test('the permissions alone keep it from files, processes and threads', async () => {
  const left = await worked(process.execPath, [...permissionArgs(alone, { mayHaveThreads: false }), alone.path]);
  const kept = [...named('files: '), ...named('process: spawn', 'process: cluster'), 'thread'];
  expect(left.filter((name) => kept.includes(name))).toEqual([]);
});

test.runIf(networkIsolation() === 'namespace')(
  'the kernel alone keeps it from the network and from writing',
  async () => {
    const { command, args } = launchOf(alone, 512 * MIB);
    const bare = args.filter((arg) => !/^--(?:permission|experimental-permission|allow-|disable-sigusr1)/.test(arg));
    const left = await worked(command, bare);
    // A socket that talks to nobody can still be made.
    expect(left.filter((name) => NETWORK.includes(name))).toEqual(['net: listen']);
    expect(left).toContain('files: system');
    expect(left.includes('files: write')).toBe(!args.includes(TIED_TO_PARENT));
  },
);

test('a reader in the sandbox reaches nothing of it, sees no environment of ours, and can load the canvas', async () => {
  process.env.SLUICE_TEST_SECRET = 'SECRET';
  const limits = { timeoutMs: 20_000, maxRssBytes: 512 * MIB, maxOutputBytes: MIB };
  const sandbox = createSandbox({ ...limits, entry: childEntry('reach-served', entriesAt) });
  try {
    const { blocks } = await sandbox.extract({ bytes: bytesOf(`${port}\n${folder}`) });
    expect(blocks.map(({ runs }) => runs[0]?.text)).toEqual(['draws 2', ...Object.keys(CHILD_ENVIRONMENT)]);
  } finally {
    delete process.env.SLUICE_TEST_SECRET;
    await sandbox.close();
  }
});

test('nobody has written anything but where nothing was in the way', async () => {
  expect((await readdir(folder)).sort()).toEqual(['report.json', 'written']);
});
