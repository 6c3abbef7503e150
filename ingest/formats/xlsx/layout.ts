/**
 * What a sheet's cells are to a reader: a table of records (a header, and rows below it), or anything else that people put on a grid.
 * A sheet is a table where its first row with something in it names every column that has something, each once.
 */
import type { Run } from '../../stages.ts';
import type { BlockDraft } from '../blocks.ts';
import { UnreadableDocument } from '../format.ts';
import { checkHeader, checkSize } from '../table.ts';
import type { SheetContent, SheetRow } from './sheet.ts';

export interface RecordTable {
  readonly header: readonly string[];
  /** For each name in the header its column, from 0. */
  readonly columns: readonly number[];
  /** The header's row, from 0. */
  readonly top: number;
  readonly rows: readonly SheetRow[];
}

/** The table that the sheet is; `undefined` where it is none, or nothing of it is seen. Throws `too-many-columns`, `too-many-rows`. */
export function asTable({ rows }: SheetContent, place: string): RecordTable | undefined {
  const at = rows.findIndex(({ texts }) => texts.some(isSeen));
  const first = rows[at];
  if (first === undefined) return undefined;
  const header = first.texts.filter(isSeen).map((text) => text.trim());
  const columns = first.columns.filter((_, i) => isSeen(first.texts[i]));
  try {
    checkHeader(header, place);
  } catch (error) {
    if (error instanceof UnreadableDocument && error.code === 'invalid-header') return undefined;
    throw error;
  }
  const below = rows.slice(at + 1);
  checkSize((rows.at(-1)?.row ?? 0) - first.row, header.length);
  const known = new Set(columns);
  const isWhole = below.every((row) => row.texts.every((text, i) => !isSeen(text) || known.has(row.columns[i] ?? -1)));
  // A header with nothing below it is a line of text.
  const hasRows = below.some(({ texts }) => texts.some(isSeen));
  return isWhole && hasRows ? { header, columns, top: first.row, rows: below } : undefined;
}

export function isSeen(text = ''): boolean {
  return text.trim() !== '';
}

/** A sheet that is no table, as it lies there: lines of cells, together where no row is left free between them. */
export function* gridBlocks({ rows }: SheetContent, part: string): Generator<BlockDraft> {
  let lines: string[] = [];
  let isTable = false;
  let last = -1;
  const flush = function* (): Generator<BlockDraft> {
    if (isTable) yield { kind: 'table', runs: [{ text: lines.join('\n') }], locator: { part } };
    else for (const line of lines) yield { kind: 'paragraph', runs: [{ text: line }], locator: { part } };
    lines = [];
    isTable = false;
  };
  for (const { row, texts } of rows) {
    const seen = texts.filter(isSeen);
    if (seen.length === 0) continue;
    if (row !== last + 1) yield* flush();
    isTable ||= seen.length > 1;
    lines.push(seen.map((text) => text.trim().replace(/\s*[\r\n]+\s*/g, ' ')).join(' | '));
    last = row;
  }
  yield* flush();
}

/** What is not seen of a row, one run for each way of hiding. */
export function hiddenRuns({ hidden: lost }: SheetRow): Run[] {
  const byTechnique = new Map<string, { text: string; hidden: Run['hidden'] }>();
  for (const { text, hidden } of [...lost.values()].flat()) {
    const key = `${hidden?.technique} ${hidden?.severity}`;
    const known = byTechnique.get(key);
    if (known === undefined) byTechnique.set(key, { text, hidden });
    else known.text += ` | ${text}`;
  }
  return [...byTechnique.values()].map(({ text, hidden }) => (hidden === undefined ? { text } : { text, hidden }));
}
