/**
 * A reader of documents in threads of their own, each with one parser process behind it: as many documents at a time as there are
 * threads, and one that takes long holds up no other thread. Guarantees: washing and scoring have a limit of time, too, past
 * which the thread is ended and the document refused.
 */
import { TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import type { Reader } from '../../ingest/pipeline.ts';
import type { SandboxOptions } from '../../ingest/sandbox.ts';
import type { Scored } from '../../ingest/stages.ts';
import { Thread } from '../threads.ts';
import type { ReadReply, ReadRequest } from './read-thread.ts';

export interface ThreadReader extends Reader {
  /** Starts a thread and its parser ahead, so that the first document doesn't wait for them. */
  warm(): void;
  close(): Promise<void>;
}

interface ThreadReaderOptions extends SandboxOptions {
  /** Longest time for washing, cutting and scoring a document that was read. Default two minutes. */
  readonly washTimeoutMs?: number;
}

/** The longest document that is not refused takes a third of it on a slow machine. */
const DEFAULT_WASH_TIMEOUT_MS = 120_000;

/** Threads start with the first documents, or when they are told to. What they answer was made there by the steps that make it, and crosses over unchanged. */
export function createThreadReader(options: ThreadReaderOptions): ThreadReader {
  const { workers = 1, washTimeoutMs = DEFAULT_WASH_TIMEOUT_MS, ...limits } = options;
  const idle = Array.from({ length: workers }, () => new ReadingThread(limits, washTimeoutMs));
  const all = [...idle];
  const waiting: ((thread: ReadingThread) => void)[] = [];

  return {
    async read(received, metadata) {
      const thread = idle.pop() ?? (await new Promise<ReadingThread>((resolve) => waiting.push(resolve)));
      try {
        return await thread.read(received, metadata);
      } finally {
        const next = waiting.shift();
        // The one that was used last is used first: others needn't start for it.
        if (next === undefined) idle.push(thread);
        else next(thread);
      }
    },
    warm() {
      idle.at(-1)?.warm();
    },
    async close() {
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}

/** One thread and its successors. Reads one document at a time. */
class ReadingThread {
  readonly #limits: SandboxOptions;
  readonly #washTimeoutMs: number;
  #started: Promise<Thread<ReadRequest, ReadReply>> | undefined;

  constructor(limits: SandboxOptions, washTimeoutMs: number) {
    this.#limits = limits;
    this.#washTimeoutMs = washTimeoutMs;
  }

  warm(): void {
    // What is wrong with it, the first document says.
    this.#call({ op: 'warm' }).catch(() => {});
  }

  async read(...[received, metadata]: Parameters<Reader['read']>): Promise<Scored> {
    const extracted = await this.#call({ op: 'extract', received });
    const reply = extracted.outcome === 'done' ? await this.#inTime({ op: 'wash', metadata }) : extracted;
    switch (reply.outcome) {
      case 'scored':
        return reply.scored;
      case 'unreadable':
        throw new UnreadableDocument(reply.code, reply.publicText);
      case 'too-many-chunks':
        throw new TooManyChunksError(reply.limit);
      case 'done':
        throw new Error('the reader is closed');
    }
  }

  async close(): Promise<void> {
    const thread = await this.#started;
    await thread?.call({ op: 'close' });
    await thread?.close();
  }

  async #inTime(request: ReadRequest): Promise<ReadReply> {
    const own = this.#started;
    let isLate = false;
    const clock = setTimeout(async () => {
      isLate = true;
      this.#started = undefined;
      await (await own)?.close();
    }, this.#washTimeoutMs);
    try {
      return await this.#call(request);
    } catch (error) {
      if (!isLate) throw error;
      const publicText = `looking for hidden instructions in the document takes longer than ${this.#washTimeoutMs} ms`;
      throw new UnreadableDocument('extraction-timeout', publicText);
    } finally {
      clearTimeout(clock);
    }
  }

  /** A thread that is gone fails the document that it had; the next one gets a new thread. */
  async #call(request: ReadRequest): Promise<ReadReply> {
    this.#started ??= Thread.start('read-thread', import.meta.url, { ...this.#limits, workers: 1 });
    const own = this.#started;
    try {
      return await (await own).call(request);
    } catch (error) {
      const isGone = await own.then(
        (thread) => thread.isGone,
        () => true,
      );
      if (isGone && this.#started === own) this.#started = undefined;
      throw error;
    }
  }
}
