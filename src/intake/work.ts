/**
 * The work on an accepted document: it is read, then served or held, or taken back when it can't be read. Everything here
 * can be repeated after any interruption; nothing is visible before its last commit.
 */
import { parseAttributes } from '../../ingest/attributes.ts';
import type { Labelling } from '../../ingest/label.ts';
import { ingest, type Reader } from '../../ingest/pipeline.ts';
import type { Scored } from '../../ingest/stages.ts';
import type { Intake } from '../broker.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { activate, hold } from '../catalog/documents.ts';
import { findServedAlike } from '../catalog/generations.ts';
import type { Intent } from '../catalog/intent.ts';
import { type PendingGeneration, readPending } from '../catalog/pending.ts';
import { readRegistry } from '../catalog/registry.ts';
import { readSafeguards } from '../catalog/safeguards.ts';
import { stageChunks } from '../catalog/staging.ts';
import { GuardFailed } from '../catalog/store.ts';
import type { EmbeddedEntry } from '../index/port.ts';
import { flag } from './flag.ts';
import type { Incoming, Staged, WorkParts } from './incoming.ts';
import type { Accepted } from './receive.ts';
import { index, labelsOf, stage, toStaged } from './stage.ts';
import { keepAgain, leaveNothing, takeBack } from './take-back.ts';
import { signalsOf, toIntake, toReading } from './tell.ts';
import { invalidAttributes, toProblem } from './unreadable.ts';

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
