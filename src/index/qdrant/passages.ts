/**
 * Passages in a collection of Qdrant. Whatever goes wrong is `index-unavailable`; nothing is asked before all is known to be as it should be.
 */
import type { QdrantClient } from '@qdrant/js-client-rest';
import { Problem } from '../../problem.ts';
import type { EmbeddedEntry, Generations, IndexedPage, Listing, PassageStore, ResourceLabels } from '../port.ts';
import type { Breaker } from './breaker.ts';
import { asking, QdrantFailure, reading } from './client.ts';
import { ensureAttributes, type Indexed } from './collection.ts';
import type { GenerationOptions, Place } from './generations.ts';
import { listPassages } from './listing.ts';
import { pointsOf } from './points.ts';
import { batchesOf, ofDocument, ofWorkspace, partsOf, relabellings } from './writes.ts';

export interface PassagesOptions extends GenerationOptions {
  /** How many replicas have to agree on what is read. */
  readonly consistency: 'all' | 'majority' | 'quorum';
  readonly ordering: 'weak' | 'medium' | 'strong';
}

/** Operations in one request. */
const MAX_OPERATIONS = 100;

export class QdrantPassages implements PassageStore {
  protected readonly client: QdrantClient;
  protected readonly options: PassagesOptions;
  protected readonly place: Place;
  readonly #breaker: Breaker;
  /** Once the collection is known to be as it should. */
  #indexed: Promise<Indexed> | undefined;
  #isEnsured = false;

  constructor(client: QdrantClient, options: PassagesOptions, place: Place, breaker: Breaker) {
    this.client = client;
    this.options = options;
    this.place = place;
    this.#breaker = breaker;
  }

  async put(
    workspace: string,
    documentId: string,
    generation: number,
    entries: readonly EmbeddedEntry[],
  ): Promise<void> {
    const { model, ordering } = this.options;
    const points = pointsOf(workspace, documentId, generation, entries, model);
    const attributes = new Set(entries.flatMap((entry) => Object.keys(entry.attributes)));
    await this.run(async (indexed) => {
      await ensureAttributes(this.client, indexed, attributes);
      // What stays is there all the time, and what goes is last: a put that was cut short is made whole by the next.
      for (const batch of batchesOf(points, model.dimension)) {
        const request = { points: batch, wait: true, ordering };
        await asking('putting passages', () => this.client.upsert(this.place.name, request));
      }
      const kept = points.map(({ id }) => id);
      await this.#delete(ofDocument(workspace, documentId, { only: generation }, kept));
    });
  }

  async relabel(workspace: string, documentId: string, labels: ReadonlyMap<string, ResourceLabels>): Promise<void> {
    const operations = relabellings(workspace, documentId, labels);
    const attributes = new Set([...labels.values()].flatMap((said) => Object.keys(said.attributes)));
    const { ordering } = this.options;
    await this.run(async (indexed) => {
      await ensureAttributes(this.client, indexed, attributes);
      for (const part of partsOf(operations, MAX_OPERATIONS)) {
        const request = { operations: [...part], wait: true, ordering };
        await asking('relabelling', () => this.client.batchUpdate(this.place.name, request));
      }
    });
  }

  async remove(workspace: string, documentId: string, which: Generations): Promise<void> {
    await this.run(() => this.#delete(ofDocument(workspace, documentId, which)));
  }

  async count(workspace: string): Promise<number> {
    const request = { filter: ofWorkspace(workspace), exact: true };
    return this.run(async () => {
      const { count } = await reading('counting', () => this.client.count(this.place.name, request));
      return count;
    });
  }

  async list(workspace: string, listing: Listing): Promise<IndexedPage> {
    const { model, consistency } = this.options;
    return this.run(() => listPassages(this.client, this.place.name, workspace, listing, model, consistency));
  }

  /** Whether the collection was as it should be when it was last looked at. */
  protected get isEnsured(): boolean {
    return this.#isEnsured;
  }

  /** Does it, or throws `index-unavailable`. */
  protected async run<Result>(work: (indexed: Indexed) => Promise<Result>): Promise<Result> {
    return orUnavailable(() => this.#breaker.run(() => this.#attempt(work)));
  }

  /** What is not there, or not as it was, may have been built anew since it was looked at: then all is done once more, where it now is. */
  async #attempt<Result>(work: (indexed: Indexed) => Promise<Result>): Promise<Result> {
    const isKnown = this.#indexed !== undefined;
    try {
      return await work(await this.#ensure());
    } catch (error) {
      if (!mayHaveMoved(error)) throw error;
      this.#forget();
      if (!isKnown) throw error;
      return await work(await this.#ensure());
    }
  }

  #ensure(): Promise<Indexed> {
    this.#indexed ??= this.place.ensure().then(
      (indexed) => {
        this.#isEnsured = true;
        return indexed;
      },
      (error: unknown) => {
        this.#forget();
        throw error;
      },
    );
    return this.#indexed;
  }

  #forget(): void {
    this.#indexed = undefined;
    this.#isEnsured = false;
  }

  async #delete(filter: ReturnType<typeof ofWorkspace>): Promise<void> {
    const request = { filter, wait: true, ordering: this.options.ordering };
    await asking('removing passages', () => this.client.delete(this.place.name, request));
  }
}

/** Does it, and throws `index-unavailable` for whatever goes wrong. */
export async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new Problem('index-unavailable', undefined, { cause });
  }
}

const mayHaveMoved = (error: unknown) =>
  error instanceof QdrantFailure && (error.status === 404 || error.status === 400);
