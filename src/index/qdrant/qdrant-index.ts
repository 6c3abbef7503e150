/**
 * The index in Qdrant: one collection for all workspaces, told apart by a filter that every request has, and by a second look at what comes
 * back. It can be opened while Qdrant is away: documents are accepted meanwhile, and put when it is back.
 *
 * Whatever goes wrong between here and there is `index-unavailable`: there is no answer without the whole of it. Nothing is asked of a
 * collection before it is known that it filters as it has to.
 */
import type { QdrantClient } from '@qdrant/js-client-rest';
import type { Plan } from '../../../entitlements/plan.ts';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { Problem } from '../../problem.ts';
import type {
  EmbeddedEntry,
  EmbeddedQuestion,
  Generations,
  Hit,
  IndexedPage,
  Listing,
  ResourceLabels,
  VectorIndex,
} from '../port.ts';
import { Breaker, type BreakerOptions } from './breaker.ts';
import { asking, type Connection, connect, isOutage, QdrantFailure } from './client.ts';
import { type CollectionOptions, collectionName, ensureAttributes, ensureCollection, MAX_LIMIT } from './collection.ts';
import { toFilter } from './filter.ts';
import { listPassages } from './listing.ts';
import { pointsOf } from './points.ts';
import { attributesIn, hitsOf, queryOf, waysOf } from './query.ts';
import { batchesOf, ofDocument, ofWorkspace, partsOf, relabellings } from './writes.ts';

export interface QdrantIndexOptions extends Connection, CollectionOptions {
  /** What the name of the collection begins with. */
  readonly prefix: string;
  /** The model of all vectors; those of another are in another collection. */
  readonly model: EmbeddingModel;
  /** How many replicas have to agree on what is read. */
  readonly consistency: 'all' | 'majority' | 'quorum';
  readonly ordering: 'weak' | 'medium' | 'strong';
}

const BREAKER: BreakerOptions = { failures: 5, openMs: 5_000, isFailure: isOutage };
/** Operations in one request. */
const MAX_OPERATIONS = 100;

export class QdrantIndex implements VectorIndex {
  readonly #options: QdrantIndexOptions;
  readonly #client: QdrantClient;
  readonly #name: string;
  readonly #breaker: Breaker;
  /** Keys with an index, once the collection is known to be as it should. */
  #indexed: Promise<Set<string>> | undefined;
  #isEnsured = false;
  /** INVARIANT: once there was a collection, one that is gone is not made anew but to be filled: an empty one would answer as if it were whole. */
  #mayCreate = true;
  #isProbing = false;
  #isClosed = false;

  private constructor(options: QdrantIndexOptions, breaker: BreakerOptions) {
    this.#options = options;
    this.#client = connect(options);
    this.#name = collectionName(options.prefix, options.model);
    this.#breaker = new Breaker(breaker);
  }

  /** Opens it, and begins to see to the collection without waiting for that. */
  static open(options: QdrantIndexOptions, breaker: BreakerOptions = BREAKER): QdrantIndex {
    const index = new QdrantIndex(options, breaker);
    index.#probe();
    return index;
  }

