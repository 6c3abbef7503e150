/**
 * The work on an accepted document: it is read, then served or held, or taken back when it can't be read. Everything here
 * can be repeated after any interruption; nothing is visible before its last commit.
 */
import { randomUUID } from 'node:crypto';
import { parseAttributes } from '../../ingest/attributes.ts';
import type { Labelled, Labelling } from '../../ingest/label.ts';
import type { RowColumns } from '../../ingest/manifest.ts';
import { type HoldFrom, ingest, type Reader, type Screened } from '../../ingest/pipeline.ts';
import type { Scored, ScoredChunk } from '../../ingest/stages.ts';
import type { AuditEvent, EventKind } from '../audit/event.ts';
import type { Intake } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { activate, discard, hold, type Reading } from '../catalog/documents.ts';
import { findServedAlike, hasStaged, isGone } from '../catalog/generations.ts';
import { toIndexEntry } from '../catalog/index-entry.ts';
import type { Intent } from '../catalog/intent.ts';
import {
  type CurrentLabels,
  type DocumentLabels,
  labelGeneration,
  readCurrentLabels,
  readStagedLabels,
} from '../catalog/labels.ts';
import { isPending, type PendingGeneration, readPending, stagedId } from '../catalog/pending.ts';
import { readRegistry } from '../catalog/registry.ts';
import { type Flagged, holdAgain } from '../catalog/reviews.ts';
import { readSafeguards } from '../catalog/safeguards.ts';
import { type StagedChunk, stageChunks, stageRows, unstage } from '../catalog/staging.ts';
import { GuardFailed } from '../catalog/store.ts';
import type { StoredCell } from '../catalog/tables/documents.ts';
import type { Watch } from '../detections/watch.ts';
import type { EvidenceFolder } from '../evidence/folder.ts';
import type { EmbeddedEntry, Generations, VectorIndex } from '../index/port.ts';
import { Problem } from '../problem.ts';
import { completed } from '../safeguards/safeguards.ts';
import type { BlobFolder } from './blobs.ts';
import { flag } from './flag.ts';
import { type PutParts, put } from './put.ts';
import type { Accepted } from './receive.ts';
import { relabel } from './relabel.ts';
import type { ShadowKeeper } from './shadow.ts';
import { invalidAttributes, toProblem } from './unreadable.ts';

export interface WorkParts extends PutParts {
  readonly index: VectorIndex;
  readonly catalog: Catalog;
  readonly blobs: BlobFolder;
  readonly reader: Reader;
  /** Absent: nobody scores beside the classifier. */
  readonly shadows?: ShadowKeeper;
  /** Absent: nobody looks for signs of poisoning. */
  readonly watch?: Watch;
  readonly evidence: EvidenceFolder;
  readonly reviewing: {
    readonly holdFrom: HoldFrom;
    /** How long evidence is kept after somebody decided on it. */
    readonly retentionMs: number;
  };
}

/** A version that is being taken in. */
interface Incoming extends Accepted {
  readonly pending: PendingGeneration;
  /** As it came. */
  readonly bytes: Uint8Array;
}

/** A generation whose text and rows are staged under these labels. */
interface Staged {
  readonly scored: Scored;
  readonly labels: DocumentLabels;
  readonly chunks: readonly StagedChunk[];
  readonly replaces: number | null;
  readonly screened: Exclude<Screened, 'held'>;
}

/**
 * Finishes an accepted generation. `undefined` when there was nothing left to do. Throws a `Problem` when the document is at
 * fault, and then nothing of it is left; anything else that is thrown leaves it to be tried again.
 */
export async function finish(parts: WorkParts, accepted: Accepted): Promise<Intake | undefined> {
  const { documentId, generation } = accepted;
  const pending = await readPending(parts.catalog, documentId, generation);
  if (!pending) return undefined;
  try {
    return await takeIn(parts, accepted, pending);
  } catch (error) {
    if (error instanceof GuardFailed && error.reason === 'not-pending') {
      await leaveNothing(parts, accepted);
      return undefined;
    }
    const problem = toProblem(error);
    if (problem && pending.releasedHash !== null) await keepAgain(parts, accepted, problem);
    else if (problem) await takeBack(parts, accepted, pending, problem);
    throw problem ?? error;
  }
}

/**
 * What was replaced or deleted while it was read has left the index by then: what was put there since would stay for ever. What another
 * process has finished meanwhile may have been labelled anew since: what was put there since has the labels of before.
 */
async function leaveNothing(parts: WorkParts, accepted: Accepted): Promise<void> {
  const { workspace, documentId, generation } = accepted;
  if (await isGone(parts.catalog, documentId, generation)) {
    await parts.index.remove(workspace, documentId, { only: generation });
  } else {
    await relabel(parts, workspace, documentId);
  }
}

