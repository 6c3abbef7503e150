/**
 * The masks: values of a row's columns that a permit lets nobody see are taken out of its text. Where a masked value stands was noted when
 * the row came in, and the index was given the text without it; a row of which that can't be said does not leave at all. Masks and what is
 * done with instructions and with sensitive values are edits of one text, and are made together.
 */
import { applyEdits, type Edit } from '../../filters/edits.ts';
import type { StoredCell } from '../catalog/tables/documents.ts';
import { alone, neutralizing } from './neutralize.ts';
import { protecting } from './protect.ts';
import type { Grounds, InspectedHit, MaskedHit, Sorted, Withheld } from './stages.ts';

/** What stands in the place of a value. */
export const MASK = '[masked]';

/** Nothing that covers a part of a masked value may show any of it. */
const STRICTEST = Number.POSITIVE_INFINITY;

/** Applies what the decisions on the hits say, what the inspection says and what the safeguards say. */
export function mask(grounds: Grounds, hits: readonly InspectedHit[]): Sorted<MaskedHit> {
  const passed: MaskedHit[] = [];
  const withheld: Withheld[] = [];
  for (const hit of hits) {
    const { facts, decision, neutralized } = hit;
    const whole = neutralized ? alone(hit.passage) : hit.passage;
    const { chunkId, documentId, text } = whole;
    // Only rows have columns.
    const columns = facts.kind === 'row' ? decision.masks : [];
    const covering = coveringOf(text, whole.cells, columns);
    if (covering === undefined) {
      withheld.push({ chunkId, documentId, stage: 'mask', reason: 'mask-not-prepared' });
      continue;
    }
    const { edits, masked } = covering;
    const { context: _, ...bare } = whole;
    // Rows have no context. If one had, nobody could say what of it is to be masked.
    const shown = masked.length > 0 ? bare : whole;
    const gone = [...edits, ...(neutralized?.action === 'cut' ? neutralized.stretches : [])];
    const protection = protecting(grounds, shown, decision, gone);
    if (protection.withheldFor !== undefined) {
      withheld.push({ chunkId, documentId, stage: 'protect', reason: protection.withheldFor });
      continue;
    }
    const all = [...edits, ...neutralizing(grounds, neutralized), ...protection.edits];
    const passage = { ...protection.passage, text: applyEdits(text, all) };
    passed.push({ ...hit, passage, masked, protected: protection.found } as MaskedHit);
  }
  return { passed, withheld };
}

interface Covering {
  readonly edits: readonly Edit[];
  /** Columns of which something was covered. Sorted. */
  readonly masked: readonly string[];
}

/**
 * Puts {@link MASK} in the place of every cell of the columns. `undefined` when a value can't be covered: its column was not declared as
 * masked, so that it could be found by searching for it, or nothing is known of where cells stand.
 */
function coveringOf(text: string, cells: readonly StoredCell[], columns: readonly string[]): Covering | undefined {
  if (columns.length === 0) return { edits: [], masked: [] };
  const hidden = cells.filter(({ column }) => columns.includes(column));
  if (cells.length === 0 || hidden.some(({ masked }) => !masked)) return undefined;
  let at = 0;
  for (const { start, end } of hidden) {
    if (!(start >= at && end >= start && end <= text.length)) return undefined;
    at = end;
  }
  return {
    edits: hidden.map(({ start, end }) => ({ start, end, with: MASK, strictness: STRICTEST })),
    masked: [...new Set(hidden.map(({ column }) => column))].sort(),
  };
}

export interface Covered {
  readonly text: string;
  /** Columns of which something was covered. Sorted. */
  readonly masked: readonly string[];
}

/** The text with the columns covered; `undefined` when that can't be done. */
export function cover(text: string, cells: readonly StoredCell[], columns: readonly string[]): Covered | undefined {
  const covering = coveringOf(text, cells, columns);
  return covering && { text: applyEdits(text, covering.edits), masked: covering.masked };
}
