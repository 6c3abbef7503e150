/** A catalogue in a folder of its own, with the real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalog, openCatalog } from '../../src/catalog/catalog.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';
import { ROOT } from '../architecture/sources.ts';

export interface TestCatalog extends Catalog {
  readonly path: string;
  readonly store: SqliteCatalogStore;
  close(): Promise<void>;
}

export function storeOptions(path: string) {
  return { path, migrationsFolder: join(ROOT, 'migrations'), lockTimeoutMs: 5_000 };
}

export async function openTestCatalog(): Promise<TestCatalog> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-catalog-'));
  const path = join(folder, 'sluice.db');
  const store = await SqliteCatalogStore.open(storeOptions(path));
  return {
    ...openCatalog(store),
    ...{ path, store },
    async close() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
