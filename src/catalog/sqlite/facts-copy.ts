/**
 * A copy of a workspace's facts in memory, to see what a change would do before it is made: the very batch that would be committed is
 * applied to the copy, and the very questions that decide are asked of it. It holds no text and no audit log, shows one moment of the
 * file, and nothing of it ever reaches the file.
 */
import { Thread } from '../../threads.ts';
import { type Batch, type CatalogStore, type Committed, type SqlValue, StoreUnavailable } from '../store.ts';
import { committed } from './applied.ts';
import type { FactsCopyOptions, FactsCopyReply, FactsCopyRequest, FactsCopySource } from './facts-copy-thread.ts';

export class FactsCopy implements CatalogStore {
  readonly #thread: Thread<FactsCopyRequest, FactsCopyReply>;

  private constructor(thread: Thread<FactsCopyRequest, FactsCopyReply>) {
    this.#thread = thread;
  }

  /**
   * Copies the facts of a workspace in the catalogue at `path` as they are now. Close it when the question is answered. Throws
   * {@link StoreUnavailable} when there is no such file, or it is not of this version.
   */
  static take({ path, migrationsFolder }: FactsCopyOptions, workspace: string): Promise<FactsCopy> {
    return FactsCopy.#of({ path, migrationsFolder, workspace });
  }

  /** A second copy, with what this one has now. */
  async fork(): Promise<FactsCopy> {
    const reply = await this.#call({ op: 'serialize' });
    if (reply.op !== 'serialize') throw new StoreUnavailable('the copy answered something else');
    return FactsCopy.#of({ bytes: reply.bytes });
  }

  static async #of(source: FactsCopySource): Promise<FactsCopy> {
    try {
      return new FactsCopy(await Thread.start('facts-copy-thread', import.meta.url, source));
    } catch (cause) {
      throw new StoreUnavailable('the facts can not be copied', { cause });
    }
  }

  async read(sql: string, params: readonly SqlValue[]): Promise<SqlValue[][]> {
    const reply = await this.#call({ op: 'read', sql, params });
    if (reply.op !== 'read') throw new StoreUnavailable('the copy answered something else');
    return reply.rows;
  }

  async commit(batch: Batch): Promise<Committed> {
    const reply = await this.#call({ op: 'commit', batch });
    if (reply.op !== 'commit') throw new StoreUnavailable('the copy answered something else');
    return committed(reply.applied);
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }

  #call(request: FactsCopyRequest): Promise<FactsCopyReply> {
    return this.#thread.call(request).catch((cause: unknown) => {
      throw new StoreUnavailable('the copy of the facts can not be used', { cause });
    });
  }
}
