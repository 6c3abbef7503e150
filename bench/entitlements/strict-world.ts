/**
 * A corpus in which the people of `cases.ts` may read what they are said to, and what a question of theirs must be answered with: the
 * ranking of everything, read from the index by somebody who may read all of it, cut to what the raw facts let them read.
 */
import type { Broker } from '../../src/broker.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Caller } from '../../src/identity/caller.ts';
import type { VectorIndex } from '../../src/index/port.ts';
import type { Rulebook } from '../../src/policy/rulebook.ts';
import { planOf } from '../corpus/asker.ts';
import { named } from '../corpus/shape.ts';
import { afterChange, type Readable, readableBy, readersOf } from './cases.ts';

export interface WorldParts {
  readonly broker: Broker;
  readonly catalog: Catalog;
  readonly index: VectorIndex;
  readonly rulebook: Rulebook;
}

interface Found {
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
  readonly #rankings: ReadonlyMap<string, readonly Found[]>;
  #readable: Readable = new Map();

  private constructor(
    broker: Broker,
    owner: Caller,
    documents: readonly string[],
    rankings: ReadonlyMap<string, readonly Found[]>,
  ) {
    this.#broker = broker;
    this.#owner = owner;
    this.#documents = documents;
    this.#rankings = rankings;
  }

  /** On a corpus of which `owner` owns every document. The last of `questions` is the one that the worst match worst. */
  static async make(
    { broker, catalog, index, rulebook }: WorldParts,
    owner: Caller,
    questions: readonly string[],
  ): Promise<StrictWorld> {
    const read = (sql: string) => catalog.store.read(sql, []);
    const chunks = await read('SELECT id, document_id FROM chunks');
    const documentOf = new Map(chunks.map(([id, documentId]) => [String(id), String(documentId)]));
    const documents = (await read('SELECT id FROM documents ORDER BY rowid')).map(([id]) => String(id));
    const plan = await planOf({ catalog, rulebook }, owner);
    const rankings = new Map<string, readonly Found[]>();
    for (const question of questions) {
      const hits = await index.search(plan, question, chunks.length);
      rankings.set(
        question,
        hits.map(({ chunkId }) => ({ chunkId, documentId: documentOf.get(chunkId) ?? '' })),
      );
    }
    const world = new StrictWorld(broker, owner, documents, rankings);
    const byRelevance = [...new Set((rankings.get(questions.at(-1) ?? '') ?? []).map(({ documentId }) => documentId))];
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
    const ranking = this.#rankings.get(question) ?? [];
    return ranking
      .filter(({ documentId }) => theirs.has(documentId))
      .slice(0, k)
      .map(({ chunkId }) => chunkId);
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
