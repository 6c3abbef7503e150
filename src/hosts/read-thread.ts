/**
 * The thread in which documents are washed, cut and scored: work of seconds for a long document, and of nobody who waits for
 * an answer. Parsers run in their own processes behind it.
 */
import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import type { InjectionClassifier, Thresholds } from '../../filters/injection/classifier.ts';
import { TooManyChunksError } from '../../ingest/chunk.ts';
import { UnreadableDocument } from '../../ingest/formats/format.ts';
import { createReader } from '../../ingest/pipeline.ts';
import { createSandbox, type SandboxOptions } from '../../ingest/sandbox.ts';
import type { DocumentMetadata } from '../../ingest/score.ts';
import type { Extracted, Received, Scored } from '../../ingest/stages.ts';
import { type ShadowReading, timed } from '../classifiers/shadow.ts';
import { serve } from '../threads.ts';
import { openClassifier } from './classifier.ts';
import type { ClassifierSettings } from './classifier-settings.ts';
import type { ShadowSettings } from './settings.ts';
import { createShadowing } from './shadowing.ts';

/** What a thread is told when it starts. */
export interface ReadThreadData {
  readonly sandbox: SandboxOptions;
  readonly classifier: ClassifierSettings;
  readonly modelsFolder: string;
  /** Who scores beside the classifier. */
  readonly shadow: ShadowSettings | undefined;
}

/** A document is read and washed in two requests, so that each can be given its time. */
export type ReadRequest =
  | { readonly op: 'extract'; readonly received: Received }
  | { readonly op: 'wash'; readonly metadata: DocumentMetadata; readonly thresholds: Thresholds | undefined }
  /** The document that was washed last is scored by the shadow, too. */
  | { readonly op: 'shadow' | 'warm' | 'close' };

/** Errors lose their class between threads; those that are the document's fault travel as data. */
export type ReadReply =
  | { readonly outcome: 'scored'; readonly scored: Scored }
  | { readonly outcome: 'unreadable'; readonly code: UnreadableDocument['code']; readonly publicText: string }
  | { readonly outcome: 'too-many-chunks'; readonly limit: number }
  /** With the length of what was read, in UTF-16 units. */
  | { readonly outcome: 'extracted'; readonly units: number }
  | { readonly outcome: 'shadowed'; readonly reading: ShadowReading }
  | { readonly outcome: 'done' };

// Who waits for an answer goes first. On Linux this is the priority of this thread alone and of the parsers that it starts;
// elsewhere it would be the whole service's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { sandbox: limits, classifier: settings, modelsFolder, shadow } = workerData as ReadThreadData;
const shadowing = shadow && createShadowing(shadow, modelsFolder);
const sandbox = createSandbox(limits);
let opened: Promise<InjectionClassifier> | undefined;
/** What was read and is to be washed next: one document at a time. */
let read: { readonly received: Received; readonly extracted: Extracted } | undefined;

/** Loaded with the first document, or ahead of it. One that can't be had is looked for again with the next. */
function classifier(): Promise<InjectionClassifier> {
  opened ??= openClassifier(settings, modelsFolder).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** The classifier is loaded meanwhile: the time for washing a document is not spent on that. */
async function extract(received: Received): Promise<NonNullable<typeof read>> {
  const ready = classifier();
  ready.catch(() => {});
  const extracted = await sandbox.extract(received);
  await ready;
  return { received, extracted };
}

async function wash(metadata: DocumentMetadata, thresholds: Thresholds | undefined): Promise<Scored> {
  if (read === undefined) throw new Error('nothing was read that could be washed');
  const { received, extracted } = read;
  read = undefined;
  const live = timed(await classifier());
  const sandboxed = { extract: async () => extracted };
  const scored = await createReader({ sandbox: sandboxed, classifier: live.classifier }).read(
    received,
    metadata,
    thresholds,
  );
  shadowing?.remember({ received, extracted, metadata, scored, liveMs: live.spentMs() });
  return scored;
}

async function handle(request: ReadRequest): Promise<ReadReply> {
  try {
    switch (request.op) {
      case 'extract':
        read = await extract(request.received);
        return { outcome: 'extracted', units: unitsOf(read.extracted) };
      case 'wash':
        return { outcome: 'scored', scored: await wash(request.metadata, request.thresholds) };
      case 'shadow':
        if (shadowing === undefined) throw new Error('there is no shadow');
        return { outcome: 'shadowed', reading: await shadowing.read() };
      case 'warm':
        sandbox.warm();
        await classifier();
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

function unitsOf({ blocks }: Extracted): number {
  return blocks.reduce((sum, { runs }) => runs.reduce((inner, { text }) => inner + text.length, sum), 0);
}

serve(handle);
