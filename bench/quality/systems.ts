/**
 * The systems that are compared, each through the product's own index: passages are put as the broker puts them, embedded from the text
 * that it embeds, and questions are asked with their words, their vector or both. A document of a collection is one passage.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Condition, Labels } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import { embedEntries } from '../../src/embedding/embed-entries.ts';
import type { Embedder } from '../../src/embedding/port.ts';
import type { EmbeddedQuestion } from '../../src/index/port.ts';
import { SqliteIndex } from '../../src/index/sqlite/sqlite-index.ts';
import type { Collection, Document } from './collection.ts';
import { mean, type Score, score } from './metrics.ts';
import { referenceBm25 } from './reference-bm25.ts';

/** Measured over so many queries. */
export interface Measured extends Score {
  readonly queries: number;
}

/** How good an index is when it is asked by words, by vectors and by both. */
export interface Hybrid {
  readonly bm25: Measured;
  readonly vectors: Measured;
  readonly hybrid: Measured;
}

/** The deepest that a metric looks. */
const DEPTH = 100;
/** Passages that are put together; with each the index is synced once. */
const BATCH = 1_000;
const WORKSPACE = 'quality';
const LABELS: Labels = {
  ...{ kind: 0, readers: 0, deniers: 0, owner: 0, collection: 0 },
  ...{ classification: 0, risk: 0, score: 0 },
};
const EVERYTHING: Condition = { op: 'at-most', label: 'risk', value: 0 };
/** Nobody is asking: the plan that policies would make for somebody who may read everything. */
const PLAN = { workspace: WORKSPACE, kind: 'matching', condition: EVERYTHING } as unknown as Plan;

/** The collection through an index of this embedder's vectors, in a folder for temporary files. */
export async function measureHybrid(collection: Collection, embedder: Embedder): Promise<Hybrid> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-quality-'));
  try {
    const index = await SqliteIndex.open({ folder, searchers: 1, model: embedder.model });
    try {
      await fill(index, collection.documents, embedder);
      const vectors = await embedder.embed(
        collection.queries.map(({ text }) => text),
        'query',
      );
      const measure = (ask: (text: string, vector: EmbeddedQuestion['vector']) => EmbeddedQuestion) =>
        measureWith(collection, async ({ text }, i) =>
          (await index.search(PLAN, ask(text, vectors[i]), DEPTH)).map(({ chunkId }) => chunkId),
        );
      return {
        bm25: await measure((text) => ({ text, vector: undefined })),
        vectors: await measure((_, vector) => ({ text: '', vector })),
        hybrid: await measure((text, vector) => ({ text, vector })),
      };
    } finally {
      await index.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The collection by {@link referenceBm25}. */
export async function measureReference(collection: Collection): Promise<Measured> {
  const rankings = referenceBm25(collection, DEPTH);
  return measureWith(collection, async (_, i) => rankings[i] ?? []);
}

async function fill(index: SqliteIndex, documents: readonly Document[], embedder: Embedder): Promise<void> {
  for (let from = 0; from < documents.length; from += BATCH) {
    const entries = documents.slice(from, from + BATCH).map(({ id, title, text }) => ({
      ...{ chunkId: id, resourceId: id, title, headings: [], text },
      ...{ labels: LABELS, attributes: {} },
    }));
    await index.put(WORKSPACE, `from-${from}`, 1, await embedEntries(embedder, entries));
  }
}

type Rank = (query: Collection['queries'][number], i: number) => Promise<readonly string[]>;

async function measureWith({ queries }: Collection, rank: Rank): Promise<Measured> {
  const scores: Score[] = [];
  for (const [i, query] of queries.entries()) scores.push(score(await rank(query, i), query.gains));
  return { ...mean(scores), queries: queries.length };
}
