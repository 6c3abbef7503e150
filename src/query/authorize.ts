/**
 * The recheck: every hit is decided anew on live facts, whatever the index said. It is the second layer and suffices alone.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DECOY, decide } from '../../entitlements/decide.ts';
import type { Standing } from '../../entitlements/standing.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type PassageWithFacts, readPassages, readWhole } from '../catalog/passages.ts';
import type { AuthorizedHit, Withheld } from './stages.ts';

export interface Authorized {
  readonly hits: readonly AuthorizedHit[];
  readonly withheld: readonly Withheld[];
}

/** Decides on chunks, keeping their order. */
export async function authorize(
  catalog: Catalog,
  standing: Standing,
  chunkIds: readonly string[],
): Promise<Authorized> {
  if (chunkIds.length === 0) return { hits: [], withheld: [] };
  const found = await readPassages(catalog, standing, chunkIds);
  return sort(
    standing,
    chunkIds.map((chunkId) => ({ chunkId, found: found.get(chunkId) })),
  );
}

/** Chunks that are read at a time. */
const PAGE = 500;

/**
 * Decides on the chunks of one document or row, until `wanted` may be read or there are no more. What is absent is decided on
 * a decoy, by the same code.
 */
export async function authorizeWhole(
  catalog: Catalog,
  standing: Standing,
  id: string,
  wanted: number,
): Promise<Authorized> {
  const hits: AuthorizedHit[] = [];
  const withheld: Withheld[] = [];
  for (let after = -1; ; ) {
    const found = await readWhole(catalog, standing, id, after, PAGE);
    const page =
      found.length === 0 && after === -1
        ? [{ chunkId: id, found: undefined }]
        : found.map((one) => ({ chunkId: one.passage.chunkId, found: one }));
    const sorted = sort(standing, page);
    hits.push(...sorted.hits);
    withheld.push(...sorted.withheld);
    after = found.at(-1)?.passage.ordinal ?? 0;
    if (found.length < PAGE || hits.length >= wanted) return { hits: hits.slice(0, wanted), withheld };
    // A table may have thousands of rows that are none of the caller's: others are answered between its pages.
    await nextTurn();
  }
}

function sort(
  standing: Standing,
  all: readonly { chunkId: string; found: PassageWithFacts | undefined }[],
): Authorized {
  const hits: AuthorizedHit[] = [];
  const withheld: Withheld[] = [];
  for (const { chunkId, found } of all) {
    const decision = decide(standing, found?.facts ?? DECOY);
    if (decision.allowed && found) hits.push({ ...found, decision } as AuthorizedHit);
    else {
      const documentId = found?.passage.documentId;
      withheld.push({ chunkId, stage: 'recheck', reason: decision.rule, ...(documentId && { documentId }) });
    }
  }
  return { hits, withheld };
}