async function takeIn(parts: WorkParts, accepted: Accepted, pending: PendingGeneration): Promise<Intake> {
  const { documentId, generation } = accepted;
  const { intent } = pending;
  const bytes = await parts.blobs.get({ documentId, generation, salt: pending.salt });
  const incoming = { ...accepted, pending, bytes };
  const received = { bytes, fileName: intent.fileName, declaredFormat: intent.format };
  const { title, fileName, uri } = intent;
  const attributes = intent.attributes ?? (await labelsOf(parts.catalog, documentId)).attributes;
  const labelling = await labellingOf(parts.catalog, accepted.workspace, intent);
  const { thresholds } = await readSafeguards(parts.catalog, accepted.workspace);
  let indexed: readonly EmbeddedEntry[] = [];
  const screening = { holdFrom: parts.reviewing.holdFrom, released: pending.releasedHash, thresholds };
  return ingest(received, { title, fileName, uri, attributes }, labelling, readerFor(parts, accepted), screening, {
    hold: (scored) => keepForReview(parts, incoming, scored),
    stage: (labelled, screened) => stage(parts, incoming, labelled, screened),
    index: async (staged) => {
      indexed = await index(parts, accepted, staged);
    },
    activate: async (staged) => {
      const served = await serve(parts, incoming, staged);
      if (served) lookAt(parts, accepted, staged, indexed);
      return served;
    },
  });
}

/** Nobody waits for what is seen in it. */
function lookAt({ watch }: WorkParts, accepted: Accepted, staged: Staged, indexed: readonly EmbeddedEntry[]): void {
  if (watch === undefined) return;
  const ordinals = new Map(staged.chunks.map(({ chunkId, chunk }) => [chunkId, chunk.ordinal]));
  const passages = indexed.flatMap(({ chunkId, vector }) => {
    const ordinal = ordinals.get(chunkId);
    return vector === undefined || ordinal === undefined ? [] : [{ ordinal, vector }];
  });
  const { workspace, documentId, generation } = accepted;
  watch.takenIn({ workspace, documentId, generation, text: staged.scored.text, passages });
}

/** Nobody waits for what a shadow says. */
function readerFor({ reader, shadows }: WorkParts, accepted: Accepted): Reader {
  return {
    async read(...asked) {
      const scored = await reader.read(...asked);
      shadows?.keep(accepted, scored);
      return scored;
    },
  };
}

/** What the sender said, against what is declared now: a declaration that was taken back since it came is as if it had never been. */
async function labellingOf(catalog: Catalog, workspace: string, { rows, attributes }: Intent): Promise<Labelling> {
  const { resource: types } = await readRegistry(catalog, workspace);
  if (attributes === undefined) return { columns: rows, types };
  const parsed = parseAttributes(attributes, types);
  if (!parsed.ok)
    throw invalidAttributes(parsed.faults.map(({ name, why }) => ({ at: `/attributes/${name}`, detail: why })));
  return { columns: rows, attributes: parsed.attributes, types };
}

async function stage(
  parts: WorkParts,
  { workspace, documentId, generation, pending }: Incoming,
  labelled: Labelled,
  screened: Staged['screened'],
): Promise<Staged> {
  const { scored } = labelled;
  if (scored.chunks.length === 0) throw new Problem('no-text');
  const current = await labelsOf(parts.catalog, documentId);
  const labels = labelGeneration(current, pending, labelled);
  const chunks = [
    ...toStaged(pending, documentId, labelled.chunks),
    ...labels.rows.flatMap(({ resourceId, row }) => toStaged(pending, resourceId, row.chunks)),
  ];
  const guards = [isPending(documentId, generation)];
  await parts.catalog.store.commit({ guards, statements: labels.prepare, priority: 'background' });
  const batches = [
    ...stageRows(workspace, documentId, generation, labels),
    ...stageChunks(documentId, generation, chunks),
  ];
  for (const batch of batches) await parts.catalog.store.commit(batch);
  return { scored, labels, chunks, replaces: current.activeGeneration, screened };
}

function toStaged(
  { salt, intent }: PendingGeneration,
  resourceId: string,
  chunks: readonly ScoredChunk[],
): StagedChunk[] {
  return chunks.map((chunk) => ({
    ...{ chunkId: stagedId(salt, 'chunk', chunk.ordinal), resourceId, chunk },
    cells: cellsOf(chunk, intent.rows),
  }));
}

/** Where the cells of a row stand. Without columns that make rows resources, a table is text like any other. */
function cellsOf({ cells = [] }: ScoredChunk, columns: RowColumns | undefined): readonly StoredCell[] {
  if (columns === undefined) return [];
  const masked = new Set(columns.masked);
  return cells.map((cell) => ({ ...cell, masked: masked.has(cell.column) }));
}

async function labelsOf(catalog: Catalog, documentId: string): Promise<CurrentLabels> {
  const current = await readCurrentLabels(catalog, documentId);
  if (!current) throw new GuardFailed('not-pending');
  return current;
}

