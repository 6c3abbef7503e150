/**
 * The rows of a sheet as its XML has them, before anybody asks what is seen of them. Rows and cells come in the order of the file, which
 * is that of the sheet. Kept small: a sheet has millions of cells, and none of them is an object here that it shares with no other.
 */
import { UnreadableDocument } from '../format.ts';
import type { Budget } from '../ooxml/budget.ts';
import type { XmlElement } from '../ooxml/xml.ts';
import { LAST_ROW, parseCell } from './area.ts';
import { noteFormula } from './formula-text.ts';
import { columnStyles } from './measures.ts';
import { type RowRecord, streamRows } from './sheet-xml.ts';
import { isOn } from './styles.ts';
import { type RawValue, readValue, type ValueScope } from './value.ts';

const MAX_ROWS = 250_000;
/** What a stretch of rich text costs on top of its letters. */
const STRETCH_CHARS = 16;

/** The cells of a row that hold something: for each its column from 0, the number of its style, its value. */
export interface RawRow {
  /** From 0. */
  readonly row: number;
  readonly height: string | undefined;
  readonly isHidden: boolean;
  readonly columns: readonly number[];
  readonly styles: readonly number[];
  readonly values: readonly RawValue[];
}

export interface RawSheet {
  readonly rows: RawRow[];
  /** The sheet's XML but its rows. */
  readonly root: XmlElement;
  /** Columns that hold something, ascending. */
  readonly used: readonly number[];
  /** Texts in formulas that no result shows. */
  readonly formulaTexts: readonly string[];
  /** Whether any cell, row or column has a fill of its own. */
  readonly hasFills: boolean;
}

/** `source` is XML in pieces; `place` names the sheet in messages; `chars` pays for every text, as often as it is shown. */
export function readRaw(source: Iterable<string>, scope: ValueScope, place: string, chars: Budget): RawSheet {
  const rows: RawRow[] = [];
  const formulaTexts = new Set<string>();
  const used = new Set<number>();
  const styles = new Set<number>();
  let last = -1;
  let columnsBefore: readonly number[] = [];
  const root = streamRows(source, (record) => {
    const { attributes } = record;
    const row = rowNumber(record, last);
    last = row;
    if (rows.length >= MAX_ROWS)
      throw new UnreadableDocument('too-many-rows', `${place}the table has more than ${MAX_ROWS} rows`);
    styles.add(Number(attributes.get('s') ?? 0));
    for (const cell of record.cells) styles.add(cell.style);
    const cells = readCells(record, row, scope, place, formulaTexts);
    if (cells.columns.length === 0) return;
    chars.spend(cells.values.reduce<number>((sum, value) => sum + costOf(value), 0));
    for (const column of cells.columns) used.add(column);
    const columns = isAlike(cells.columns, columnsBefore) ? columnsBefore : cells.columns;
    columnsBefore = columns;
    rows.push({ row, height: attributes.get('ht'), isHidden: isOn(attributes.get('hidden')), ...cells, columns });
  });
  return {
    rows,
    root,
    used: [...used].sort((a, b) => a - b),
    formulaTexts: [...formulaTexts],
    hasFills: [...styles, ...columnStyles(root)].some((style) => scope.styles.at(style).paper !== undefined),
  };
}

function costOf(value: RawValue): number {
  if (typeof value === 'number') return 1;
  if (typeof value === 'string') return value.length;
  return value.plain.length + (typeof value.text === 'string' ? 0 : value.text.length * STRETCH_CHARS);
}

function isAlike(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((column, i) => column === other[i]);
}

function rowNumber({ attributes, cells }: RowRecord, last: number): number {
  const said = attributes.get('r');
  const cell = cells[0]?.reference;
  const row = said === undefined ? (cell === undefined ? last + 1 : parseCell(cell)?.row) : Number(said) - 1;
  // Rows stand in order: a reader that took them as they come would see another sheet than Excel, which repairs it.
  if (row === undefined || !Number.isInteger(row) || row <= last || row > LAST_ROW) throw damaged();
  return row;
}

function readCells(
  { cells }: RowRecord,
  row: number,
  scope: ValueScope,
  place: string,
  formulaTexts: Set<string>,
): Pick<RawRow, 'columns' | 'styles' | 'values'> {
  const columns: number[] = [];
  const styles: number[] = [];
  const values: RawValue[] = [];
  let last = -1;
  for (const record of cells) {
    const { reference, style, formula } = record;
    const at = reference === undefined ? { row, column: last + 1 } : parseCell(reference);
    if (at === undefined || at.row !== row || at.column <= last) throw damaged();
    last = at.column;
    const value = readValue(record, scope, place, at);
    if (formula !== undefined) noteFormula(formula, shownOf(value), formulaTexts);
    if (value === undefined) continue;
    columns.push(at.column);
    styles.push(style);
    values.push(value);
  }
  return { columns, styles, values };
}

function shownOf(value: RawValue | undefined): string {
  return value === undefined || typeof value === 'number' ? '' : typeof value === 'string' ? value : value.plain;
}

function damaged(): UnreadableDocument {
  return new UnreadableDocument('damaged-document', 'the workbook is damaged');
}
