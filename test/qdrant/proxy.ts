/**
 * What stands between a test and Qdrant: it holds every request against Qdrant's description of its API, and can lose, repeat or delay it.
 * It knows which collections were made through it, to take them away again.
 */
import http, { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { requestCheck } from './openapi.ts';

export interface EngineRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
}

/** What becomes of a request: the connection ends before or after it is done, it is done twice, or it waits. */
export type Fate = 'pass' | 'drop-request' | 'drop-answer' | 'repeat' | { readonly delayMs: number };

export interface ProxyOptions {
  /** A promise holds the request back until it is kept. */
  readonly onRequest?: (request: EngineRequest) => Fate | Promise<Fate>;
}

/** What it passes requests on to. */
export interface Upstream {
  readonly url: URL;
  /** Goes with every request. */
  readonly key: string | undefined;
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

const COLLECTION = /^\/collections\/([^/?]+)(?:\?|$)/u;

export async function startProxy(upstream: Upstream, { onRequest: fateOf = () => 'pass' }: ProxyOptions) {
  const forward = forwarder(upstream);
  const check = requestCheck();
  const invalid: string[] = [];
  const made = new Set<string>();
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
    if (fate === 'repeat') await pass(method, path, text);
    const reply = await pass(method, path, text);
    if (fate === 'drop-answer') incoming.socket.destroy();
    else send(answer, reply.status, reply.text, reply.type);
  }
  async function pass(method: string, path: string, text: string): Promise<Reply> {
    const reply = await forward.send(method, path, text);
    const name = COLLECTION.exec(path)?.[1];
    if (method === 'PUT' && name !== undefined && reply.status === 200) made.add(name);
    return reply;
  }
  // A connection that ends while it is idle may end under a request, which no test asked for.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What was said of requests that are none of Qdrant's. */
    invalid: invalid as readonly string[],
    /** Deletes the collections that were made through it. */
    async deleteMade() {
      for (const name of made) await forward.send('DELETE', `/collections/${name}`, '');
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      forward.close();
      await closed;
    },
  };
}

function forwarder({ url, key }: Upstream) {
  const { Agent, request } = url.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true });
  const root = url.href.replace(/\/+$/u, '');
  return {
    send: (method: string, path: string, text: string) =>
      new Promise<Reply>((resolve, reject) => {
        const headers = {
          ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
          ...(key !== undefined && { 'api-key': key }),
        };
        const outgoing = request(`${root}${path}`, { agent, method, headers }, (reply) => {
          const type = reply.headers['content-type'] ?? 'application/json';
          textOf(reply).then((content) => resolve({ status: reply.statusCode ?? 500, text: content, type }), reject);
        });
        outgoing.once('error', reject);
        outgoing.end(text);
      }),
    close: () => agent.destroy(),
  };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(answer: ServerResponse, status: number, text: string, type = 'application/json') {
  answer.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
}
