/**
 * The threads that search, and the memory that they share. A search goes to the thread with the least to do; one that lacks codes waits until
 * they are read, and others go on meanwhile.
 */
import { Thread } from '../../threads.ts';
import type { IndexedPage, Listing } from '../port.ts';
import type { ListRequest, LoadRequest, SearchReply, SearchRequest, SearchSetup } from './search-thread.ts';
import type { CodesMemory } from './vectors/codes.ts';
import { SharedCodes } from './vectors/shared-codes.ts';

/** What is asked for; how it is searched is settled here. */
type Search = Omit<SearchRequest, 'op' | 'codes' | 'isPatient'>;

type Request = SearchRequest | LoadRequest | ListRequest;
type Searcher = Thread<Request, SearchReply>;

/** Times that a search waits for codes. After that it goes without. */
const MAX_WAITS = 2;

export class Searchers {
  readonly #threads: readonly Searcher[];
  readonly #codes: SharedCodes;

  private constructor(threads: readonly Searcher[]) {
    this.#threads = threads;
    this.#codes = new SharedCodes((path, codes) => this.#load(path, codes));
  }

  static async start(count: number, setup: SearchSetup): Promise<Searchers> {
    const starting = Array.from({ length: count }, () =>
      Thread.start<Request, SearchReply>('search-thread', import.meta.url, setup),
    );
    return new Searchers(await Promise.all(starting));
  }

  /** Ids of chunks, most relevant first. */
  async search(search: Search): Promise<readonly string[]> {
    const { path } = search;
    for (let wait = 0; ; wait++) {
      const isPatient = wait < MAX_WAITS;
      const reply = await this.#leastBusy().call({ op: 'search', ...search, codes: this.#codes.of(path), isPatient });
      if (reply.kind === 'found') {
        if (reply.isBehind) void this.#codes.bringUpToDate(path);
        return reply.chunkIds;
      }
      await this.#codes.bringUpToDate(path);
    }
  }

  /** A page of what the file has. */
  async list(path: string, listing: Listing): Promise<IndexedPage> {
    const reply = await this.#leastBusy().call({ op: 'list', path, listing });
    if (reply.kind !== 'listed') throw new Error(`not what was asked for: ${reply.kind}`);
    return reply.page;
  }

  isReady(): boolean {
    return !this.#threads.some((thread) => thread.isGone);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  async #load(path: string, codes: CodesMemory | undefined): Promise<CodesMemory> {
    const reply = await this.#leastBusy().call({ op: 'load', path, codes });
    if (reply.kind !== 'loaded') throw new Error(`not what was asked for: ${reply.kind}`);
    return reply.codes;
  }

  /** One that is gone has nothing to do, and is asked only when there is no other. */
  #leastBusy(): Searcher {
    const alive = this.#threads.filter((thread) => !thread.isGone);
    return (alive.length > 0 ? alive : this.#threads).reduce((least, thread) =>
      thread.load < least.load ? thread : least,
    );
  }
}
