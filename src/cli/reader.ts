/** Reading documents without a data folder: the way in up to the score, for `scan` and `doctor`. */
import { createSignalClassifier } from '../../filters/injection/signal-classifier.ts';
import { createReader } from '../../ingest/pipeline.ts';
import { createSandbox, SANDBOX_DEFAULTS } from '../../ingest/sandbox.ts';
import type { Received, Scored } from '../../ingest/stages.ts';
import type { CliSettings } from './shell.ts';

export interface DocumentReader {
  /** Throws `UnreadableDocument` when the document is at fault. */
  read(received: Received): Promise<Scored>;
  close(): Promise<void>;
}

/** Starts up to `workers` reading processes, each when it is needed. */
export function openReader(settings: CliSettings, workers: number): DocumentReader {
  const sandbox = createSandbox({
    workers,
    timeoutMs: settings.readTimeoutMs,
    maxRssBytes: settings.readMemoryBytes,
    maxOutputBytes: SANDBOX_DEFAULTS.maxOutputBytes,
  });
  const reader = createReader({ sandbox, classifier: createSignalClassifier() });
  return {
    read: (received) =>
      reader.read(received, { ...(received.fileName !== undefined && { fileName: received.fileName }) }),
    close: () => sandbox.close(),
  };
}
