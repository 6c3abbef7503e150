/**
 * Answers to the questions of a collection, by nearness alone, and the documents that are told of for being in too many of them. A document can be
 * put beside the others for a while.
 */
import { AnswerCounts } from '../../src/detections/answer-counts.ts';
import { dot, toUnit, type Unit } from '../../src/detections/near-questions.ts';
import type { Vector } from '../../src/embedding/port.ts';

const K = 8;
const QUESTIONS = 256;
/** Who ask, in turn: each has less than their share. */
const PEOPLE = 10;
const OTHER = 'made-up';

interface Hit {
  readonly chunkId: string;
  readonly documentId: string;
  readonly by: number;
}

export class Answers {
  readonly #alike: number;
  readonly #questions: readonly { readonly vector: Vector; readonly unit: Unit; readonly hits: readonly Hit[] }[];

  /** @param documents the vectors of the passages of each */
  constructor(documents: readonly (readonly Vector[])[], questions: readonly Vector[], alike: number) {
    this.#alike = alike;
    const passages = documents.flatMap((vectors, d) =>
      vectors.map((vector, p) => ({ chunkId: `${d}/${p}`, documentId: `${d}`, unit: toUnit(vector) })),
    );
    this.#questions = questions.slice(0, QUESTIONS).map((vector) => {
      const unit = toUnit(vector);
      const hits = passages.map(({ unit: other, ...ids }) => ({ ...ids, by: dot(unit, other) }));
      return { vector, unit, hits: best(hits) };
    });
  }

  /** Documents of the collection that are told of, and whether the one is that stands beside them. */
  async told(beside: readonly Vector[] = []): Promise<{ readonly ordinary: number; readonly isTold: boolean }> {
    const counts = new AnswerCounts();
    const units = beside.map(toUnit);
    for (const [i, { vector, unit, hits }] of this.#questions.entries()) {
      const others = units.map((other, p) => ({ chunkId: `${OTHER}/${p}`, documentId: OTHER, by: dot(unit, other) }));
      const passages = best([...hits, ...others]).map((hit) => ({ ...hit, generation: 1, ordinal: 0 }));
      counts.add(vector, `user:u${i % PEOPLE}`, passages);
    }
    const told = (await counts.judge(this.#alike)).map(({ passage }) => passage.documentId);
    return { ordinary: told.filter((id) => id !== OTHER).length, isTold: told.includes(OTHER) };
  }
}

const best = (hits: readonly Hit[]): readonly Hit[] => [...hits].sort((a, b) => b.by - a.by).slice(0, K);
