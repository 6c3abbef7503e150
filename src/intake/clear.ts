/**
 * Clearing away: what a newer version replaced, what was deleted, evidence whose time has passed, and what a process left behind that died.
 * A legal hold beats all of it: originals are sealed before their plain bytes go, and evidence stays. Everything here can be repeated
 * after any interruption.
 */
import { randomUUID } from 'node:crypto';
import { evidenceOf, forgetUnwanted, isEvidence, listUnwanted, type StoredEvidence } from '../catalog/evidence.ts';
import {
  forgetDocument,
  forgetSuperseded,
  forgetVersions,
  generationExists,
  listVersions,
} from '../catalog/generations.ts';
import { isOnHold } from '../catalog/holds.ts';
import type { Job } from '../catalog/jobs.ts';
import { readCurrentLabels } from '../catalog/labels.ts';
import { keep } from './flag.ts';
import type { WorkParts } from './incoming.ts';
import { clearStaged } from './stage.ts';

type Of = Pick<Job, 'workspace' | 'documentId'>;

/** Bytes and evidence that nothing names are older than this before they are taken for left behind: their acceptance may be under way. */
const ORPHAN_AGE_MS = 10 * 60_000;
/** Pieces of evidence that are purged at once. */
const PURGE_PIECE = 100;

/** Removes what an active generation replaced. */
export async function prune(parts: WorkParts, { workspace, documentId }: Of): Promise<void> {
  const { catalog, index, blobs } = parts;
  const current = await readCurrentLabels(catalog, documentId);
  if (!current || current.activeGeneration === null) return;
  const { activeGeneration } = current;
  await index.remove(workspace, documentId, { before: activeGeneration });
  await clearStaged(catalog, documentId, { before: activeGeneration });
  const originals = (await isOnHold(catalog, documentId))
    ? await sealOriginals(parts, { workspace, documentId }, activeGeneration)
    : 'unheld';
  await catalog.store.commit(forgetSuperseded(documentId, activeGeneration, originals));
  await blobs.removeAll(documentId, activeGeneration);
}

/** Removes a deleted document, or under a legal hold all of it but what is sealed. */
export async function erase(parts: WorkParts, { workspace, documentId }: Of): Promise<void> {
  const { catalog, index, blobs, evidence } = parts;
  await index.remove(workspace, documentId, 'all');
  await clearStaged(catalog, documentId, 'all');
  if (await isOnHold(catalog, documentId)) {
    const originals = await sealOriginals(parts, { workspace, documentId }, 'all');
    await catalog.store.commit(forgetVersions(documentId, originals));
    return blobs.removeAll(documentId);
  }
  await blobs.removeAll(documentId);
  for (const { name } of await evidenceOf(catalog, documentId)) await evidence.remove(name);
  const event = { id: randomUUID(), workspace, kind: 'document.erased', detail: { documentId } } as const;
  await catalog.store.commit(forgetDocument(documentId, event));
}

/** Seals the bytes of versions that are not sealed yet. */
async function sealOriginals(parts: WorkParts, { workspace, documentId }: Of, before: number | 'all') {
  const known = new Set(
    (await evidenceOf(parts.catalog, documentId)).flatMap(({ kind, generation }) =>
      kind === 'original' ? [generation] : [],
    ),
  );
  const sealed: StoredEvidence[] = [];
  for (const { generation, salt } of await listVersions(parts.catalog, documentId, before)) {
    if (known.has(generation)) continue;
    const bytes = await parts.blobs.get({ documentId, generation, salt });
    sealed.push(await keep(parts.evidence, { workspace, documentId, generation }, 'original', bytes));
  }
  return { sealed, nowMs: Date.now() };
}

/** Removes evidence that is not wanted any more, of one document or of all. */
export async function purge({ catalog, evidence, reviewing }: WorkParts, documentId?: string): Promise<void> {
  const decidedAfterMs = Date.now() - reviewing.retentionMs;
  for (;;) {
    const pieces = await listUnwanted(catalog, decidedAfterMs, PURGE_PIECE, documentId);
    if (pieces.length === 0) return;
    const names = pieces.map(({ name }) => name);
    await catalog.store.commit(forgetUnwanted(names, decidedAfterMs, pieces.map(toEvent)));
    for (const name of names) if (!(await isEvidence(catalog, name))) await evidence.remove(name);
  }
}

function toEvent({ workspace, documentId, generation, kind: piece }: StoredEvidence) {
  return {
    id: randomUUID(),
    workspace,
    kind: 'evidence.purged',
    detail: { documentId, generation, piece },
  } as const;
}

/** Removes bytes and evidence that nothing names: what a process wrote before it died, without a batch that came to name it. */
export async function sweep({ blobs, catalog, evidence }: WorkParts): Promise<void> {
  const beforeMs = Date.now() - ORPHAN_AGE_MS;
  for await (const name of blobs.list(beforeMs)) {
    if (!(await generationExists(catalog, name))) await blobs.remove(name);
  }
  await evidence.sweep(beforeMs, (name) => isEvidence(catalog, name));
}
