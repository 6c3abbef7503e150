/**
 * How much of the best ten the adapter finds in graphs that Qdrant built, for somebody who may read a tenth, a hundredth or a thousandth of
 * the passages: as much as a search of all of them finds, which is done here, by nothing of Qdrant's.
 *
 * `SLUICE_TEST_PASSAGES` says among how many.
 */
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Plan } from '../../../entitlements/plan.ts';
import type { EmbeddingModel } from '../../../src/embedding/port.ts';
import type { EmbeddedEntry } from '../../../src/index/port.ts';
import { QdrantIndex } from '../../../src/index/qdrant/qdrant-index.ts';
import { Random } from '../../oracle/random.ts';
import { openQdrant, WITHOUT_ENGINE } from '../../qdrant/engine.ts';

const PASSAGES = Number(process.env.SLUICE_TEST_PASSAGES ?? 4_000);
const QUESTIONS = 100;
const LIMIT = 10;
const LEAST_RECALL = 0.99;
/** Passages of one document, which is put at once. */
const TOGETHER = 500;
const WORKSPACE = 'recall';
const MODEL: EmbeddingModel = { id: 'recall', version: '1', dimension: 128, minSimilarity: 0 };

/** Audiences by number, and what share of all passages each may read. Nobody here may read the rest. */
const SHARES = [0.1, 0.01, 0.001];
const NOBODY = SHARES.length;

/** Passages and questions lie about the same themes, of which some have much more than others. */
const THEMES = 60;
const SPREAD = 0.8;

const random = new Random(7);
/** Box and Muller, 1958. */
const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const themes = Array.from({ length: THEMES }, () => Array.from({ length: MODEL.dimension }, normal));

function someVector(): Int8Array {
  const theme = themes[Math.floor(THEMES * random.next() ** 2)] ?? [];
  return Int8Array.from(theme, (center) =>
    Math.max(-127, Math.min(127, Math.round(30 * (center + SPREAD * normal())))),
  );
}

const labels = { kind: 0, deniers: 0, owner: 0, collection: 0, classification: 0, risk: 0, score: 0 };

function somePassage(id: number): EmbeddedEntry & { readonly vector: Int8Array } {
  const place = random.next();
  const bounds = SHARES.map((_, i) => SHARES.slice(0, i + 1).reduce((sum, share) => sum + share, 0));
  const readers = bounds.findIndex((bound) => place < bound);
  return {
    ...{ chunkId: `${id}`, resourceId: `${id}`, title: '', headings: [], text: '', attributes: {} },
    labels: { ...labels, readers: readers < 0 ? NOBODY : readers },
    vector: someVector(),
  };
}

function cosine(one: Int8Array, other: Int8Array): number {
  const dot = (a: Int8Array, b: Int8Array) => a.reduce((sum, component, i) => sum + component * (b[i] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}

const qdrant = await openQdrant();
afterAll(() => qdrant?.close());

describe.skipIf(qdrant === undefined)(qdrant === undefined ? WITHOUT_ENGINE : 'in graphs of Qdrant', () => {
  const prefix = `recall-${process.pid}`;
  const client = new QdrantClient({ url: qdrant?.url ?? '', checkCompatibility: false });
  const passages = Array.from({ length: PASSAGES }, (_, id) => somePassage(id));
  let index: QdrantIndex;

  /** Has graphs built however little there is to find, and no search do without them: what is small is else searched whole. */
  async function buildGraphs(): Promise<void> {
    const { collections } = await client.getCollections();
    const name = collections.find((one) => one.name.startsWith(prefix))?.name ?? '';
    await client.updateCollection(name, {
      hnsw_config: { full_scan_threshold: 10 },
      optimizers_config: { indexing_threshold: 10, default_segment_number: 1 },
    });
    // A server builds them in the background.
    await vi.waitFor(
      async () => {
        const info = await client.getCollection(name);
        expect(info).toMatchObject({ status: 'green', points_count: PASSAGES, indexed_vectors_count: PASSAGES });
      },
      { timeout: 240_000, interval: 500 },
    );
    const { config } = await client.getCollection(name);
    expect(config.hnsw_config).toMatchObject({ m: 0, payload_m: 16 });
  }

  beforeAll(async () => {
    index = QdrantIndex.open({
      ...{ url: qdrant?.url ?? '', key: undefined, timeoutMs: 60_000, prefix },
      ...{ model: MODEL, shards: 1, replicas: 1, quantization: 'none' },
      ...{ consistency: 'majority', ordering: 'strong', mayCreate: true },
    });
    for (let from = 0; from < PASSAGES; from += TOGETHER)
      await index.put(WORKSPACE, `document-${from}`, 1, passages.slice(from, from + TOGETHER));
    await buildGraphs();
  }, 300_000);

  test.each([...SHARES.entries()])(
    'finds what the search of all passages finds, for audience %i with a share of %d',
    async (audience, share) => {
      const visible = passages.filter((passage) => passage.labels.readers === audience);
      const condition = { op: 'is-one-of', label: 'readers', values: [audience] };
      const plan = { workspace: WORKSPACE, kind: 'matching', condition } as unknown as Plan;
      let wanted = 0;
      let found = 0;
      for (let i = 0; i < QUESTIONS; i += 1) {
        const vector = someVector();
        const near = visible
          .map((passage) => ({ id: passage.chunkId, nearness: cosine(vector, passage.vector) }))
          .filter(({ nearness }) => nearness > MODEL.minSimilarity)
          .sort((one, other) => other.nearness - one.nearness)
          .slice(0, LIMIT);
        const hits = new Set((await index.search(plan, { text: '', vector }, LIMIT)).map(({ chunkId }) => chunkId));
        wanted += near.length;
        found += near.filter(({ id }) => hits.has(id)).length;
      }
      console.log({ passages: PASSAGES, share, visible: visible.length, recall: Number((found / wanted).toFixed(4)) });
      expect(found / wanted).toBeGreaterThanOrEqual(LEAST_RECALL);
    },
  );
});
