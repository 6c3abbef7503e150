/**
 * In how many answers a passage was of late: those to the last questions of a workspace that differ, of which nobody has more than a share. A
 * passage that answers many questions which have nothing to do with each other, of several people, and more of them than other passages
 * do, may have been made to be found. Bounded, in memory, and no text: directions of questions, ids of passages, and who asked.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Vector } from '../embedding/port.ts';
import type { InManyAnswers } from './detection.ts';
import { dot, relatedFrom, TURN, toUnit, type Unit } from './near-questions.ts';

/** Questions that are remembered, and of one person. */
const QUESTIONS = 256;
const QUESTIONS_SHARE = 32;
/** Of an answer, the first. */
const ANSWER_PASSAGES = 8;
/** Cosine from which two are one question that was asked again. */
const SAME = 0.98;
/** Of the pairs of questions, those that are taken for related: see `workspace-hubs.ts`. */
const RELATED_SHARE = 0.02;
/** Below these it isn't known what is ordinary. */
const MIN_QUESTIONS = 50;
const MIN_DOCUMENTS = 20;
/** Unrelated questions, and people who asked them, below which nothing is told. */
const AT_LEAST = 8;
const MIN_PEOPLE = 3;
/** Times what is ordinary; measured, see `docs/poisoning.md`. */
const MARGIN = 1.5;
/** What is ordinary is seen in the document after these: several may have been made to be found, and would stand for each other. */
const SET_ASIDE = 3;

/** A passage that left with an answer. */
export interface AnsweredPassage {
  readonly chunkId: string;
  readonly documentId: string;
  readonly generation: number;
  readonly ordinal: number;
}

interface Asked {
  readonly question: Unit;
  readonly by: string;
  readonly passages: readonly AnsweredPassage[];
}

interface Counted {
  readonly passage: AnsweredPassage;
  readonly answers: number;
  readonly people: number;
}

export class AnswerCounts {
  /** The oldest first. */
  readonly #asked: Asked[] = [];

  /**
   * An answer that was given. It takes the place of one to the same question, or of the oldest of the same person when they have their share, or of the
   * oldest: who asks without end displaces their own.
   */
  add(vector: Vector, by: string, passages: readonly AnsweredPassage[]): void {
    const question = toUnit(vector);
    const same = this.#asked.findIndex((one) => dot(one.question, question) >= SAME);
    const own = this.#asked.filter((one) => one.by === by).length;
    const ofOwn = own >= QUESTIONS_SHARE ? this.#asked.findIndex((one) => one.by === by) : -1;
    const oldest = this.#asked.length >= QUESTIONS ? 0 : -1;
    const gone = [same, ofOwn, oldest].find((at) => at >= 0);
    if (gone !== undefined) this.#asked.splice(gone, 1);
    this.#asked.push({ question, by, passages: passages.slice(0, ANSWER_PASSAGES) });
  }

  /** Whether it can be known what is ordinary. */
  get isEnough(): boolean {
    return this.#asked.length >= MIN_QUESTIONS;
  }

  /**
   * Passages that are in too many answers: of each document the worst. Some milliseconds, with others' turns between.
   *
   * @param alike cosine from which questions are related whatever else is asked: where all ask about one thing, the nearest pairs say nothing
   */
  async judge(alike: number): Promise<readonly { readonly passage: AnsweredPassage; readonly seen: InManyAnswers }[]> {
    const asked = [...this.#asked];
    if (!this.isEnough) return [];
    const documents = await worstOfDocuments(asked, alike);
    if (documents.length <= MIN_DOCUMENTS) return [];
    const ordinary = documents[SET_ASIDE]?.answers ?? 0;
    const bar = Math.max(AT_LEAST, Math.ceil(MARGIN * ordinary));
    return documents.slice(0, SET_ASIDE).flatMap(({ passage, answers, people }) => {
      if (answers < bar || people < MIN_PEOPLE) return [];
      const counts = { answers, compared: asked.length, people, ordinary };
      return [{ passage, seen: { kind: 'in-many-answers', passage: passage.ordinal, ...counts } }];
    });
  }
}

/** Of each document the passage that was in the answers to most unrelated questions; the worst first. */
async function worstOfDocuments(asked: readonly Asked[], alike: number): Promise<readonly Counted[]> {
  const questions = asked.map(({ question }) => question);
  const from = Math.min(alike, await relatedFrom(questions, RELATED_SHARE));
  const ofPassages = new Map<string, { readonly passage: AnsweredPassage; readonly answered: Asked[] }>();
  for (const one of asked)
    for (const passage of one.passages) {
      const known = ofPassages.get(passage.chunkId) ?? { passage, answered: [] };
      known.answered.push(one);
      ofPassages.set(passage.chunkId, known);
    }
  const worst = new Map<string, Counted>();
  for (const [i, { passage, answered }] of [...ofPassages.values()].entries()) {
    if (i % TURN === 0) await nextTurn();
    const unrelated = unrelatedOf(answered, from);
    const people = new Set(unrelated.map(({ by }) => by)).size;
    const { documentId } = passage;
    if (unrelated.length > (worst.get(documentId)?.answers ?? 0))
      worst.set(documentId, { passage, answers: unrelated.length, people });
  }
  return [...worst.values()].sort((a, b) => b.answers - a.answers);
}

/** Of those that are related one alone. */
function unrelatedOf(answered: readonly Asked[], from: number): readonly Asked[] {
  const counted: Asked[] = [];
  for (const one of answered)
    if (!counted.some(({ question }) => dot(question, one.question) > from)) counted.push(one);
  return counted;
}
