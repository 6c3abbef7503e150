/** What the parts of the contract share: a small world of passages, a model for their vectors, and ways to ask. */
import { expect } from 'vitest';
import type { Condition, Labelled, Labels } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { EmbeddingModel } from '../../src/embedding/port.ts';
import type { EmbeddedEntry, IndexEntry, IndexedPassage, Listing, VectorIndex } from '../../src/index/port.ts';

const EVERYONE: Labels = {
  kind: 0,
  readers: 1,
  deniers: 0,
  owner: 1,
  collection: 1,
  classification: 0,
  risk: 0,
  score: 0,
};
export const ANY: Condition = { op: 'at-most', label: 'risk', value: 2 };

/** An engine that makes an index for every attribute takes its time over all names of the corpus. */
export const LONG_MS = 180_000;

/** The model of the vectors here: small enough to write them by hand. */
export const CONTRACT_MODEL: EmbeddingModel = { id: 'contract', version: '1', dimension: 8, minSimilarity: 0.3 };

/** Plans are made in one place; the contract makes its own, to reach every condition. */
export const planFor = (workspace: string, condition: Condition) =>
  ({ workspace, kind: 'matching', condition }) as unknown as Plan;

/** A vector of the contract's model that begins so. */
export function vectorOf(beginning: readonly number[] | undefined): Int8Array | undefined {
  if (beginning === undefined) return undefined;
  const vector = new Int8Array(CONTRACT_MODEL.dimension);
  vector.set(beginning);
  return vector;
}

export const inWords = (text: string) => ({ text, vector: undefined });

export const entry = (
  chunkId: string,
  text: string,
  labels: Partial<Labels> = {},
  attributes: IndexEntry['attributes'] = {},
): EmbeddedEntry => ({
  chunkId,
  resourceId: `resource-of-${chunkId}`,
  title: 'Untitled',
  headings: [],
  text,
  labels: { ...EVERYONE, ...labels },
  attributes,
  vector: undefined,
});

export const asEntry = (
  chunkId: string,
  { resourceId, labels, attributes }: Labelled,
  text = 'alpha',
): EmbeddedEntry => ({
  ...entry(chunkId, text, labels, attributes),
  resourceId,
});

/** The entry as conditions see it. */
export const labelled = (documentId: string, { resourceId, labels, attributes }: IndexEntry): Labelled => ({
  documentId,
  resourceId,
  labels,
  attributes,
});

let counter = 0;
/** Of all suites together: they may be on one server. */
export const freshWorkspace = () => `contract-${++counter}`;

export async function find(index: VectorIndex, workspace: string, query: string, condition = ANY, limit = 100) {
  const hits = await index.search(planFor(workspace, condition), inWords(query), limit);
  return hits.map(({ chunkId }) => chunkId);
}

/** All that is listed, page by page, by the ids of chunks. */
export async function listed(index: VectorIndex, workspace: string, { limit = 2, ...of }: Partial<Listing> = {}) {
  const all: IndexedPassage[] = [];
  for (let after: string | undefined; ; ) {
    const { passages, next } = await index.list(workspace, { ...of, after, limit });
    expect(passages.length).toBeLessThanOrEqual(limit);
    all.push(...passages);
    if (next === undefined) return all.toSorted((one, two) => (one.chunkId < two.chunkId ? -1 : 1));
    after = next;
  }
}
