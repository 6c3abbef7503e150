/**
 * Listening on Node: the HTTP surface behind a socket, and how it stops without breaking off what is under way.
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { clientAddress } from './address.ts';

/** Answers a request that came from `address`. */
export type Fetch = (request: Request, address: string | undefined) => Response | Promise<Response>;

export interface ListenOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Proxies in front; see `address.ts`. */
  readonly trustedProxies: number;
  /** Makes the surface, once the URL is known. No request is answered before. */
  readonly surface: (url: string) => Fetch;
}

export interface Listening {
  /** Such as `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Takes no more connections, and waits for the answers under way, but no longer than `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const IDLE_POLL_MS = 50;
/** Headers of a request, at most: a token that claims 5,000 groups has to fit. */
const MAX_HEADER_BYTES = 512 * 1024;

/** Listens. Throws the error of the socket, such as `EADDRINUSE`. */
export async function listen({ host, port, trustedProxies, surface }: ListenOptions): Promise<Listening> {
  let fetch: Fetch = () => new Response(null, { status: 503 });
  const serverOptions = { maxHeaderSize: MAX_HEADER_BYTES };
  const answer = (request: Request, { incoming }: HttpBindings) => {
    const forwardedFor = request.headers.get('x-forwarded-for') ?? undefined;
    return fetch(request, clientAddress(incoming.socket.remoteAddress, forwardedFor, trustedProxies));
  };
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env as HttpBindings),
    serverOptions,
  }) as Server;
  server.listen(port, host);
  await once(server, 'listening');
  const url = urlOf(server.address() as AddressInfo);
  fetch = surface(url);
  return { url, stop: (graceMs) => stop(server, graceMs) };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close').then(() => true);
  const deadline = Date.now() + graceMs;
  server.close();
  // A connection that was busy when the server closed stays open once it is idle, unless it is closed then.
  while (!(await Promise.race([closed, sleep(IDLE_POLL_MS, false)]))) {
    server.closeIdleConnections();
    if (Date.now() > deadline) server.closeAllConnections();
  }
}
