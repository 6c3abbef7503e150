/**
 * The thread in which documents are washed, cut and scored: work of seconds for a long document, and of nobody who waits for
 * an answer. Parsers run in their own processes behind it.
 */
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { createSignalClassifier } from '../../filters/injection/signal-classifier.ts';
import { TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import { createReader } from '../../ingest/pipeline.ts';
import { createSandbox, type SandboxOptions } from '../../ingest/sandbox.ts';
import type { DocumentMetadata } from '../../ingest/score.ts';
import type { Extracted, Received, Scored } from '../../ingest/stages.ts';
import { serve } from '../threads.ts';

/** A document is read and washed in two requests, so that each can be given its time. */
export type ReadRequest =
  | { readonly op: 'extract'; readonly received: Received }
  | { readonly op: 'wash'; readonly metadata: DocumentMetadata }
  | { readonly op: 'warm' | 'close' };

/** Errors lose their class between threads; those that are the document's fault travel as data. */
export type ReadReply =
  | { readonly outcome: 'scored'; readonly scored: Scored }
  | { readonly outcome: 'unreadable'; readonly code: UnreadableDocument['code']; readonly publicText: string }
  | { readonly outcome: 'too-many-chunks'; readonly limit: number }
  | { readonly outcome: 'done' };

// Who waits for an answer goes first. On Linux this is the priority of this thread alone and of the parsers that it starts;
// elsewhere it would be the whole service's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const sandbox = createSandbox(workerData as SandboxOptions);
const classifier = createSignalClassifier();
/** What was read and is to be washed next: one document at a time. */
let read: { readonly received: Received; readonly extracted: Extracted } | undefined;

async function wash(metadata: DocumentMetadata): Promise<Scored> {
  if (read === undefined) throw new Error('nothing was read that could be washed');
  const { received, extracted } = read;
  read = undefined;
  return createReader({ sandbox: { extract: async () => extracted }, classifier }).read(received, metadata);
}

async function handle(request: ReadRequest): Promise<ReadReply> {
  try {
    switch (request.op) {
      case 'extract':
        read = { received: request.received, extracted: await sandbox.extract(request.received) };
        return { outcome: 'done' };
      case 'wash':
        return { outcome: 'scored', scored: await wash(request.metadata) };
      case 'warm':
        sandbox.warm();
        return { outcome: 'done' };
      case 'close':
        await sandbox.close();
        return { outcome: 'done' };
    }
  } catch (error) {
    if (error instanceof UnreadableDocument)
      return { outcome: 'unreadable', code: error.code, publicText: error.publicText };
    if (error instanceof TooManyChunksError) return { outcome: 'too-many-chunks', limit: error.limit };
    throw error;
  }
}

serve(handle);
