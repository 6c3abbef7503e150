/** Reading documents without a data folder, as `scan` and `doctor` do: the way in up to the score. */
import type { Reader } from '../../ingest/pipeline.ts';
import type { Received, Scored } from '../../ingest/stages.ts';

export interface DocumentReader {
  /** Throws `UnreadableDocument` when the document is at fault. */
  read(received: Received): Promise<Scored>;
  close(): Promise<void>;
}

/** A reader that knows of documents what a folder knows: their names. */
export function documentReader(reader: Reader & { close(): Promise<void> }): DocumentReader {
  return {
    read: (received) =>
      reader.read(received, { ...(received.fileName !== undefined && { fileName: received.fileName }) }),
    close: () => reader.close(),
  };
}
