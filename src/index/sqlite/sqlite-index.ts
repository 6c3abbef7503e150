/**
 * The embedded index: one SQLite file a workspace, words by FTS5 with BM25, vectors by cosine, labels and attributes beside them,
 * searched and written in worker threads.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../../entitlements/plan.ts';
import type { EmbeddingModel } from '../../embedding/port.ts';
import { Thread } from '../../threads.ts';
import type {
  EmbeddedEntry,
  EmbeddedQuestion,
  Generations,
  Hit,
  IndexedPage,
  Listing,
  Rebuild,
  ResourceLabels,
  VectorIndex,
} from '../port.ts';
import { toSql } from './condition.ts';
import { prepareFolder, workspacesIn } from './files.ts';
import { Searchers } from './searchers.ts';
import { driverOf } from './vectors/driver.ts';
import { TUNING, type Tuning } from './vectors/tuning.ts';
import type { WriteRequest, WriteSetup } from './write-thread.ts';

export interface SqliteIndexOptions {
  /** Folder of the index files; it exists. */
  readonly folder: string;
  /** Threads that search. */
  readonly searchers: number;
  /** The model of all vectors; files that have those of another are refused until they are built anew. */
  readonly model: EmbeddingModel;
  /** Whether a workspace may have a new file: not where something of it is served, since then its file was lost. Absent: always. */
  readonly mayCreate?: (workspace: string) => Promise<boolean>;
}

const WORKSPACE_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

export class SqliteIndex implements VectorIndex {
  readonly #folder: string;
  readonly #model: EmbeddingModel;
  readonly #mayCreate: (workspace: string) => Promise<boolean>;
  readonly #searchers: Searchers;
  readonly #writer: Thread<WriteRequest, number>;
  readonly #opened = new Map<string, Promise<string>>();

  private constructor(
    { folder, model, mayCreate = async () => true }: SqliteIndexOptions,
    searchers: Searchers,
    writer: Thread<WriteRequest, number>,
  ) {
    this.#folder = folder;
    this.#model = model;
    this.#mayCreate = mayCreate;
    this.#searchers = searchers;
    this.#writer = writer;
  }

  static async open(options: SqliteIndexOptions, tuning: Tuning = TUNING): Promise<SqliteIndex> {
    const { searchers, model } = options;
    const [writer, searching] = await Promise.all([
      Thread.start<WriteRequest, number>('write-thread', import.meta.url, { model } satisfies WriteSetup),
      Searchers.start(searchers, { model, tuning }),
    ]);
    return new SqliteIndex(options, searching, writer);
  }

  async search(plan: Plan, question: EmbeddedQuestion, limit: number): Promise<readonly Hit[]> {
    if (plan.kind === 'nothing') return [];
    const { workspace, condition } = plan;
    const path = await this.#file(workspace);
    const compiled = { condition: toSql(condition), driver: driverOf(condition) };
    const chunkIds = await this.#searchers.search({ path, question, ...compiled, limit });
    return chunkIds.map((chunkId) => ({ chunkId }) as Hit);
  }

  async put(
    workspace: string,
    documentId: string,
    generation: number,
    entries: readonly EmbeddedEntry[],
  ): Promise<void> {
    await this.#writer.call({ op: 'put', path: await this.#file(workspace), documentId, generation, entries });
  }

  async relabel(workspace: string, documentId: string, labels: ReadonlyMap<string, ResourceLabels>): Promise<void> {
    await this.#writer.call({ op: 'relabel', path: await this.#file(workspace), documentId, labels });
  }

  async remove(workspace: string, documentId: string, which: Generations): Promise<void> {
    await this.#writer.call({ op: 'remove', path: await this.#file(workspace), documentId, which });
  }

  async count(workspace: string): Promise<number> {
    return this.#writer.call({ op: 'count', path: await this.#file(workspace) });
  }

  async list(workspace: string, listing: Listing): Promise<IndexedPage> {
    return this.#searchers.list(await this.#file(workspace), listing);
  }

  /** Built in the folder `next` beside the files that are searched. */
  async rebuild({ restart }: { readonly restart: boolean }): Promise<Rebuild> {
    const folder = join(this.#folder, 'next');
    const isResumed = await prepareFolder(folder, this.#model, restart);
    const beside = await SqliteIndex.open({ folder, searchers: 1, model: this.#model });
    return {
      ...{ isResumed, beside },
      switchOver: async () => {
        // Of a workspace of which nothing is served any more, nothing stays.
        const workspaces = new Set([...(await workspacesIn(this.#folder)), ...(await workspacesIn(folder))]);
        for (const workspace of workspaces) {
          // By the thread that writes beside: the one that writes here waits for the lock meanwhile.
          await beside.#writer.call({ op: 'replace', path: await beside.#file(workspace), of: this.#path(workspace) });
        }
        await beside.close();
        await rm(folder, { recursive: true });
      },
      close: () => beside.close(),
    };
  }

  isReady(): boolean {
    return !this.#writer.isGone && this.#searchers.isReady();
  }

  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#searchers.close()]);
  }

  #file(workspace: string): Promise<string> {
    let opened = this.#opened.get(workspace);
    if (!opened) {
      opened = this.#openFile(workspace);
      opened.catch(() => this.#opened.delete(workspace));
      this.#opened.set(workspace, opened);
    }
    return opened;
  }

  async #openFile(workspace: string): Promise<string> {
    const path = this.#path(workspace);
    await this.#writer.call({ op: 'open', path, mayCreate: await this.#mayCreate(workspace) });
    return path;
  }

  #path(workspace: string): string {
    if (!WORKSPACE_NAME.test(workspace))
      throw new Error('a workspace name is made of lower-case letters, digits and hyphens');
    return join(this.#folder, `${workspace}.db`);
  }
}
