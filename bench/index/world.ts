/**
 * A world of passages for the index alone: made-up words, vectors in clusters, and labels under which some, few or hardly any are
 * visible, strewn over the whole or lying together far from what is asked. Every part of a passage follows from its number.
 */
import type { Condition, Labels } from '../../entitlements/condition.ts';
import type { EmbeddingModel, Vector } from '../../src/embedding/port.ts';
import { quantize } from '../../src/embedding/quantize.ts';
import type { EmbeddedEntry, EmbeddedQuestion } from '../../src/index/port.ts';
import { randomFrom } from '../corpus/random.ts';
import { wordAt, zipfRanks } from '../corpus/words.ts';

export const DIMENSION = 256;
export const MODEL: EmbeddingModel = { id: 'made-up', version: '1', dimension: DIMENSION, minSimilarity: -1 };

/** Clusters of vectors; a passage is in one, and in the collection of that number. */
export const CLUSTERS = 1_000;
const WORDS_A_PASSAGE = 60;
/** How far a vector strays from the centre of its cluster: two of one cluster have a cosine of about 0.6. */
const SPREAD = 0.8;

/** Shares of the passages that are visible. */
export const SHARES = [1, 0.1, 0.01, 0.001] as const;
export type Share = (typeof SHARES)[number];
/** How the visible ones lie. */
export type Layout = 'scattered' | 'far';

/** Numbers of the audiences that a passage's readers are, by share: one in ten, one in a hundred, one in a thousand, the rest. */
const AUDIENCE = { 0.1: 11, 0.01: 12, 0.001: 13 } as const;
const OTHERS = 14;

/** Draws ranks by whichever generator is `current`: the table behind it is large, and one for all passages. */
const words = { current: randomFrom(0) };
const nextRank = zipfRanks(() => words.current());

/** The centre of a cluster, or a point at random: normally distributed in each dimension. */
function gaussian(random: () => number): Float32Array {
  const point = new Float32Array(DIMENSION);
  for (let i = 0; i < DIMENSION; i += 2) {
    // Box and Muller's transform gives two at a time.
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    point[i] = radius * Math.cos(angle);
    point[i + 1] = radius * Math.sin(angle);
  }
  return point;
}

const CENTRES = Array.from({ length: CLUSTERS }, (_, cluster) => gaussian(randomFrom(1_000_003 + cluster)));

function near(cluster: number, random: () => number): Vector {
  const centre = CENTRES[cluster] ?? new Float32Array(DIMENSION);
  const vector = quantize(gaussian(random).map((noise, i) => (centre[i] ?? 0) + SPREAD * noise));
  if (vector === undefined) throw new Error('a vector without a direction');
  return vector;
}

export const clusterOf = (n: number): number => Math.floor(randomFrom(n)() * CLUSTERS);

/** The vector of passage `n`. */
export function vectorOf(n: number): Vector {
  return near(clusterOf(n), randomFrom(2_000_003 + n));
}

function labelsOf(n: number): Labels {
  const drawn = randomFrom(3_000_003 + n)();
  const readers =
    drawn < 0.1 ? AUDIENCE[0.1] : drawn < 0.11 ? AUDIENCE[0.01] : drawn < 0.111 ? AUDIENCE[0.001] : OTHERS;
  return {
    kind: 0,
    readers,
    deniers: 0,
    owner: 1 + (n % 97),
    collection: clusterOf(n),
    classification: n % 3,
    risk: 0,
    score: 0,
  };
}

export function passage(n: number): EmbeddedEntry {
  words.current = randomFrom(4_000_003 + n);
  const text = Array.from({ length: WORDS_A_PASSAGE }, () => wordAt(nextRank())).join(' ');
  return {
    ...{ chunkId: String(n), resourceId: `r${n}`, title: '', headings: [], text, attributes: {} },
    ...{ labels: labelsOf(n), vector: vectorOf(n) },
  };
}

/** A question: a point near one cluster, and a rare, a middling and a common word. Where the visible lies far, all ask of cluster 0. */
export function questionOf(n: number, layout: Layout): EmbeddedQuestion & { readonly vector: Vector } {
  const random = randomFrom(5_000_003 + n);
  const drawn = Math.floor(random() * CLUSTERS);
  const cluster = layout === 'far' ? 0 : drawn;
  const words = [20_000 + random() * 20_000, 200 + random() * 800, 5 + random() * 15].map((rank) =>
    wordAt(Math.floor(rank)),
  );
  return { text: words.join(' '), vector: near(cluster, random) };
}

/** Clusters, the furthest from the centre of cluster 0 first. */
const FURTHEST = (() => {
  const from = CENTRES[0] ?? new Float32Array(DIMENSION);
  const similarity = CENTRES.map((centre) => centre.reduce((sum, x, i) => sum + x * (from[i] ?? 0), 0));
  return similarity.map((_, other) => other).sort((one, other) => (similarity[one] ?? 0) - (similarity[other] ?? 0));
})();

/** A condition of the shape that plans have, under which `share` of the passages are visible. Another `variant` is another asker's, who sees the same. */
export function conditionFor(share: Share, layout: Layout, variant = 0): Condition {
  const within: Condition =
    share === 1
      ? { op: 'is-one-of', label: 'readers', values: [...Object.values(AUDIENCE), OTHERS] }
      : layout === 'scattered'
        ? { op: 'is-one-of', label: 'readers', values: [AUDIENCE[share]] }
        : { op: 'is-one-of', label: 'collection', values: FURTHEST.slice(0, share * CLUSTERS) };
  return {
    op: 'and',
    all: [
      { op: 'at-most', label: 'risk', value: 1 },
      { op: 'at-most', label: 'classification', value: 2 },
      { op: 'not', not: { op: 'is-one-of', label: 'deniers', values: [1_000 + variant] } },
      { op: 'or', any: [within, { op: 'is-one-of', label: 'owner', values: [98] }] },
    ],
  };
}
