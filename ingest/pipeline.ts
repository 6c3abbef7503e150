/**
 * The way in: receive → extract → sanitize → chunk → score → label → stage → index → activate. Receiving came before: the bytes
 * and what was asked for them are durable. Every step can be repeated, so whoever finds the work undone begins it anew.
 */
import type { InjectionClassifier } from '../filters/injection/classifier.ts';
import { chunk } from './chunk.ts';
import { type Labelled, type Labelling, label } from './label.ts';
import { sanitize } from './sanitize/sanitize.ts';
import { type DocumentMetadata, score } from './score.ts';
import type { Extracted, Received, Scored } from './stages.ts';

export interface ReadingParts {
  readonly sandbox: { extract(received: Received): Promise<Extracted> };
  readonly classifier: InjectionClassifier;
}

/** Reads documents: what a person would see of them, in passages, each with its risk. */
export interface Reader {
  /** Throws `UnreadableDocument` or `TooManyChunksError` when the document is at fault. */
  read(received: Received, metadata: DocumentMetadata): Promise<Scored>;
}

/** What the service around it does with a document that was read. */
export interface Ends<Staged, Outcome> {
  /** Keeps it for review. */
  hold(scored: Scored): Promise<Outcome>;
  /** Writes its text and rows, seen by nobody. */
  stage(labelled: Labelled): Promise<Staged>;
  index(staged: Staged): Promise<void>;
  /** Serves it. `undefined` when its labels changed meanwhile: it must be staged anew. */
  activate(staged: Staged): Promise<Outcome | undefined>;
}

/** A reader of these parts. Washing and scoring take processor time: a service keeps it off the thread that answers. */
export function createReader({ sandbox, classifier }: ReadingParts): Reader {
  return {
    async read(received, metadata) {
      const extracted = await sandbox.extract(received);
      const sanitized = sanitize(extracted);
      const chunked = chunk(sanitized);
      return score(chunked, classifier, metadata);
    },
  };
}

/** Takes a received document in. Throws `UnreadableDocument` when it can't be. */
export async function ingest<Staged, Outcome>(
  received: Received,
  metadata: DocumentMetadata,
  labelling: Labelling,
  reader: Reader,
  ends: Ends<Staged, Outcome>,
): Promise<Outcome> {
  const scored = await reader.read(received, metadata);
  if (isHeld(scored)) return ends.hold(scored);
  const labelled = label(scored, labelling);
  for (;;) {
    const staged = await ends.stage(labelled);
    await ends.index(staged);
    const outcome = await ends.activate(staged);
    if (outcome !== undefined) return outcome;
  }
}

/** Whether a document waits for review as a whole. A malicious row of a table stays out alone, and the other rows are served. */
function isHeld({ chunks, metadataRisk }: Scored): boolean {
  return (
    metadataRisk.verdict === 'malicious' ||
    chunks.some(({ row, risk }) => row === undefined && risk.verdict === 'malicious')
  );
}
