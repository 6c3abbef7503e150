/**
 * What is visible and how near it is, by plain loops over everything. What a search should find follows from that, from the ranking by words of
 * all passages with the invisible ones taken out, and from the rule of fusion.
 */
import { type Condition, holds } from '../../entitlements/condition.ts';
import type { Vector } from '../../src/embedding/port.ts';
import type { Scored } from '../../src/index/fusion.ts';
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

  /** Numbers of the visible passages. */
  visible(condition: Condition): number[] {
    return this.#labels.flatMap((labelled, n) => (holds(condition, labelled) ? [n] : []));
  }

  /** All these by cosine; ties by number. */
  nearest(numbers: readonly number[], question: Vector): Scored[] {
    const found = numbers.map((id) => ({ id, score: cosine(this.#vectors[id] ?? question, question) }));
    return found.sort((one, other) => other.score - one.score || one.id - other.id);
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