async function index(
  parts: WorkParts,
  { workspace, documentId, generation }: Accepted,
  staged: Staged,
): Promise<readonly EmbeddedEntry[]> {
  const labels = await readStagedLabels(parts.catalog, { workspace, documentId }, staged.labels);
  const { dlp } = completed(await readSafeguards(parts.catalog, workspace));
  const { title, format } = staged.scored;
  const entries = staged.chunks.flatMap(({ chunkId, resourceId, cells, chunk }) => {
    const { text, context, locator, risk, sensitive } = chunk;
    const judged = { verdict: risk.verdict, riskScore: risk.score, spans: risk.spans };
    const passage = { chunkId, resourceId, title, format, locator, context, text, cells, sensitive, ...judged };
    return toIndexEntry(passage, labels.get(resourceId), dlp) ?? [];
  });
  return put(parts, workspace, documentId, generation, entries);
}

async function serve(parts: WorkParts, incoming: Incoming, staged: Staged): Promise<Intake | undefined> {
  const { scored, labels, replaces, screened } = staged;
  const flagged = screened === 'review' ? await flag(parts.evidence, incoming, scored, incoming.bytes) : undefined;
  const counts = { chunks: scored.chunks.length, rows: labels.rows.length };
  const reading = toReading(incoming, scored, 'document.activated', flagged, counts);
  try {
    await parts.catalog.store.commit(activate(reading, labels, replaces));
  } catch (error) {
    if (error instanceof GuardFailed && error.reason === 'labels-changed') return undefined;
    throw error;
  }
  return toIntake(incoming, scored, 'active');
}

async function keepForReview(parts: WorkParts, incoming: Incoming, scored: Scored): Promise<Intake> {
  const { documentId, generation, pending, bytes } = incoming;
  const chunks = toStaged(pending, documentId, scored.chunks);
  for (const batch of stageChunks(documentId, generation, chunks)) await parts.catalog.store.commit(batch);
  const flagged = await flag(parts.evidence, incoming, scored, bytes);
  const signals = [...new Set([...scored.chunks.map(({ risk }) => risk), scored.metadataRisk].flatMap(signalsOf))];
  const reading = toReading(incoming, scored, 'document.held', flagged, { signals });
  const alike = await findServedAlike(parts.catalog, documentId, pending.blob);
  await parts.catalog.store.commit(hold({ ...reading, flagged, alike }));
  return toIntake(incoming, scored, 'held');
}

const signalsOf = ({ spans }: ScoredChunk['risk']) => spans.flatMap((span) => span.signals);

function toReading(
  { workspace, documentId, generation }: Accepted,
  scored: Scored,
  kind: EventKind,
  flagged: Flagged | undefined,
  more: Record<string, unknown>,
): Reading {
  const { title, format, findings, scoredBy, thresholds, chunks } = scored;
  const summary = findings.map(({ technique, severity, where }) => ({ technique, severity, where })).slice(0, 100);
  const review = flagged && { reviewId: flagged.reviewId };
  const named = { workspace, documentId, generation };
  const event = toEvent(named, kind, { format, scoredBy, thresholds, findings: summary, ...more, ...review });
  const kept = { findings: findings.slice(0, 1_000), passages: chunks.length };
  return { ...named, title, format, ...kept, scoredBy, nowMs: Date.now(), event, ...(flagged && { flagged }) };
}

function toEvent(
  { workspace, documentId, generation }: Accepted,
  kind: EventKind,
  more: Record<string, unknown>,
): AuditEvent {
  return { id: randomUUID(), workspace, kind, detail: { documentId, generation, ...more } };
}

function toIntake({ documentId, generation }: Accepted, scored: Scored, status: Intake['status']): Intake {
  return { documentId, status, generation, chunks: scored.chunks.length, findings: scored.findings };
}

/** Takes back what can't be read: its text, its bytes, and the document with them when this was its first version. */
async function takeBack(
  parts: WorkParts,
  accepted: Accepted,
  { salt }: PendingGeneration,
  problem: Problem,
): Promise<void> {
  const { workspace, documentId, generation } = accepted;
  // The index first: an earlier attempt may have got so far, and once the job is gone nobody comes back to it.
  await parts.index.remove(workspace, documentId, { only: generation });
  await parts.catalog.store.commit(
    discard(documentId, generation, toEvent(accepted, 'document.failed', { code: problem.code })),
  );
  await parts.blobs.remove({ documentId, generation, salt });
}

/** Holds again what somebody released and what can't be taken in now: nothing that was kept for review is lost. */
async function keepAgain(parts: WorkParts, accepted: Accepted, { code }: Problem): Promise<void> {
  const { workspace, documentId, generation } = accepted;
  await parts.index.remove(workspace, documentId, { only: generation });
  const reviewId = randomUUID();
  const event = toEvent(accepted, 'document.held', { code, reviewId });
  await parts.catalog.store.commit(holdAgain({ documentId, generation, nowMs: Date.now() }, reviewId, event));
}

/** Removes text that nobody is served piece by piece. */
export async function clearStaged(catalog: Catalog, documentId: string, which: Generations): Promise<void> {
  while (await hasStaged(catalog, documentId, which)) await catalog.store.commit(unstage(documentId, which));
}
