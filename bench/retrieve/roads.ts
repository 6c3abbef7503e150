/**
 * The two roads that are compared: the bare index query under the asker's plan, in this process, and the whole brokered
 * request over HTTP, with a real token. Both give the ids of chunks, so that it can be checked that they answer alike.
 */
import { join } from 'node:path';
import { openCatalog } from '../../src/catalog/catalog.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { openStaticEmbedder } from '../../src/hosts/static-embedder.ts';
import { SqliteIndex } from '../../src/index/sqlite/sqlite-index.ts';
import { Rulebook } from '../../src/policy/rulebook.ts';
import { ASKER } from '../corpus/access.ts';
import { mint, mintCaller, planOf } from '../corpus/asker.ts';
import { MODEL_FOLDER } from '../corpus/open-broker.ts';
import { openHttpClient } from './http-client.ts';
import { startServer } from './server.ts';

/**
 * Asks a question. The answer has come when this resolves; what it resolves to reads the ids of the chunks out of it, best
 * first, and is called when the clock has stopped.
 */
export type Road = (query: string) => Promise<() => readonly string[]>;

export interface Roads {
  /** The question embedded, and the index query as the broker makes it, asking for `limit` chunks. */
  bare(limit: number): Road;
  readonly brokered: Road;
  close(): Promise<void>;
}

const WHO = { ...ASKER, scopes: ['retrieve'] } as const;

/** Threads that search, as many as the broker has by default. */
const SEARCHERS = 2;

export async function openRoads(folder: string, k: number, profileFolder?: string): Promise<Roads> {
  const plan = await readPlan(folder);
  const token = await mint(folder, WHO);
  const embedder = await openStaticEmbedder(MODEL_FOLDER);
  const index = await SqliteIndex.open({
    ...{ folder: join(folder, 'index'), searchers: SEARCHERS, model: embedder.model },
  });
  const server = await startServer(folder, profileFolder);
  const client = openHttpClient(server.url);
  return {
    bare: (limit) => async (query) => {
      const [vector] = await embedder.embed([query], 'query');
      const hits = await index.search(plan, { text: query, vector }, limit);
      return () => idsOf(hits);
    },
    async brokered(query) {
      const { status, bytes } = await client.ask({ method: 'POST', path: '/v1/retrieve', body: { query, k }, token });
      if (status !== 200) throw new Error(`the broker answered ${status}: ${bytes}`);
      return () => idsOf((JSON.parse(bytes.toString()) as { results: { chunkId: string }[] }).results);
    },
    async close() {
      client.close();
      await index.close();
      await embedder.close();
      await server.stop();
    },
  };
}

const idsOf = (found: readonly { readonly chunkId: string }[]) => found.map(({ chunkId }) => chunkId);

async function readPlan(folder: string) {
  const store = await SqliteCatalogStore.open({
    path: join(folder, 'sluice.db'),
    migrationsFolder: join(import.meta.dirname, '..', '..', 'migrations'),
    lockTimeoutMs: 5_000,
  });
  try {
    const catalog = openCatalog(store);
    return await planOf({ catalog, rulebook: new Rulebook(catalog, startCedar) }, await mintCaller(folder, WHO));
  } finally {
    await store.close();
  }
}
