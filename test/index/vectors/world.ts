/**
 * A small world of passages, and the search in it by brute force: nothing here shares code with the index but the reading of a condition.
 */
import { type Condition, holds, type Labels } from '../../../entitlements/condition.ts';
import type { Plan } from '../../../entitlements/plan.ts';
import type { EmbeddedEntry, EmbeddedQuestion } from '../../../src/index/port.ts';

export const MODEL = { id: 'small', version: '1', dimension: 8, minSimilarity: 0.2 } as const;

/** So small that a handful of passages is searched as millions are. */
export const EAGER = { exactUpTo: 6, minCandidates: 10, behindFrom: 3, slice: 7 };

/** Directions whose cosines with each other differ by more than rounding does. */
const DIRECTIONS = 24;

/** Numbers below 1 that look random and are the same every time. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

export const direction = (seed: number, dimension: number = MODEL.dimension): Int8Array => {
  const next = sequence(seed * 7_919 + 1);
  next();
  return Int8Array.from({ length: dimension }, () => Math.round(next() * 254 - 127));
};

export const ANY_DIRECTIONS = Array.from({ length: DIRECTIONS }, (_, i) => direction(i + 1));

export interface Put {
  readonly documentId: string;
  readonly entry: EmbeddedEntry;
}

/** Everybody may read it. */
export const OPEN: Labels = {
  ...{ kind: 0, readers: 1, deniers: 0, owner: 1, collection: 1, classification: 0, risk: 0, score: 0 },
};

export const entryOf = (chunkId: string, more: Partial<EmbeddedEntry>): EmbeddedEntry => ({
  ...{ chunkId, resourceId: `resource-of-${chunkId}`, title: 'Untitled', headings: [], text: 'alpha' },
  ...{ labels: OPEN, attributes: {}, vector: undefined, ...more },
});

export const planFor = (workspace: string, condition: Condition) =>
  ({ workspace, kind: 'matching', condition }) as unknown as Plan;

export const EVERYTHING: Condition = { op: 'at-most', label: 'risk', value: 2 };

/** A question that no word answers. */
export const inVectors = (vector: Int8Array): EmbeddedQuestion => ({ text: '', vector });

export function cosine(one: Int8Array, other: Int8Array): number {
  let [product, ofOne, ofOther] = [0, 0, 0];
  for (const [i, component] of one.entries()) {
    const its = other[i] ?? 0;
    product += component * its;
    ofOne += component ** 2;
    ofOther += its ** 2;
  }
  return product / Math.sqrt(ofOne * ofOther);
}

/** Chunks of what is visible and similar enough, most similar first; ties by what was put first. */
export function bruteForce(world: readonly Put[], condition: Condition, question: Int8Array): readonly string[] {
  return world
    .map(({ documentId, entry }, order) => ({ documentId, entry, order, similarity: similarityOf(entry, question) }))
    .filter(({ documentId, entry }) => holds(condition, { ...entry, documentId }))
    .filter(({ similarity }) => similarity >= MODEL.minSimilarity)
    .sort((one, other) => other.similarity - one.similarity || one.order - other.order)
    .map(({ entry }) => entry.chunkId);
}

const similarityOf = ({ vector }: EmbeddedEntry, question: Int8Array) =>
  vector === undefined ? Number.NEGATIVE_INFINITY : cosine(vector, question);
