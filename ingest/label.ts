/**
 * Labels: who may read the document and each of its rows, in names. The catalogue turns names into numbers.
 * A row takes what its columns say; what they do not speak of is the document's.
 */
import type { Principal } from '../entitlements/principal.ts';
import { type RowColumns, rowEntitlements } from './manifest.ts';
import type { Scored, ScoredChunk } from './stages.ts';

/** A row as a resource of its own. */
export interface LabelledRow {
  readonly number: number;
  /** Absent: the document's owner. */
  readonly owner?: Principal;
  /** Who reads this row besides the document's readers. */
  readonly readers?: readonly Principal[];
  readonly chunks: readonly ScoredChunk[];
}

declare const labelled: unique symbol;
/** A scored document that knows which of its chunks belong to which row. Made by {@link label} alone. */
export interface Labelled {
  readonly [labelled]: true;
  readonly scored: Scored;
  /** Chunks of the document as a whole. */
  readonly chunks: readonly ScoredChunk[];
  /** Rows that are resources of their own; empty unless columns were named. */
  readonly rows: readonly LabelledRow[];
}

/** Labels a document. Throws `UnreadableDocument` with the row's number when a declared value is missing or malformed. */
export function label(scored: Scored, columns: RowColumns | undefined): Labelled {
  if (columns === undefined) return { scored, chunks: scored.chunks, rows: [] } as unknown as Labelled;
  const byRow = new Map<number, ScoredChunk[]>();
  for (const chunk of scored.chunks) {
    if (chunk.row) byRow.set(chunk.row.number, [...(byRow.get(chunk.row.number) ?? []), chunk]);
  }
  const rows = [...byRow].map(([number, chunks]) => ({
    number,
    ...rowEntitlements(columns, chunks[0]?.row?.cells ?? {}, number),
    chunks,
  }));
  return { scored, chunks: scored.chunks.filter((chunk) => chunk.row === undefined), rows } as unknown as Labelled;
}
