/**
 * A client with connections that stay open, as a service that asks all day has.
 */
import { Agent, request } from 'node:http';

export interface HttpClient {
  /** Posts JSON; the answer's bytes once the last of them is there. Rejects when the status is not 200. */
  post(path: string, body: unknown): Promise<Buffer>;
  close(): void;
}

export function openHttpClient(origin: string, token: string): HttpClient {
  const agent = new Agent({ keepAlive: true });
  return {
    post: (path, body) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const headers = {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        };
        const asked = request(`${origin}${path}`, { method: 'POST', agent, headers }, (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(pieces);
            if (response.statusCode === 200) resolve(answer);
            else reject(new Error(`the broker answered ${response.statusCode}: ${answer}`));
          });
        });
        asked.on('error', reject);
        asked.end(text);
      }),
    close: () => agent.destroy(),
  };
}
