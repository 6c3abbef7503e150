/**
 * A reader of documents in a thread of its own.
 */
import { TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import type { Reader } from '../../ingest/pipeline.ts';
import type { SandboxOptions } from '../../ingest/sandbox.ts';
import { Thread } from '../threads.ts';
import type { ReadReply, ReadRequest } from './read-thread.ts';

export interface ThreadReader extends Reader {
  /** Starts the thread and a first parser ahead, so that the first document doesn't wait for them. */
  warm(): void;
  close(): Promise<void>;
}

/** A reader whose thread starts with the first document, or when it is told to. What it answers was made there by the steps that make it, and crosses over unchanged. */
export function createThreadReader(options: SandboxOptions): ThreadReader {
  let started: Promise<Thread<ReadRequest, ReadReply>> | undefined;

  /** A thread that is gone fails the documents that it had; the next one gets a new thread. */
  async function call(request: ReadRequest): Promise<ReadReply> {
    started ??= Thread.start('read-thread', import.meta.url, options);
    const own = started;
    try {
      return await (await own).call(request);
    } catch (error) {
      const isGone = await own.then(
        (thread) => thread.isGone,
        () => true,
      );
      if (isGone && started === own) started = undefined;
      throw error;
    }
  }

  return {
    async read(received, metadata) {
      const reply = await call({ op: 'read', received, metadata });
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
    },
    warm() {
      // What is wrong with it, the first document says.
      call({ op: 'warm' }).catch(() => {});
    },
    async close() {
      const thread = await started;
      await thread?.call({ op: 'close' });
      await thread?.close();
    },
  };
}
