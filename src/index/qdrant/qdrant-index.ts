/**
 * The index in Qdrant: one collection for all workspaces, told apart by a filter that every request has, and by a second look at what comes
 * back. It can be opened while Qdrant is away: documents are accepted meanwhile, and put when it is back.
 *
 * Whatever goes wrong between here and there is `index-unavailable`: there is no answer without the whole of it. Nothing is asked of a
 * collection before it is known that it filters as it has to.
 */
import type { QdrantClient } from '@qdrant/js-client-rest';
import type { Plan } from '../../../entitlements/plan.ts';
import type { EmbeddedQuestion, Hit, Rebuild, VectorIndex } from '../port.ts';
import { Breaker, type BreakerOptions } from './breaker.ts';
import { type Connection, connect, isOutage, reading } from './client.ts';
import { ensureAttributes, MAX_LIMIT } from './collection.ts';
import { toFilter } from './filter.ts';
import { livePlace, placeBeside, switchTo } from './generations.ts';
import { orUnavailable, type PassagesOptions, QdrantPassages } from './passages.ts';
import { attributesIn, hitsOf, queryOf, waysOf } from './query.ts';

export interface QdrantIndexOptions extends Connection, PassagesOptions {
  /**
   * Whether a collection is made where there is none. Not where something is served: an empty index would answer as if it were whole, and
   * has to be built by `rebuild`.
   */
  readonly mayCreate: boolean;
}

const BREAKER: BreakerOptions = { failures: 5, openMs: 5_000, isFailure: isOutage };

export class QdrantIndex extends QdrantPassages implements VectorIndex {
  readonly #breaker: Breaker;
  #isProbing = false;
  #isClosed = false;

  private constructor(client: QdrantClient, options: QdrantIndexOptions, breaker: Breaker) {
    super(client, options, livePlace(client, options, options.mayCreate), breaker);
    this.#breaker = breaker;
  }

  /** Opens it, and begins to see to the collection without waiting for that. */
  static open(options: QdrantIndexOptions, breaker: BreakerOptions = BREAKER): QdrantIndex {
    const index = new QdrantIndex(connect(options), options, new Breaker(breaker));
    index.#probe();
    return index;
  }

  async search(plan: Plan, question: EmbeddedQuestion, limit: number): Promise<readonly Hit[]> {
    if (plan.kind === 'nothing' || limit < 1) return [];
    const { workspace, condition } = plan;
    const { model, consistency } = this.options;
    const filter = toFilter(workspace, condition);
    const ways = waysOf(workspace, question, model, this.options);
    if (ways.length === 0) return [];
    return this.run(async (indexed) => {
      await ensureAttributes(this.client, indexed, attributesIn(filter));
      for (let asked = limit; ; asked *= 2) {
        const query = { ...queryOf(ways, filter, asked), consistency };
        const { points } = await reading('searching', () => this.client.query(this.place.name, query));
        const hits = hitsOf(workspace, points);
        // A passage that is there twice, of two generations, takes the place of another.
        if (hits.length >= limit || points.length < asked || asked * 2 > MAX_LIMIT) return hits.slice(0, limit);
      }
    });
  }

  async rebuild({ restart }: { readonly restart: boolean }): Promise<Rebuild> {
    const { client, options } = this;
    const place = await orUnavailable(() => placeBeside(client, options, restart));
    return {
      isResumed: place.isResumed,
      beside: new QdrantPassages(client, options, place, this.#breaker),
      switchOver: () => orUnavailable(() => switchTo(client, options.prefix, place.name)),
      close: async () => undefined,
    };
  }

  /** Asks Qdrant in the background when it is not: who is not ready is sent nothing else that would show that it is back. */
  isReady(): boolean {
    const { state } = this.#breaker;
    if (state === 'closed' && this.isEnsured) return true;
    if (state !== 'open') this.#probe();
    return false;
  }

  /** The client keeps idle connections for some seconds; they hold no process back. */
  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #probe(): void {
    if (this.#isProbing || this.#isClosed) return;
    this.#isProbing = true;
    const ask = () => reading('looking for Qdrant', () => this.client.getCollection(this.place.name));
    this.run(ask)
      // Whoever asks for something is told; nobody asked for this.
      .catch(() => undefined)
      .finally(() => {
        this.#isProbing = false;
      });
  }
}
