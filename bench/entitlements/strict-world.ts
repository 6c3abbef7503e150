/**
 * A corpus in which the people of `cases.ts` may read what they are said to, and what a question of theirs must be answered with: the
 * rankings of everything, by words and by vectors, read from the index by somebody who may read all of it, each cut to what the raw facts
 * let them read, and fused.
 */
import Database from 'better-sqlite3';
import type { Broker } from '../../src/broker.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Embedder } from '../../src/embedding/port.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { fuseHybrid, MIN_DEPTH } from '../../src/index/fusion.ts';
import type { EmbeddedQuestion, VectorIndex } from '../../src/index/port.ts';
import type { Rulebook } from '../../src/policy/rulebook.ts';
import { planOf } from '../corpus/asker.ts';
import { named } from '../corpus/shape.ts';
import { afterChange, type Readable, readableBy, readersOf } from './cases.ts';

export interface WorldParts {
  readonly broker: Broker;
  readonly catalog: Catalog;
  readonly index: VectorIndex;
  /** The file that it searches: what is ranked alike is ordered by the numbers that passages have there. */
  readonly indexFile: string;
  readonly embedder: Embedder;
  readonly rulebook: Rulebook;
}

/** Passages by their numbers, best first. */
interface Rankings {
  readonly byWords: readonly number[];
  readonly byVectors: readonly number[];
}

interface Passage {
  readonly chunkId: string;
  readonly documentId: string;
}

/** Changes of entitlements on their way at the same time. */
const IN_FLIGHT = 4;

export class StrictWorld {
  readonly #broker: Broker;
  /** Owns everything. */
  readonly #owner: Caller;
  readonly #documents: readonly string[];
  readonly #passages: ReadonlyMap<number, Passage>;
  readonly #rankings: ReadonlyMap<string, Rankings>;
  #readable: Readable = new Map();

  private constructor(
    broker: Broker,
    owner: Caller,
    documents: readonly string[],
    passages: ReadonlyMap<number, Passage>,
    rankings: ReadonlyMap<string, Rankings>,
  ) {
    this.#broker = broker;
    this.#owner = owner;
    this.#documents = documents;
    this.#passages = passages;
    this.#rankings = rankings;
  }

  /** On a corpus of which `owner` owns every document. The last of `questions` is the one that the worst match worst. */
  static async make(
    { broker, catalog, index, indexFile, embedder, rulebook }: WorldParts,
    owner: Caller,
    questions: readonly string[],
  ): Promise<StrictWorld> {
    const passages = readPassages(indexFile);
    const numberOf = new Map([...passages].map(([number, { chunkId }]) => [chunkId, number]));
    const documents = (await catalog.store.read('SELECT id FROM documents ORDER BY rowid', [])).map(([id]) =>
      String(id),
    );
    const plan = await planOf({ catalog, rulebook }, owner);
    const rank = async (question: EmbeddedQuestion) =>
      (await index.search(plan, question, passages.size)).flatMap(({ chunkId }) => numberOf.get(chunkId) ?? []);
    const rankings = new Map<string, Rankings>();
    for (const text of questions) {
      const [vector] = await embedder.embed([text], 'query');
      const byWords = await rank({ text, vector: undefined });
      rankings.set(text, { byWords, byVectors: await rank({ text: '', vector }) });
    }
    const world = new StrictWorld(broker, owner, documents, passages, rankings);
    const ranked = rankings.get(questions.at(-1) ?? '')?.byWords ?? [];
    const byRelevance = [...new Set(ranked.map((number) => passages.get(number)?.documentId ?? ''))];
    const readable = readableBy(documents, byRelevance);
    await world.#entitle(
      documents.filter((id) => readersOf(readable, id).length > 0),
      readable,
    );
    return world;
  }

  /** Changes the labels of `count` documents, in and out of everybody's reach alike. */
  async change(count: number): Promise<void> {
    const { changed, readable } = afterChange(this.#documents, this.#readable, count);
    await this.#entitle(changed, readable);
  }

  /** The chunks with which a question must be answered, best first. */
  expected(reader: string, question: string, k: number): string[] {
    const theirs = this.#readable.get(reader) ?? new Set();
    const { byWords, byVectors } = this.#rankings.get(question) ?? { byWords: [], byVectors: [] };
    const cut = (ranking: readonly number[]) =>
      ranking.filter((number) => theirs.has(this.#passages.get(number)?.documentId ?? '')).slice(0, MIN_DEPTH);
    return fuseHybrid(cut(byWords), cut(byVectors), k).map((number) => this.#passages.get(number)?.chunkId ?? '');
  }

  /** Share of the documents that somebody may read. */
  share(reader: string): number {
    return (this.#readable.get(reader)?.size ?? 0) / this.#documents.length;
  }

  async #entitle(documents: readonly string[], readable: Readable): Promise<void> {
    for (let at = 0; at < documents.length; at += IN_FLIGHT) {
      await Promise.all(
        documents.slice(at, at + IN_FLIGHT).map((id) => {
          const readers = readersOf(readable, id).map((name) => named('user', name));
          return this.#broker.setEntitlements(this.#owner, id, { readers, deniers: [] });
        }),
      );
    }
    this.#readable = readable;
  }
}

function readPassages(indexFile: string): ReadonlyMap<number, Passage> {
  const db = new Database(indexFile, { readonly: true });
  const rows = db.prepare('SELECT id, chunk_id AS chunkId, document_id AS documentId FROM passage').all();
  db.close();
  return new Map(
    (rows as (Passage & { id: number })[]).map(({ id, chunkId, documentId }) => [id, { chunkId, documentId }]),
  );
}
