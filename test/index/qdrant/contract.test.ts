/** The contract of an index, kept by the adapter on Qdrant's own engine, or on the server at `QDRANT_URL`. */
import { afterAll, describe, expect, test } from 'vitest';
import { QdrantIndex, type QdrantIndexOptions } from '../../../src/index/qdrant/qdrant-index.ts';
import { rebuildContract } from '../../contract/rebuild.ts';
import { vectorIndexContract } from '../../contract/vector-index.ts';
import { CONTRACT_MODEL } from '../../contract/world.ts';
import { openQdrant, WITHOUT_ENGINE } from '../../qdrant/engine.ts';

const qdrant = await openQdrant();
afterAll(() => qdrant?.close());

const options = (more: Partial<QdrantIndexOptions>): QdrantIndexOptions => ({
  ...{ url: qdrant?.url ?? '', key: undefined, timeoutMs: 10_000, prefix: `contract-${process.pid}` },
  ...{ model: CONTRACT_MODEL, shards: undefined, replicas: 1, quantization: 'none' },
  ...{ consistency: 'majority', ordering: 'strong', mayCreate: true },
  ...more,
});

describe.skipIf(qdrant === undefined)(qdrant === undefined ? WITHOUT_ENGINE : 'on an engine', () => {
  vectorIndexContract('Qdrant', async () => QdrantIndex.open(options({})));
  const prefix = `contract-${process.pid}-rebuilt`;
  rebuildContract('Qdrant', async (model) => QdrantIndex.open(options({ prefix, model })));

  test('sent nothing that is no request of Qdrant’s', () => {
    expect(qdrant?.invalid).toEqual([]);
  });
});
