/**
 * The two roads that are compared: the bare index query under the asker's plan, in this process, and the whole brokered
 * request over HTTP, with a real token. Both give the ids of chunks, so that it can be checked that they answer alike.
 */
import { join } from 'node:path';
import type { Plan } from '../../entitlements/plan.ts';
import { type Catalog, openCatalog } from '../../src/catalog/catalog.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import { Progress } from '../../src/cli/terminal.ts';
import type { Embedder } from '../../src/embedding/port.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import { readIndex } from '../../src/hosts/index-settings.ts';
import { openIndex } from '../../src/hosts/search-index.ts';
import { openStaticEmbedder } from '../../src/hosts/static-embedder.ts';
import type { VectorIndex } from '../../src/index/port.ts';
import { reindex } from '../../src/intake/reindex.ts';
import { Rulebook } from '../../src/policy/rulebook.ts';
import { ASKER } from '../corpus/access.ts';
import { mint, mintCaller, planOf, WORKSPACE } from '../corpus/asker.ts';
import type { Corpus } from '../corpus/cache.ts';
import { MODEL_FOLDER } from '../corpus/open-broker.ts';
import { openHttpClient } from './http-client.ts';
import type { Located } from './located.ts';
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
  /** What filling the index from the catalogue took; `undefined` when it came with the corpus. */
  readonly filledInSeconds: number | undefined;
  close(): Promise<void>;
}

const WHO = { ...ASKER, scopes: ['retrieve'] } as const;

/** Threads that search the embedded index, as many as the broker has by default. */
const SEARCHERS = 2;

export async function openRoads(
  { folder, facts }: Corpus,
  located: Located,
  k: number,
  profileFolder?: string,
): Promise<Roads> {
  const token = await mint(folder, WHO);
  const embedder = await openStaticEmbedder(MODEL_FOLDER);
  const { plan, index, filledInSeconds } = await withCatalog(folder, async (catalog) => {
    const opened = await openAsServed(folder, located, embedder, catalog);
    const parts = { catalog, index: opened, embedder };
    return {
      plan: await readPlan(catalog, folder),
      index: opened,
      filledInSeconds: located.isEmpty ? await fill(parts, facts.chunks, located) : undefined,
    };
  });
  const server = await startServer(folder, { settings: located.settings, profileFolder });
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
    filledInSeconds,
    async close() {
      client.close();
      await index.close();
      await embedder.close();
      await server.stop();
    },
  };
}

const idsOf = (found: readonly { readonly chunkId: string }[]) => found.map(({ chunkId }) => chunkId);

/** The index as the server opens it, by the same settings. */
async function openAsServed(
  folder: string,
  { settings }: Located,
  { model }: Embedder,
  catalog: Catalog,
): Promise<VectorIndex> {
  const faults: string[] = [];
  const read = readIndex({ ...settings }, faults);
  if (read === undefined || faults.length > 0) throw new Error(faults.join('; '));
  return openIndex(read, { folder: join(folder, 'index'), searchers: SEARCHERS }, model, catalog);
}

async function withCatalog<Result>(folder: string, work: (catalog: Catalog) => Promise<Result>): Promise<Result> {
  const store = await SqliteCatalogStore.open({
    path: join(folder, 'sluice.db'),
    migrationsFolder: join(import.meta.dirname, '..', '..', 'migrations'),
    lockTimeoutMs: 5_000,
  });
  try {
    return await work(openCatalog(store));
  } finally {
    await store.close();
  }
}

async function readPlan(catalog: Catalog, folder: string): Promise<Plan> {
  return planOf({ catalog, rulebook: new Rulebook(catalog, startCedar) }, await mintCaller(folder, WHO));
}

/** Fills an empty index as `sluice reindex` does; the seconds that it took. Throws when it does not hold the whole corpus then. */
async function fill(parts: Parameters<typeof reindex>[0], chunks: number, located: Located): Promise<number> {
  const progress = new Progress();
  const began = performance.now();
  try {
    await reindex(parts, {
      onProgress: ({ doing, done, of }) => progress.update(`filling the index: ${doing}, ${done} of ${of} documents`),
    });
    progress.update('waiting until Qdrant has built what it searches by');
    await located.settle();
  } finally {
    progress.clear();
  }
  const seconds = (performance.now() - began) / 1_000;
  const held = await parts.index.count(WORKSPACE);
  if (held !== chunks) throw new Error(`the index holds ${held} chunks instead of ${chunks}`);
  return seconds;
}
