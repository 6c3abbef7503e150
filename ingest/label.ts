/**
 * Labels: who may read the document and each of its rows, in names, and their attributes. The catalogue turns names into numbers.
 * A row takes what its columns say; what they do not speak of is the document's. INVARIANT: where columns make rows resources, nothing
 * but rows is served: a text box beside them may say what a row says, and has no readers of its own.
 */
import type { Attributes } from '../entitlements/attributes.ts';
import type { Principal } from '../entitlements/principal.ts';
import { excerpt, type Finding } from '../filters/finding.ts';
import { UnreadableDocument } from './formats/format.ts';
import type { RowColumns } from './manifest.ts';
import { type AttributeTypes, checkColumns, namedColumns, rowAttributes, rowEntitlements } from './rows.ts';
import { SANITIZE_TECHNIQUES } from './sanitize/techniques.ts';
import { placeOf } from './sanitize/where.ts';
import type { Scored, ScoredChunk } from './stages.ts';

/** What is to be said of a document and its rows. */
export interface Labelling {
  readonly columns?: RowColumns | undefined;
  /** The document's own attributes. Absent: nothing is said of them. */
  readonly attributes?: Attributes | undefined;
  /** What is declared of documents and rows. */
  readonly types: AttributeTypes;
}

/** A row as a resource of its own. */
export interface LabelledRow {
  /** Counts the document's rows from 0. */
  readonly index: number;
  /** As people count; sheets of one workbook number theirs anew. */
  readonly number: number;
  /** Absent: the document's owner. */
  readonly owner?: Principal;
  /** Who reads this row besides the document's readers. */
  readonly readers?: readonly Principal[];
  /** Its own; the document's hold where it has none. */
  readonly attributes: Attributes;
  readonly chunks: readonly ScoredChunk[];
}

declare const labelled: unique symbol;
/** A scored document that knows which of its chunks belong to which row. Made by {@link label} alone. */
export interface Labelled {
  readonly [labelled]: true;
  /** With a finding of what is left out. */
  readonly scored: Scored;
  /** The document's own. Absent: nothing was said of them. */
  readonly attributes?: Attributes;
  /** Chunks of the document as a whole; none where its rows are resources. */
  readonly chunks: readonly ScoredChunk[];
  /** Rows that are resources of their own; empty unless columns were named. */
  readonly rows: readonly LabelledRow[];
}

/**
 * Labels a document. Throws `UnreadableDocument`: with the row's number when a declared value is missing or malformed, and when a
 * column was named that is not there.
 */
export function label(scored: Scored, { columns, attributes, types }: Labelling): Labelled {
  const served =
    columns === undefined
      ? { scored, chunks: scored.chunks, rows: [] }
      : {
          scored: { ...scored, findings: [...notServed(scored), ...scored.findings] },
          chunks: [],
          rows: labelRows(scored, columns, types),
        };
  const own: Omit<Labelled, symbol> = { ...served, ...(attributes === undefined ? {} : { attributes }) };
  // The only place that gives out this brand.
  return own as Labelled;
}

/** Places that are named where text is left out. */
const MAX_PLACES = 20;

/** A finding for each place of a table document where something stands that is no row. */
function notServed({ chunks }: Scored): Finding[] {
  const technique = 'table-text-not-served';
  const { severity } = SANITIZE_TECHNIQUES[technique];
  const byPlace = new Map<string, Finding>();
  for (const { row, locator, text } of chunks) {
    const where = placeOf(locator);
    if (row !== undefined || byPlace.has(where) || byPlace.size >= MAX_PLACES) continue;
    byPlace.set(where, { technique, severity, where, excerpt: excerpt(text) });
  }
  return [...byPlace.values()];
}

function labelRows({ chunks }: Scored, columns: RowColumns, types: AttributeTypes): LabelledRow[] {
  const byRow = new Map<number, ScoredChunk[]>();
  for (const chunk of chunks) {
    if (chunk.row === undefined) continue;
    const known = byRow.get(chunk.row.index);
    if (known === undefined) byRow.set(chunk.row.index, [chunk]);
    else known.push(chunk);
  }
  if (byRow.size === 0 && chunks.length > 0) throw noTable(columns);
  return [...byRow].flatMap(([index, [first, ...rest]]) => {
    if (first?.row === undefined) return [];
    const { number, cells } = first.row;
    const named = { place: placeOf(first.locator), cells };
    checkColumns(columns, named);
    return {
      index,
      number,
      ...rowEntitlements(columns, named),
      attributes: rowAttributes(columns, types, named),
      chunks: [first, ...rest],
    };
  });
}

/** What should have given rows their readers has none: served whole, it would be under labels that nobody meant for it. */
function noTable(columns: RowColumns): UnreadableDocument {
  const [column = ''] = namedColumns(columns);
  return new UnreadableDocument('unknown-column', `the document is no table, and has no column \`${excerpt(column)}\``);
}
