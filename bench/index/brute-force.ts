/**
 * What a search should find, by plain loops over everything: cosines of all visible vectors, and the ranking by words of all passages
 * with the invisible ones taken out. It shares nothing with the index but the ranking by words and the rule of fusion.
 */
import { type Condition, holds } from '../../entitlements/condition.ts';
import type { Vector } from '../../src/embedding/port.ts';
import { passage, vectorOf } from './world.ts';

/** Everything in memory. */
export class Everything {
  readonly #vectors: readonly Vector[];
  readonly #labels;

  constructor(passages: number) {
    this.#vectors = Array.from({ length: passages }, (_, n) => vectorOf(n));
    this.#labels = Array.from({ length: passages }, (_, n) => {
      const { labels, attributes, resourceId } = passage(n);
      return { labels, attributes, resourceId, documentId: '' };
    });
  }

  get size(): number {
    return this.#vectors.length;
  }

  /** Numbers of the visible passages. */
  visible(condition: Condition): number[] {
    return this.#labels.flatMap((labelled, n) => (holds(condition, labelled) ? [n] : []));
  }

  /** The nearest of these by cosine, at most `depth`; ties by number. */
  nearest(numbers: readonly number[], question: Vector, depth: number): number[] {
    const found = numbers.map((n) => ({ n, similarity: cosine(this.#vectors[n] ?? question, question) }));
    found.sort((one, other) => other.similarity - one.similarity || one.n - other.n);
    return found.slice(0, depth).map(({ n }) => n);
  }
}

function cosine(one: Vector, other: Vector): number {
  let [dot, ones, others] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    const [a, b] = [one[i] ?? 0, other[i] ?? 0];
    dot += a * b;
    ones += a * a;
    others += b * b;
  }
  return dot / Math.sqrt(ones * others);
}
