/**
 * What one workspace's passages and questions look like, in memory: a bounded sample of the vectors of each, from which it is known how many
 * unrelated questions an ordinary passage is near. It forgets all when the process ends, and holds no text.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.ts';
import { samplePassages } from '../catalog/served.ts';
import type { Embedder, Vector } from '../embedding/port.ts';
import type { NearManyQuestions } from './detection.ts';
import { NearQuestions, relatedFrom } from './near-questions.ts';
import { QUESTION_BANK } from './question-bank.ts';
import { Reservoir } from './reservoir.ts';

/** Passages that stand for the ordinary ones. */
export const REFERENCE = 400;
/** Below this it isn't known what is ordinary, and nothing is a hub. */
const MIN_REFERENCE = 100;
/** Of one document. */
const REFERENCE_SHARE = 4;
const QUESTIONS = 256;
const QUESTIONS_SHARE = 32;
const MIN_QUESTIONS = 50;
/** New ones after which what is usual is learned anew, as a share of those that were. */
const STALE_SHARE = 0.25;
/** Near questions below which nothing is a hub. */
export const AT_LEAST = { general: 19, asked: 5 } as const;
/**
 * Of the pairs of questions, those that are taken for related. The general ones have little to do with each other; those of a workspace are
 * all about its business, and what is unrelated there is nearer.
 */
export const RELATED_SHARE = { general: 0.004, asked: 0.02 } as const;
/** Of the pairs of general questions, those as near as which any two are about one thing, whatever a workspace's business is. */
export const ALIKE_SHARE = 0.001;
/** Passages of a document that are looked at, evenly spread over it. */
const MAX_PASSAGES = 200;
/** Texts that are embedded at a time when a workspace is met for the first time: ingestion has its turn between two. */
const BATCH = 8;
const PAUSE_MS = 5;

interface Learned {
  readonly vectors: readonly Vector[];
  readonly relatedFrom: number;
  readonly alikeFrom: number;
}

/** Questions of the package, by embedder: the same for all workspaces. */
export class GeneralQuestions {
  readonly #embedder: Embedder;
  #learned: Promise<Learned> | undefined;

  constructor(embedder: Embedder) {
    this.#embedder = embedder;
  }

  learned() {
    this.#learned ??= this.#learn().catch((error: unknown) => {
      this.#learned = undefined;
      throw error;
    });
    return this.#learned;
  }

  async #learn(): Promise<Learned> {
    const vectors = (await embedGently(this.#embedder, QUESTION_BANK, 'query')).filter(
      (vector) => vector !== undefined,
    );
    return {
      vectors,
      relatedFrom: await relatedFrom(vectors, RELATED_SHARE.general),
      alikeFrom: await relatedFrom(vectors, ALIKE_SHARE),
    };
  }
}

export interface JudgedPassage {
  readonly ordinal: number;
  readonly vector: Vector;
}

export class WorkspaceHubs {
  readonly #embedder: Embedder;
  readonly #general: GeneralQuestions;
  readonly #reference = new Reservoir<Vector>(REFERENCE, REFERENCE_SHARE);
  readonly #asked = new Reservoir<Vector>(QUESTIONS, QUESTIONS_SHARE);
  #isSampled = false;
  #judges: readonly Judge[] = [];
  #learnedFrom = { reference: 0, asked: 0 };

  constructor(embedder: Embedder, general: GeneralQuestions) {
    this.#embedder = embedder;
    this.#general = general;
  }

  /** A question that somebody asked. Takes no time. */
  asked(vector: Vector, by: string): void {
    this.#asked.add(vector, by);
  }

  /**
   * The passage of a document that is nearest to most unrelated questions, if it is near more than ordinary ones are. `isOver` says when the
   * document's time is over: passages after that are not looked at. What is not seen as a hub is ordinary from then on.
   */
  async judge(
    catalog: Catalog,
    workspace: string,
    documentId: string,
    all: readonly JudgedPassage[],
    isOver: () => boolean,
  ): Promise<NearManyQuestions | undefined> {
    await this.#sample(catalog, workspace, documentId);
    await this.#learn();
    const every = Math.max(1, Math.ceil(all.length / MAX_PASSAGES));
    const passages = all.filter((_, i) => i % every === 0);
    const found: NearManyQuestions[] = [];
    for (const { ordinal, vector } of passages) {
      if (isOver()) break;
      const seen = this.#judges.flatMap(({ questions, near }) => {
        const nearness = near.judge(vector);
        if (!nearness.isHub) return [];
        const { compared, ordinary } = near;
        const counts = { compared, near: nearness.near, ordinary };
        return [{ kind: 'near-many-questions', passage: ordinal, passages: 0, questions, ...counts } as const];
      });
      if (seen[0]) found.push(seen[0]);
      else this.#reference.add(vector, documentId);
      await sleep(0);
    }
    const [worst] = found.sort((a, b) => b.near / (b.ordinary + 1) - a.near / (a.ordinary + 1));
    return worst && { ...worst, passages: found.length };
  }

  /** Once: what the workspace had before this process met it. */
  async #sample(catalog: Catalog, workspace: string, except: string): Promise<void> {
    if (this.#isSampled) return;
    this.#isSampled = true;
    const passages = await samplePassages(catalog, workspace, REFERENCE / 2, except);
    const texts = passages.map(({ title, text }) => `${title}\n${text}`);
    const vectors = await embedGently(this.#embedder, texts, 'passage');
    for (const [i, { documentId: from }] of passages.entries()) {
      const vector = vectors[i];
      if (vector !== undefined) this.#reference.add(vector, from);
    }
  }

  /** Learns anew what is usual when enough has come since it was learned. */
  async #learn(): Promise<void> {
    const now = { reference: this.#reference.came, asked: this.#asked.came };
    const reference = this.#reference.items();
    if (reference.length < MIN_REFERENCE) return;
    const was = this.#learnedFrom;
    const isFresh = (key: keyof typeof now) => now[key] <= was[key] * (1 + STALE_SHARE);
    if (this.#judges.length > 0 && isFresh('reference') && isFresh('asked')) return;
    const { vectors, relatedFrom: from } = await this.#general.learned();
    const judges: Judge[] = [
      { questions: 'general', near: await NearQuestions.learn(vectors, reference, from, AT_LEAST.general) },
    ];
    const asked = this.#asked.items();
    if (asked.length >= MIN_QUESTIONS) {
      const related = await relatedFrom(asked, RELATED_SHARE.asked);
      judges.push({ questions: 'asked', near: await NearQuestions.learn(asked, reference, related, AT_LEAST.asked) });
    }
    this.#judges = judges;
    this.#learnedFrom = now;
  }
}

interface Judge {
  readonly questions: NearManyQuestions['questions'];
  readonly near: NearQuestions;
}

/** A few at a time, so that whoever embeds a passage or a question meanwhile hardly waits. */
async function embedGently(
  embedder: Embedder,
  texts: readonly string[],
  role: 'passage' | 'query',
): Promise<readonly (Vector | undefined)[]> {
  const vectors: (Vector | undefined)[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    vectors.push(...(await embedder.embed(texts.slice(from, from + BATCH), role)));
    await sleep(PAUSE_MS);
  }
  return vectors;
}
