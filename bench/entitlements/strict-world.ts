/**
 * A corpus in which the people of `cases.ts` may read what they are said to, and what a question of theirs must be answered with: the
 * rankings of everything, by words and by vectors, read from the index by somebody who may read all of it, each cut to what the raw facts
 * let them read, and fused.
 */
import type { Broker } from '../../src/broker.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Embedder } from '../../src/embedding/port.ts';
import type { Caller } from '../../src/identity/caller.ts';
import { type IndexedPassage, IndexFile, type Rankings, searchByHand } from '../corpus/index-file.ts';
import { named } from '../corpus/shape.ts';
import { afterChange, type Readable, readableBy, readersOf } from './cases.ts';

export interface WorldParts {
  readonly broker: Broker;
  readonly catalog: Catalog;
  /** Of the workspace's index. */
  readonly indexFile: string;
  readonly embedder: Embedder;
}

/** Changes of entitlements on their way at the same time. */
const IN_FLIGHT = 4;

export class StrictWorld {
  readonly #broker: Broker;
  /** Owns everything. */
  readonly #owner: Caller;
  readonly #documents: readonly string[];
  readonly #passages: ReadonlyMap<number, IndexedPassage>;
  readonly #rankings: ReadonlyMap<string, Rankings>;
  readonly #minSimilarity: number;
  #readable: Readable = new Map();

  private constructor(
    broker: Broker,
    owner: Caller,
    documents: readonly string[],
    passages: ReadonlyMap<number, IndexedPassage>,
    rankings: ReadonlyMap<string, Rankings>,
    minSimilarity: number,
  ) {
    this.#broker = broker;
    this.#owner = owner;
    this.#documents = documents;
    this.#passages = passages;
    this.#rankings = rankings;
    this.#minSimilarity = minSimilarity;
  }

  /** On a corpus of which `owner` owns every document. The last of `questions` is the one that the worst match worst. */
  static async make(
    { broker, catalog, indexFile, embedder }: WorldParts,
    owner: Caller,
    questions: readonly string[],
  ): Promise<StrictWorld> {
    const documents = (await catalog.store.read('SELECT id FROM documents ORDER BY rowid', [])).map(([id]) =>
      String(id),
    );
    const file = new IndexFile(indexFile);
    const passages = new Map(file.passages.map((passage) => [passage.id, passage]));
    const rankings = new Map<string, Rankings>();
    for (const text of questions) {
      const [vector] = await embedder.embed([text], 'query');
      rankings.set(text, file.rank({ text, vector }));
    }
    file.close();
    const world = new StrictWorld(broker, owner, documents, passages, rankings, embedder.model.minSimilarity);
    const ranked = rankings.get(questions.at(-1) ?? '')?.byAnyWord ?? [];
    const byRelevance = [...new Set(ranked.map(({ id }) => passages.get(id)?.documentId ?? ''))];
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
    const rankings = this.#rankings.get(question);
    if (rankings === undefined) throw new Error('nothing was ranked for this question');
    const isVisible = (id: number) => theirs.has(this.#passages.get(id)?.documentId ?? '');
    const ids = searchByHand(rankings, isVisible, this.#minSimilarity, k);
    return ids.map((id) => this.#passages.get(id)?.chunkId ?? '');
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
