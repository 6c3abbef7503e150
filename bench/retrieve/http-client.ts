/**
 * A client with connections that stay open, as a service that asks all day has.
 */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly token: string;
}

export interface Wire {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

export interface HttpClient {
  /** The answer, whatever its status, once the last of its bytes is there. */
  ask(asked: Ask): Promise<Wire>;
  close(): void;
}

export function openHttpClient(origin: string): HttpClient {
  const agent = new Agent({ keepAlive: true });
  return {
    ask: ({ method, path, body, token }) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const headers = {
          authorization: `Bearer ${token}`,
          ...(text !== '' && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        };
        const asked = request(`${origin}${path}`, { method, agent, headers }, (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', reject);
          response.on('end', () => {
            const { statusCode: status = 0, headers } = response;
            resolve({ status, headers, bytes: Buffer.concat(pieces) });
          });
        });
        asked.on('error', reject);
        asked.end(text);
      }),
    close: () => agent.destroy(),
  };
}
