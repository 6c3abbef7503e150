/**
 * The way in: receive → extract → sanitize → chunk → score → label → stage → index → activate. Receiving came before: the bytes
 * and what was asked for them are durable. Every step can be repeated, so whoever finds the work undone begins it anew.
 */
import { type Finding, isAtLeast } from '../filters/finding.ts';
import { type InjectionClassifier, judgedBy, type Thresholds } from '../filters/injection/classifier.ts';
import { chunk } from './chunk.ts';
import { fingerprint } from './fingerprint.ts';
import type { HoldFrom } from './hold-from.ts';
import { type Labelled, type Labelling, label } from './label.ts';
import { sanitize } from './sanitize/sanitize.ts';
import { type DocumentMetadata, isRowPlace, rowPlaces, score } from './score.ts';
import type { Extracted, Received, Scored } from './stages.ts';

export interface ReadingParts {
  readonly sandbox: { extract(received: Received): Promise<Extracted> };
  readonly classifier: InjectionClassifier;
}

/** Reads documents: what a person would see of them, in passages, each with its risk. */
export interface Reader {
  /**
   * Throws `UnreadableDocument` or `TooManyChunksError` when the document is at fault.
   *
   * @param thresholds from which scores are verdicts; absent: the classifier's own.
   */
  read(received: Received, metadata: DocumentMetadata, thresholds?: Thresholds): Promise<Scored>;
}

export interface Screening {
  readonly holdFrom: HoldFrom;
  /** {@link fingerprint} of what a reviewer saw and released. Absent or null: nobody did. */
  readonly released?: string | null;
  /** From which scores its passages are suspicious and malicious. Absent: the classifier's own. */
  readonly thresholds?: Thresholds | undefined;
}

/** What is to be done with a document: `review`: it is served while somebody looks at it; `released`: somebody did, and all of it is served. */
export type Screened = 'clean' | 'review' | 'held' | 'released';

/** What the service around it does with a document that was read. */
export interface Ends<Staged, Outcome> {
  /** Keeps it for review. */
  hold(scored: Scored): Promise<Outcome>;
  /** Writes its text and rows, seen by nobody. */
  stage(labelled: Labelled, screened: Exclude<Screened, 'held'>): Promise<Staged>;
  index(staged: Staged): Promise<void>;
  /** Serves it. `undefined` when its labels changed meanwhile: it must be staged anew. */
  activate(staged: Staged): Promise<Outcome | undefined>;
}

/** A reader of these parts. Washing and scoring take processor time: a service keeps it off the thread that answers. */
export function createReader({ sandbox, classifier }: ReadingParts): Reader {
  return {
    async read(received, metadata, thresholds) {
      const extracted = await sandbox.extract(received);
      const sanitized = sanitize(extracted);
      const chunked = chunk(sanitized);
      return score(chunked, thresholds === undefined ? classifier : judgedBy(classifier, thresholds), metadata);
    },
  };
}

/** Takes a received document in. Throws `UnreadableDocument` when it can't be. */
export async function ingest<Staged, Outcome>(
  received: Received,
  metadata: DocumentMetadata,
  labelling: Labelling,
  reader: Reader,
  screening: Screening,
  ends: Ends<Staged, Outcome>,
): Promise<Outcome> {
  const scored = await reader.read(received, metadata, screening.thresholds);
  const screened = screen(scored, screening);
  if (screened === 'held') return ends.hold(scored);
  const labelled = label(screened === 'released' ? trusted(scored) : scored, labelling);
  for (;;) {
    const staged = await ends.stage(labelled, screened);
    await ends.index(staged);
    const outcome = await ends.activate(staged);
    if (outcome !== undefined) return outcome;
  }
}

/**
 * Whether a document waits for review as a whole, is served while it is looked at, or neither. What was released is served if it still
 * says what was seen, and is held again otherwise.
 */
export function screen(scored: Scored, { holdFrom, released }: Screening): Screened {
  if (released != null) return fingerprint(scored) === released ? 'released' : 'held';
  const { chunks, metadataRisk, findings } = scored;
  const isMalicious =
    metadataRisk.verdict === 'malicious' ||
    chunks.some(({ row, risk }) => row === undefined && risk.verdict === 'malicious');
  // A bad row of a table stays out alone, and the other rows are served.
  const rows = rowPlaces(chunks);
  const isHolding = ({ severity, where }: Finding) =>
    holdFrom !== 'never' && isAtLeast(severity, holdFrom) && !isRowPlace(where, rows);
  if (isMalicious || findings.some(isHolding)) return 'held';
  // What nobody is given is looked at, too: else it would be withheld for ever, and nobody could say otherwise.
  const isWithheld = chunks.some(({ risk }) => risk.verdict !== 'clean');
  return isWithheld || findings.some(({ severity }) => isAtLeast(severity, 'medium')) ? 'review' : 'clean';
}

/** A document that a person has looked at and released: none of its passages is withheld for what it reads like. Scores stay. */
function trusted(scored: Scored): Scored {
  return { ...scored, chunks: scored.chunks.map((chunk) => ({ ...chunk, risk: { ...chunk.risk, verdict: 'clean' } })) };
}
