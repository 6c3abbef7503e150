/** Text and rows of a version are put beside what is served, where nobody finds them yet: in the catalogue, then in the index. */

import type { Labelled } from '../../ingest/label.ts';
import type { RowColumns } from '../../ingest/manifest.ts';
import type { ScoredChunk } from '../../ingest/stages.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { hasStaged } from '../catalog/generations.ts';
import { toIndexEntry } from '../catalog/index-entry.ts';
import { type CurrentLabels, labelGeneration, readCurrentLabels, readStagedLabels } from '../catalog/labels.ts';
import { isPending, type PendingGeneration, stagedId } from '../catalog/pending.ts';
import { readSafeguards } from '../catalog/safeguards.ts';
import { type StagedChunk, stageChunks, stageRows, unstage } from '../catalog/staging.ts';
import { GuardFailed } from '../catalog/store.ts';
import type { StoredCell } from '../catalog/tables/documents.ts';
import type { EmbeddedEntry, Generations } from '../index/port.ts';
import { Problem } from '../problem.ts';
import { completed } from '../safeguards/safeguards.ts';
import type { Incoming, Staged, WorkParts } from './incoming.ts';
import { put } from './put.ts';
import type { Accepted } from './receive.ts';

export async function stage(
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

export function toStaged(
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

export async function labelsOf(catalog: Catalog, documentId: string): Promise<CurrentLabels> {
  const current = await readCurrentLabels(catalog, documentId);
  if (!current) throw new GuardFailed('not-pending');
  return current;
}

export async function index(
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

/** Removes text that nobody is served piece by piece. */
export async function clearStaged(catalog: Catalog, documentId: string, which: Generations): Promise<void> {
  while (await hasStaged(catalog, documentId, which)) await catalog.store.commit(unstage(documentId, which));
}
