/**
 * The masks: values of a row's columns that a permit lets nobody see are taken out of its text. Where a masked value stands was noted when
 * the row came in, and the index was given the text without it; a row of which that can't be said does not leave at all.
 */
import type { StoredCell } from '../catalog/schema.ts';
import type { InspectedHit, MaskedHit, Sorted, Withheld } from './stages.ts';

/** What stands in the place of a value. */
export const MASK = '[masked]';

/** Applies what the decisions on the hits say. */
export function mask(hits: readonly InspectedHit[]): Sorted<MaskedHit> {
  const passed: MaskedHit[] = [];
  const withheld: Withheld[] = [];
  for (const hit of hits) {
    const { passage, facts, decision } = hit;
    const { chunkId, documentId } = passage;
    // Only rows have columns.
    const columns = facts.kind === 'row' ? decision.masks : [];
    const covered = cover(passage.text, passage.cells, columns);
    if (covered === undefined) {
      withheld.push({ chunkId, documentId, stage: 'mask', reason: 'mask-not-prepared' });
      continue;
    }
    const { text, masked } = covered;
    const { context, ...rest } = passage;
    // Rows have no context. If one had, nobody could say what of it is to be masked.
    const shown = context === undefined || masked.length > 0 ? {} : { context };
    passed.push({ ...hit, passage: { ...rest, ...shown, text }, masked } as MaskedHit);
  }
  return { passed, withheld };
}

export interface Covered {
  readonly text: string;
  /** Columns of which something was covered. Sorted. */
  readonly masked: readonly string[];
}

/**
 * The text with {@link MASK} in the place of every cell of the columns. `undefined` when a value can't be covered: its column was not
 * declared as masked, so that it could be found by searching for it, or nothing is known of where cells stand.
 */
export function cover(text: string, cells: readonly StoredCell[], columns: readonly string[]): Covered | undefined {
  if (columns.length === 0) return { text, masked: [] };
  const hidden = cells.filter(({ column }) => columns.includes(column));
  if (cells.length === 0 || hidden.some(({ masked }) => !masked)) return undefined;
  let covered = '';
  let at = 0;
  for (const { start, end } of hidden) {
    if (!(start >= at && end >= start && end <= text.length)) return undefined;
    covered += text.slice(at, start) + MASK;
    at = end;
  }
  return { text: covered + text.slice(at), masked: [...new Set(hidden.map(({ column }) => column))].sort() };
}
