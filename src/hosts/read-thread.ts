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
import type { Received, Scored } from '../../ingest/stages.ts';
import { serve } from '../threads.ts';

export type ReadRequest =
  | { readonly op: 'read'; readonly received: Received; readonly metadata: DocumentMetadata }
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
const reader = createReader({ sandbox, classifier: createSignalClassifier() });

async function handle(request: ReadRequest): Promise<ReadReply> {
  if (request.op === 'warm') {
    sandbox.warm();
    return { outcome: 'done' };
  }
  if (request.op === 'close') {
    await sandbox.close();
    return { outcome: 'done' };
  }
  try {
    return { outcome: 'scored', scored: await reader.read(request.received, request.metadata) };
  } catch (error) {
    if (error instanceof UnreadableDocument)
      return { outcome: 'unreadable', code: error.code, publicText: error.publicText };
    if (error instanceof TooManyChunksError) return { outcome: 'too-many-chunks', limit: error.limit };
    throw error;
  }
}

serve(handle);
