/** The contract of an index, kept by the adapter on Qdrant's own engine, or on the server at `QDRANT_URL`. */
import { env } from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import { connect } from '../../../src/index/qdrant/client.ts';
import { QdrantIndex, type QdrantIndexOptions } from '../../../src/index/qdrant/qdrant-index.ts';
import { rebuildContract } from '../../contract/rebuild.ts';
import { CONTRACT_MODEL, vectorIndexContract } from '../../contract/vector-index.ts';
import { startEngine, WITHOUT_ENGINE } from '../../qdrant/engine.ts';

const engine = env.QDRANT_URL === undefined ? await startEngine() : undefined;
const url = env.QDRANT_URL ?? engine?.url;
afterAll(async () => {
  if (env.QDRANT_URL !== undefined) {
    const { url: at, key, timeoutMs, prefix } = options(env.QDRANT_URL);
    const client = connect({ url: at, key, timeoutMs });
    for (const { name } of (await client.getCollections()).collections)
      if (name.startsWith(`${prefix}-`)) await client.deleteCollection(name);
  }
  await engine?.close();
});

const options = (at: string, more: Partial<QdrantIndexOptions> = {}): QdrantIndexOptions => ({
  ...{ url: at, key: env.QDRANT_API_KEY, timeoutMs: 10_000, prefix: `contract-${process.pid}` },
  ...{ model: CONTRACT_MODEL, shards: undefined, replicas: 1, quantization: 'none' },
  ...{ consistency: 'majority', ordering: 'strong', mayCreate: true },
  ...more,
});

describe.skipIf(url === undefined)(url === undefined ? WITHOUT_ENGINE : 'on an engine', () => {
  vectorIndexContract('Qdrant', async () => QdrantIndex.open(options(url ?? '')));
  const prefix = `contract-${process.pid}-rebuilt`;
  rebuildContract('Qdrant', async (model) => QdrantIndex.open(options(url ?? '', { prefix, model })));

  test('sent nothing that is no request of Qdrant’s', () => {
    expect(engine?.invalid ?? []).toEqual([]);
  });
});
