/** Opens the index that the settings name. Qdrant may be away: the service starts, and says that it is not ready. */
import type { Catalog } from '../catalog/catalog.ts';
import { countIndexable, countServed } from '../catalog/served.ts';
import type { EmbeddingModel } from '../embedding/port.ts';
import type { VectorIndex } from '../index/port.ts';
import { SqliteIndex } from '../index/sqlite/sqlite-index.ts';
import type { IndexSettings } from './index-settings.ts';

/** What the embedded index needs: the folder of its files, which exists, and how many threads search. */
export interface Embedded {
  readonly folder: string;
  readonly searchers: number;
}

export async function openIndex(
  settings: IndexSettings,
  embedded: Embedded,
  model: EmbeddingModel,
  catalog: Catalog,
): Promise<VectorIndex> {
  switch (settings.kind) {
    case 'sqlite':
      return SqliteIndex.open({
        ...{ ...embedded, model },
        mayCreate: async (workspace) => (await countIndexable(catalog, workspace)) === 0,
      });
    case 'qdrant': {
      // Whoever has the embedded one does not wait for its client to load.
      const { QdrantIndex } = await import('../index/qdrant/qdrant-index.ts');
      return QdrantIndex.open({ ...settings, model, mayCreate: (await countServed(catalog)) === 0 });
    }
    default:
      return settings satisfies never;
  }
}
