/**
 * How many questions that have nothing to do with each other a passage is near, beside what is usual among other passages: passages that are
 * neighbours of far too many points are hubs (Radovanović, Nanopoulos and Ivanović, "Hubs in space", 2010). A passage is near a question when
 * their cosine is far above that of the question with ordinary passages, so that it makes no difference how the model spreads its vectors.
 * It is for one model; vectors alone, no text.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Vector } from '../embedding/port.ts';

/** Standard deviations above the mean from which a passage is near a question. */
const NEAR = 2.5;
/** Bars above what is the most among ordinary passages; measured, see `docs/poisoning.md`. */
const MARGIN = 1.5;
/** Questions or passages that are gone through before others have a turn: about a millisecond. */
export const TURN = 16;

/** A vector of length one. */
export type Unit = Float32Array;

export interface Nearness {
  /** Questions that are near it and unrelated to each other. */
  readonly near: number;
  readonly isHub: boolean;
}

/** What passages are held against. */
export class NearQuestions {
  /** Of the passages of reference, the most that one is near. */
  readonly ordinary: number;
  readonly compared: number;
  readonly #questions: readonly Unit[];
  readonly #usual: readonly Usual[];
  readonly #relatedFrom: number;
  readonly #atLeast: number;

  private constructor(
    questions: readonly Unit[],
    usual: readonly Usual[],
    relatedFrom: number,
    ordinary: number,
    atLeast: number,
  ) {
    this.#questions = questions;
    this.#usual = usual;
    this.#relatedFrom = relatedFrom;
    this.#atLeast = atLeast;
    this.ordinary = ordinary;
    this.compared = questions.length;
  }

  /**
   * @param reference ordinary passages; the more, the better it is known what is usual
   * @param relatedFrom cosine from which two questions are related; see {@link relatedFrom}
   * @param atLeast near questions below which nothing is a hub, whatever is usual
   */
  static async learn(
    questions: readonly Vector[],
    reference: readonly Vector[],
    relatedFrom: number,
    atLeast: number,
  ): Promise<NearQuestions> {
    const asked = questions.map(toUnit);
    const passages = reference.map(toUnit);
    const usual: Usual[] = [];
    for (const [i, question] of asked.entries()) {
      if (i % TURN === 0) await nextTurn();
      usual.push(usualOf(passages.map((passage) => dot(passage, question))));
    }
    const unlimited = new NearQuestions(asked, usual, relatedFrom, 0, atLeast);
    let ordinary = 0;
    for (const [i, passage] of passages.entries()) {
      if (i % TURN === 0) await nextTurn();
      ordinary = Math.max(ordinary, unlimited.#count(passage));
    }
    return new NearQuestions(asked, usual, relatedFrom, ordinary, atLeast);
  }

  judge(passage: Vector): Nearness {
    const near = this.#count(toUnit(passage));
    return { near, isHub: near >= Math.max(this.#atLeast, Math.ceil(MARGIN * this.ordinary)) };
  }

  /** The nearest first, and of those that are related one alone. */
  #count(passage: Unit): number {
    const near: { readonly question: Unit; readonly by: number }[] = [];
    for (const [i, question] of this.#questions.entries()) {
      const { mean, deviation } = this.#usual[i] ?? NOTHING_USUAL;
      const by = (dot(passage, question) - mean) / deviation;
      if (by > NEAR) near.push({ question, by });
    }
    const counted: Unit[] = [];
    for (const { question } of near.sort((a, b) => b.by - a.by))
      if (!counted.some((other) => dot(other, question) > this.#relatedFrom)) counted.push(question);
    return counted.length;
  }
}

/** Cosine above which two of these questions are taken for related: that of the nearest pairs, `share` of all. */
export async function relatedFrom(vectors: readonly (Vector | Unit)[], share: number): Promise<number> {
  const questions = vectors.map(toUnit);
  const cosines: number[] = [];
  for (const [i, question] of questions.entries()) {
    if (i % TURN === 0) await nextTurn();
    for (const other of questions.slice(0, i)) cosines.push(dot(question, other));
  }
  const sorted = Float64Array.from(cosines).sort();
  return sorted[Math.floor(sorted.length * (1 - share))] ?? 1;
}

/** Of the cosines of a question with ordinary passages. */
interface Usual {
  readonly mean: number;
  readonly deviation: number;
}

const NOTHING_USUAL: Usual = { mean: 0, deviation: Number.POSITIVE_INFINITY };
/** Where all are the same, nothing is far from them. */
const MIN_DEVIATION = 1e-3;

function usualOf(cosines: readonly number[]): Usual {
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const variance = cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / cosines.length;
  return { mean, deviation: Math.max(MIN_DEVIATION, Math.sqrt(variance)) };
}

export function toUnit(vector: Vector | Unit): Unit {
  let squares = 0;
  for (const component of vector) squares += component * component;
  const length = Math.sqrt(squares) || 1;
  return Float32Array.from(vector, (component) => component / length);
}

export function dot(a: Unit, b: Unit): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
