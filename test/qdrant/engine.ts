/**
 * Qdrant for tests: its engine in a process of Python behind its REST API, or a real server, and before either a proxy of this process.
 * Without a Python that has the engine there is no engine.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type ProxyOptions, startProxy } from './proxy.ts';

export type { EngineRequest, Fate } from './proxy.ts';

const SERVER = fileURLToPath(new URL('server.py', import.meta.url));
const INSTALLED = fileURLToPath(new URL('../../dist/qdrant-engine/bin/python', import.meta.url));

/** Why tests that need the engine are skipped, where `startEngine` returns none. */
export const WITHOUT_ENGINE = 'no Python with the package qdrant-edge-py: see test/qdrant/README.md';

export interface Engine {
  /** Of the proxy. No key is needed. */
  readonly url: string;
  /** The server in Python itself, for benchmarks: nothing is checked on the way, and nothing lost. */
  readonly unchecked: string;
  /** Whether it is a real server, which other tests and people may be using. */
  readonly isServer: boolean;
  /** What was said of requests that are none of Qdrant's. They are answered with status 599 and do not reach the engine. */
  readonly invalid: readonly string[];
  close(): Promise<void>;
}

/** Starts an engine that is empty, or returns `undefined` where none is installed. */
export async function startEngine(options: ProxyOptions = {}): Promise<Engine | undefined> {
  const python = env.SLUICE_TEST_QDRANT_PYTHON ?? (existsSync(INSTALLED) ? INSTALLED : undefined);
  if (python === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'sluice-qdrant-'));
  const child = await startPython(python, folder);
  if (child === undefined) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const proxy = await startProxy({ url: new URL(`http://127.0.0.1:${child.port}`), key: undefined }, options);
  const close = async () => {
    await proxy.close();
    await child.close();
    await rm(folder, { recursive: true, force: true });
  };
  const unchecked = `http://127.0.0.1:${child.port}`;
  return { url: proxy.url, unchecked, isServer: false, invalid: proxy.invalid, close };
}

/**
 * Where the suites of the index run: on the server at `QDRANT_URL`, with the key `QDRANT_API_KEY`, or else on an engine. Collections that
 * were made through it go when it is closed; nothing else on a server is touched.
 */
export async function openQdrant(options: ProxyOptions = {}): Promise<Engine | undefined> {
  if (env.QDRANT_URL === undefined) return startEngine(options);
  const proxy = await startProxy({ url: new URL(env.QDRANT_URL), key: env.QDRANT_API_KEY }, options);
  const close = async () => {
    await proxy.deleteMade();
    await proxy.close();
  };
  return { url: proxy.url, unchecked: env.QDRANT_URL, isServer: true, invalid: proxy.invalid, close };
}

/** The server in Python, which lives until its input ends; `undefined` when it has no engine to import. */
async function startPython(python: string, folder: string) {
  const child = spawn(python, ['-B', SERVER, folder], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors = `${errors}${data}`.slice(-10_000);
  });
  const lines = createInterface({ input: child.stdout });
  const port = await Promise.race([
    new Promise<number>((resolve) => lines.once('line', (line) => resolve(Number(line)))),
    ended.then(() => undefined),
  ]);
  if (port === undefined && errors !== '' && !/(?:ModuleNotFound|Import)Error: .*qdrant_edge/u.test(errors))
    throw new Error(errors);
  if (port === undefined) return undefined;
  return {
    port,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
