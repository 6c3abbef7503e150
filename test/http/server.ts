/** A real server on a free port of this machine, for tests. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

export interface TestServer {
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

export async function startServer(app: {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}): Promise<TestServer> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
      resolve({
        origin: `http://127.0.0.1:${port}`,
        port,
        close: () => new Promise((done) => server.close(() => done())),
      }),
    );
  });
}
