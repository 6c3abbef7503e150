/**
 * Qdrant for a run: the server at `QDRANT_URL`, or the engine of the tests, asked without the check of requests that tests have. A run has
 * collections of its own, under a prefix that no other has, and takes them away.
 */
import { randomUUID } from 'node:crypto';
import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { startEngine } from '../../test/qdrant/engine.ts';
import type { Located } from './located.ts';

/** A slow answer is a result: it is not cut off where a service would. */
const TIMEOUT_MS = 120_000;
/** How long Qdrant may build its graphs once it is filled. */
const SETTLING_MS = 30 * 60_000;

/** There is neither a server nor an engine. */
export class NoQdrant extends Error {}

/** Throws {@link NoQdrant}. */
export async function locateQdrant(): Promise<Located> {
  const prefix = `sluice-bench-${randomUUID().slice(0, 8)}`;
  const { url, title, close } = await findQdrant();
  const key = env.QDRANT_URL === undefined ? undefined : env.QDRANT_API_KEY;
  const server = new Collections(url, key, prefix);
  return {
    ...{ title, isEmpty: true },
    settings: {
      ...{ SLUICE_INDEX: 'qdrant', QDRANT_URL: url, ...(key !== undefined && { QDRANT_API_KEY: key }) },
      ...{ SLUICE_QDRANT_COLLECTION: prefix, SLUICE_QDRANT_TIMEOUT_MS: String(TIMEOUT_MS) },
    },
    settle: () => server.settle(),
    async remove() {
      try {
        await server.remove();
      } finally {
        await close();
      }
    },
  };
}

async function findQdrant() {
  if (env.QDRANT_URL !== undefined)
    return { url: env.QDRANT_URL, title: 'Qdrant at QDRANT_URL', close: async () => {} };
  const engine = await startEngine();
  if (engine === undefined)
    throw new NoQdrant('there is no Qdrant: set QDRANT_URL, or install the engine as test/qdrant/README.md says');
  const title = 'Qdrant’s engine in a process of Python: its times are not those of a server';
  return { url: engine.unchecked, title, close: () => engine.close() };
}

/** Collections whose names begin with a prefix, by whatever names the index gives them. */
class Collections {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #prefix: string;

  constructor(url: string, key: string | undefined, prefix: string) {
    this.#url = url.replace(/\/$/, '');
    this.#headers = key === undefined ? {} : { 'api-key': key };
    this.#prefix = prefix;
  }

  /** Resolves when Qdrant optimizes none of them any more. */
  async settle(): Promise<void> {
    const end = performance.now() + SETTLING_MS;
    for (const path of await this.#paths()) {
      for (;;) {
        const { status } = (await this.#ask('GET', path)) as { status: string };
        if (status === 'green') break;
        if (performance.now() > end) throw new Error(`Qdrant is still \`${status}\` after half an hour`);
        await delay(1_000);
      }
    }
  }

  async remove(): Promise<void> {
    for (const path of await this.#paths()) await this.#ask('DELETE', path);
  }

  async #paths(): Promise<readonly string[]> {
    const { collections } = (await this.#ask('GET', '/collections')) as { collections: { name: string }[] };
    const own = collections.filter(({ name }) => name.startsWith(this.#prefix));
    return own.map(({ name }) => `/collections/${encodeURIComponent(name)}`);
  }

  async #ask(method: 'GET' | 'DELETE', path: string): Promise<unknown> {
    const answer = await fetch(`${this.#url}${path}`, { method, headers: this.#headers, redirect: 'error' });
    if (!answer.ok) throw new Error(`Qdrant answered ${method} ${path} with ${answer.status}`);
    return ((await answer.json()) as { result: unknown }).result;
  }
}
