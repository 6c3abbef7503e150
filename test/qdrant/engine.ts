/**
 * Qdrant for tests: its engine in a process of Python behind its REST API, and before it a proxy of this process, which holds every
 * request against Qdrant's description of its API and can lose, repeat or delay it. Without a Python that has the engine there is none.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { requestCheck } from './openapi.ts';

const SERVER = fileURLToPath(new URL('server.py', import.meta.url));
const INSTALLED = fileURLToPath(new URL('../../dist/qdrant-engine/bin/python', import.meta.url));

/** Why tests that need the engine are skipped, where `startEngine` returns none. */
export const WITHOUT_ENGINE = 'no Python with the package qdrant-edge-py: see test/qdrant/README.md';

export interface EngineRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
}

/** What becomes of a request: the connection ends before or after it is done, it is done twice, or it waits. */
export type Fate = 'pass' | 'drop-request' | 'drop-answer' | 'repeat' | { readonly delayMs: number };

export interface EngineOptions {
  /** A promise holds the request back until it is kept. */
  readonly onRequest?: (request: EngineRequest) => Fate | Promise<Fate>;
}

export interface Engine {
  readonly url: string;
  /** The server in Python itself, for benchmarks: nothing is checked on the way, and nothing lost. */
  readonly unchecked: string;
  /** What was said of requests that are none of Qdrant's. They are answered with status 599 and do not reach the engine. */
  readonly invalid: readonly string[];
  close(): Promise<void>;
}

/** Starts an engine that is empty, or returns `undefined` where none is installed. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine | undefined> {
  const python = env.SLUICE_TEST_QDRANT_PYTHON ?? (existsSync(INSTALLED) ? INSTALLED : undefined);
  if (python === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'sluice-qdrant-'));
  const child = await startPython(python, folder);
  if (child === undefined) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const invalid: string[] = [];
  const proxy = await startProxy(child.port, invalid, options.onRequest ?? (() => 'pass'));
  const close = async () => {
    await proxy.close();
    await child.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: proxy.url, unchecked: `http://127.0.0.1:${child.port}`, invalid, close };
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

async function startProxy(port: number, invalid: string[], fateOf: NonNullable<EngineOptions['onRequest']>) {
  const agent = new Agent({ keepAlive: true });
  const check = requestCheck();
  const server = createServer((incoming, answer) => {
    serve(incoming, answer).catch((error: unknown) => {
      send(answer, 500, JSON.stringify({ status: { error: `the proxy: ${error}` }, time: 0 }));
    });
  });
  async function serve(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = incoming;
    const text = await textOf(incoming);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const wrong = check(method, path, body);
    if (wrong !== undefined) {
      invalid.push(wrong);
      send(answer, 599, JSON.stringify({ status: { error: wrong }, time: 0 }));
      return;
    }
    const fate = await fateOf({ method, path, body });
    if (fate === 'drop-request') {
      incoming.socket.destroy();
      return;
    }
    if (typeof fate === 'object') await delay(fate.delayMs);
    if (fate === 'repeat') await forward(agent, port, method, path, text);
    const reply = await forward(agent, port, method, path, text);
    if (fate === 'drop-answer') incoming.socket.destroy();
    else send(answer, reply.status, reply.text, reply.type);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

function forward(agent: Agent, port: number, method: string, path: string, text: string) {
  return new Promise<{ status: number; text: string; type: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers }, (reply) => {
      const type = reply.headers['content-type'] ?? 'application/json';
      textOf(reply).then((content) => resolve({ status: reply.statusCode ?? 500, text: content, type }), reject);
    });
    outgoing.once('error', reject);
    outgoing.end(text);
  });
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(answer: ServerResponse, status: number, text: string, type = 'application/json') {
  answer.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
}
