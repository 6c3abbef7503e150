/** A catalogue in a folder of its own, with the real store. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Catalog, openCatalog } from '../../src/catalog/catalog.ts';
import { SqliteCatalogStore } from '../../src/catalog/sqlite/store.ts';

export interface TestCatalog extends Catalog {
  readonly path: string;
  readonly store: SqliteCatalogStore;
  close(): Promise<void>;
}

/** Compiled, this file lies deeper than its source. */
function findMigrations(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'migrations'))) folder = dirname(folder);
  return join(folder, 'migrations');
}

export function storeOptions(path: string) {
  return { path, migrationsFolder: findMigrations(), lockTimeoutMs: 5_000 };
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
