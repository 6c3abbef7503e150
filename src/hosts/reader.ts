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
import type { ShadowReading } from '../classifiers/shadow.ts';
import type { ShadowSource } from '../intake/shadow.ts';
import { Thread } from '../threads.ts';
import { MODELS_FOLDER } from './project-root.ts';
import type { ReadReply, ReadRequest, ReadThreadData } from './read-thread.ts';
import type { Settings, ShadowSettings } from './settings.ts';

export interface ThreadReader extends Reader, ShadowSource {
  /** Starts a thread, its parser and its classifier ahead, so that the first document doesn't wait for them. Rejects when the classifier can't be had. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

interface ThreadReaderOptions extends SandboxOptions, Omit<ReadThreadData, 'sandbox' | 'shadow'> {
  readonly shadow?: ReadThreadData['shadow'];
  readonly washing?: WashingTime;
}

/** Longest time for washing, cutting and scoring a document that was read. */
interface WashingTime {
  readonly timeoutMs: number;
  /** More of it for each 1,000 units of text. */
  readonly timeoutMsPerKilobyte: number;
}

/** Without a model, the longest document that is not refused takes a third of the first on a slow machine; a model takes a third of the second. */
const DEFAULT_WASHING: WashingTime = { timeoutMs: 120_000, timeoutMsPerKilobyte: 240 };
/** Others' models take hundreds of milliseconds for a paragraph, here or elsewhere: that is no fault of the document. */
const PATIENT_WASHING: WashingTime = { timeoutMs: 120_000, timeoutMsPerKilobyte: 2_000 };

/** A shadow that does not see for itself that it is late is ended with its thread. */
const SHADOW_GRACE_MS = 5_000;

const MAX_EXTRACTED_BYTES = 64 * 1024 * 1024;

/** The reader that the settings name, of up to `workers` documents at a time. */
export function openReader(
  { readTimeoutMs, readMemoryBytes, classifier }: Pick<Settings, 'readTimeoutMs' | 'readMemoryBytes' | 'classifier'>,
  workers: number,
  shadow?: ShadowSettings,
): ThreadReader {
  return createThreadReader({
    ...{ workers, classifier, shadow, modelsFolder: MODELS_FOLDER },
    ...{ timeoutMs: readTimeoutMs, maxRssBytes: readMemoryBytes, maxOutputBytes: MAX_EXTRACTED_BYTES },
    ...((classifier.kind === 'transformers' || classifier.kind === 'endpoint') && { washing: PATIENT_WASHING }),
  });
}

/** Threads start with the first documents, or when they are told to. What they answer was made there by the steps that make it, and crosses over unchanged. */
export function createThreadReader(options: ThreadReaderOptions): ThreadReader {
  const { workers = 1, washing = DEFAULT_WASHING, classifier, shadow, modelsFolder, ...limits } = options;
  const data: ReadThreadData = { sandbox: { ...limits, workers: 1 }, classifier, modelsFolder, shadow };
  const idle = Array.from({ length: workers }, () => new ReadingThread(data, washing));
  const all = [...idle];
  const waiting: ((thread: ReadingThread) => void)[] = [];
  const shadows = new WeakMap<Scored, Promise<ShadowReading>>();
  const release = (thread: ReadingThread): void => {
    const next = waiting.shift();
    // The one that was used last is used first: others needn't start for it.
    if (next === undefined) idle.push(thread);
    else next(thread);
  };

  return {
    async read(received, metadata, thresholds) {
      const thread = idle.pop() ?? (await new Promise<ReadingThread>((resolve) => waiting.push(resolve)));
      let scored: Scored;
      try {
        scored = await thread.read(received, metadata, thresholds);
      } catch (error) {
        release(thread);
        throw error;
      }
      // Its thread has the document still, and takes the next one when its shadow is done.
      if (shadow === undefined) release(thread);
      else
        shadows.set(
          scored,
          thread.shadow(scored, shadow.timeoutMs).finally(() => release(thread)),
        );
      return scored;
    },
    shadowOf: (scored) => shadows.get(scored),
    async warm() {
      await idle.at(-1)?.warm();
    },
    async close() {
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}

/** One thread and its successors. Reads one document at a time. */
class ReadingThread {
  readonly #data: ReadThreadData;
  readonly #washing: WashingTime;
  #started: Promise<Thread<ReadRequest, ReadReply>> | undefined;

  constructor(data: ReadThreadData, washing: WashingTime) {
    this.#data = data;
    this.#washing = washing;
  }

  async warm(): Promise<void> {
    await this.#call({ op: 'warm' });
  }

  async read(...[received, metadata, thresholds]: Parameters<Reader['read']>): Promise<Scored> {
    const extracted = await this.#call({ op: 'extract', received });
    const { timeoutMs, timeoutMsPerKilobyte } = this.#washing;
    const reply =
      extracted.outcome === 'extracted'
        ? await this.#inTime(
            { op: 'wash', metadata, thresholds },
            timeoutMs + (timeoutMsPerKilobyte * extracted.units) / 1_000,
          )
        : extracted;
    switch (reply.outcome) {
      case 'scored':
        return reply.scored;
      case 'unreadable':
        throw new UnreadableDocument(reply.code, reply.publicText);
      case 'too-many-chunks':
        throw new TooManyChunksError(reply.limit);
      case 'extracted':
      case 'shadowed':
      case 'done':
        throw new Error('the reader is closed');
    }
  }

  /** What the shadow says of the document that was read last. Never rejects. */
  async shadow({ scoredBy }: Scored, timeoutMs: number): Promise<ShadowReading> {
    try {
      const reply = await this.#inTime({ op: 'shadow' }, timeoutMs + SHADOW_GRACE_MS);
      if (reply.outcome === 'shadowed') return reply.reading;
    } catch (error) {
      if (error instanceof UnreadableDocument) return { outcome: 'late', liveBy: scoredBy };
    }
    return { outcome: 'failed', liveBy: scoredBy };
  }

  async close(): Promise<void> {
    const thread = await this.#started;
    await thread?.call({ op: 'close' });
    await thread?.close();
  }

  async #inTime(request: ReadRequest, timeoutMs: number): Promise<ReadReply> {
    const own = this.#started;
    let isLate = false;
    const clock = setTimeout(async () => {
      isLate = true;
      this.#started = undefined;
      await (await own)?.close();
    }, timeoutMs);
    try {
      return await this.#call(request);
    } catch (error) {
      if (!isLate) throw error;
      const publicText = `looking for hidden instructions in the document takes longer than ${Math.round(timeoutMs)} ms`;
      throw new UnreadableDocument('extraction-timeout', publicText);
    } finally {
      clearTimeout(clock);
    }
  }

  /** A thread that is gone fails the document that it had; the next one gets a new thread. */
  async #call(request: ReadRequest): Promise<ReadReply> {
    this.#started ??= Thread.start('read-thread', import.meta.url, this.#data);
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