  async search(plan: Plan, question: EmbeddedQuestion, limit: number): Promise<readonly Hit[]> {
    if (plan.kind === 'nothing' || limit < 1) return [];
    const { workspace, condition } = plan;
    const filter = toFilter(workspace, condition);
    const ways = waysOf(workspace, question, this.#options.model, this.#options);
    if (ways.length === 0) return [];
    return this.#do(async (indexed) => {
      await ensureAttributes(this.#client, this.#name, attributesIn(filter), indexed);
      const { consistency } = this.#options;
      for (let asked = limit; ; asked *= 2) {
        const query = { ...queryOf(ways, filter, asked), consistency };
        const { points } = await asking('searching', () => this.#client.query(this.#name, query));
        const hits = hitsOf(workspace, points);
        // A passage that is there twice, of two generations, takes the place of another.
        if (hits.length >= limit || points.length < asked || asked * 2 > MAX_LIMIT) return hits.slice(0, limit);
      }
    });
  }

  async put(
    workspace: string,
    documentId: string,
    generation: number,
    entries: readonly EmbeddedEntry[],
  ): Promise<void> {
    const { model, ordering } = this.#options;
    const points = pointsOf(workspace, documentId, generation, entries, model);
    const attributes = new Set(entries.flatMap((entry) => Object.keys(entry.attributes)));
    await this.#do(async (indexed) => {
      await ensureAttributes(this.#client, this.#name, attributes, indexed);
      // What stays is there all the time, and what goes is last: a put that was cut short is made whole by the next.
      for (const batch of batchesOf(points, model.dimension)) {
        const request = { points: batch, wait: true, ordering };
        await asking('putting passages', () => this.#client.upsert(this.#name, request));
      }
      const kept = points.map(({ id }) => id);
      await this.#delete(ofDocument(workspace, documentId, { only: generation }, kept));
    });
  }

  async relabel(workspace: string, documentId: string, labels: ReadonlyMap<string, ResourceLabels>): Promise<void> {
    const operations = relabellings(workspace, documentId, labels);
    const attributes = new Set([...labels.values()].flatMap((said) => Object.keys(said.attributes)));
    const { ordering } = this.#options;
    await this.#do(async (indexed) => {
      await ensureAttributes(this.#client, this.#name, attributes, indexed);
      for (const part of partsOf(operations, MAX_OPERATIONS)) {
        const request = { operations: [...part], wait: true, ordering };
        await asking('relabelling', () => this.#client.batchUpdate(this.#name, request));
      }
    });
  }

  async remove(workspace: string, documentId: string, which: Generations): Promise<void> {
    await this.#do(() => this.#delete(ofDocument(workspace, documentId, which)));
  }

  async count(workspace: string): Promise<number> {
    const request = { filter: ofWorkspace(workspace), exact: true };
    return this.#do(async () => {
      const { count } = await asking('counting', () => this.#client.count(this.#name, request));
      return count;
    });
  }

  async list(workspace: string, listing: Listing): Promise<IndexedPage> {
    const { consistency } = this.#options;
    return this.#do(() => listPassages(this.#client, this.#name, workspace, listing, consistency));
  }

  async clear(workspace: string): Promise<void> {
    this.#mayCreate = true;
    // A look at it that is under way may not make one.
    this.#forget();
    await this.#do(() => this.#delete(ofWorkspace(workspace)));
  }

  /** Asks Qdrant in the background when it is not: who is not ready is sent nothing else that would show that it is back. */
  isReady(): boolean {
    const { state } = this.#breaker;
    if (state === 'closed' && this.#isEnsured) return true;
    if (state !== 'open') this.#probe();
    return false;
  }

  /** The client keeps idle connections for some seconds; they hold no process back. */
  async close(): Promise<void> {
    this.#isClosed = true;
  }

  async #delete(filter: ReturnType<typeof ofWorkspace>): Promise<void> {
    const request = { filter, wait: true, ordering: this.#options.ordering };
    await asking('removing passages', () => this.#client.delete(this.#name, request));
  }

  async #do<Result>(work: (indexed: Set<string>) => Promise<Result>): Promise<Result> {
    try {
      return await this.#breaker.run(async () => work(await this.#ensure()));
    } catch (cause) {
      if (cause instanceof QdrantFailure && cause.status === 404) this.#forget();
      throw new Problem('index-unavailable', undefined, { cause });
    }
  }

  #ensure(): Promise<Set<string>> {
    const { model } = this.#options;
    this.#indexed ??= ensureCollection(this.#client, this.#name, model, this.#options, this.#mayCreate).then(
      (indexed) => {
        this.#isEnsured = true;
        this.#mayCreate = false;
        return indexed;
      },
      (error: unknown) => {
        this.#forget();
        throw error;
      },
    );
    return this.#indexed;
  }

  /** Somebody deleted the collection, or it was not to be had: it is looked for anew. */
  #forget(): void {
    this.#indexed = undefined;
    this.#isEnsured = false;
  }

  #probe(): void {
    if (this.#isProbing || this.#isClosed) return;
    this.#isProbing = true;
    const ask = () => asking('looking for Qdrant', () => this.#client.getCollection(this.#name));
    this.#do(ask)
      // Whoever asks for something is told; nobody asked for this.
      .catch(() => undefined)
      .finally(() => {
        this.#isProbing = false;
      });
  }
}
