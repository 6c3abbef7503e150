/**
 * An endpoint on this machine that answers `/v1/embeddings` as told, and the settings to reach it. Its vectors tell which text they are of.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readSettings } from '../../../src/hosts/settings.ts';

export const DIMENSION = 8;

export interface Asked {
  readonly model: string;
  readonly input: readonly string[];
  readonly dimensions?: number;
}

/** Answers one request; nothing is sent but what it sends. */
export type Answer = (asked: Asked, response: ServerResponse) => void;

/** Different for different texts, as far as tests need it. */
export function vectorOf(text: string): number[] {
  const vector = Array.from({ length: DIMENSION }, () => 0.01);
  for (const [i, character] of [...text].entries())
    vector[i % DIMENSION] = ((vector[i % DIMENSION] ?? 0) * 31 + (character.codePointAt(0) ?? 0)) % 97;
  return vector;
}

export function itemsOf({ input }: Asked) {
  return input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export const answerWell: Answer = (asked, response) => sendJson(response, { object: 'list', data: itemsOf(asked) });

export class TestEndpoint {
  /** The next answers; when there are none left, it answers well. */
  readonly answers: Answer[] = [];
  readonly asked: Asked[] = [];
  readonly keys: (string | undefined)[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));

  /** Resolves to the URL that `/embeddings` comes after. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the endpoint does not listen');
    return `http://127.0.0.1:${address.port}/v1`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked: Asked = JSON.parse(body);
    this.asked.push(asked);
    this.keys.push(request.headers.authorization);
    const answer = this.answers.shift() ?? answerWell;
    if (request.url === '/v1/embeddings') answer(asked, response);
    else response.writeHead(404).end();
  }
}

/** Settings of an endpoint, from the environment that names it. */
export function endpointAt(url: string, from: Record<string, string> = {}) {
  const { embedder } = readSettings({
    ...{ SLUICE_EMBEDDER: 'openai', SLUICE_EMBEDDER_URL: url, SLUICE_EMBEDDER_MODEL: 'harbor-embed' },
    ...{ SLUICE_EMBEDDER_DIMENSION: `${DIMENSION}`, ...from },
  });
  if (embedder.kind !== 'openai') throw new Error('another embedder was named');
  return embedder;
}
