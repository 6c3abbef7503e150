/**
 * One sheet as rows of cells, each with what a person sees of it and what not. Rows and cells come in the order of the file, which is that
 * of the sheet. Guarantees: a cell is judged by everything that lies over it (row, column, merged cells, conditional formats, drawings);
 * nothing in the sheet's data is skipped silently.
 */
import type { Hidden, Run } from '../../stages.ts';
import { WHITE } from '../../visibility/contrast.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { UnreadableDocument } from '../format.ts';
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { type Area, AreaSweep, columnName, LAST_ROW, parseAreas, parseCell } from './area.ts';
import { lookAtCell } from './cell.ts';
import { conditionalRules, type Rule } from './conditional.ts';
import { type Columns, columnStyles, columnsOf, flatRows } from './measures.ts';
import { type CellRecord, type RowRecord, streamRows } from './sheet-xml.ts';
import { plainText } from './strings.ts';
import { isOn, type Paper, type Styles } from './styles.ts';
import { XLSX_TECHNIQUES } from './techniques.ts';
import { type CellValue, readValue, type ValueScope } from './value.ts';

const MAX_ROWS = 250_000;
/** Rows and columns without anything between a cell and all that came before it. */
const FAR_ROWS = 200;
const FAR_COLUMNS = 40;

export interface SheetCell {
  /** From 0. */
  readonly column: number;
  /** What a person sees. */
  readonly text: string;
  /** What not. */
  readonly hidden: readonly Run[];
}

export interface SheetRow {
  /** From 0. */
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

export interface SheetContent {
  readonly rows: readonly SheetRow[];
  /** The sheet's XML but its rows. */
  readonly root: XmlElement;
  /** Texts in formulas that no result shows. */
  readonly formulaTexts: readonly string[];
  /** Whether any cell, row or column has a fill of its own. */
  readonly hasFills: boolean;
}

/** What lies over a sheet beside what its own XML says. */
export interface Overlay {
  /** Opaque drawings: the cells that they cover whole. */
  readonly covers: readonly Area[];
  /** Areas whose fill is a table style's: what is behind a cell without a fill there. */
  readonly grounds: readonly { readonly area: Area; readonly value: Paper }[];
  /** A picture lies behind the sheet. */
  readonly hasPicture: boolean;
}

interface RawCell {
  readonly column: number;
  readonly style: number;
  readonly value: CellValue;
}

interface RawRow {
  readonly row: number;
  readonly height: string | undefined;
  readonly isHidden: boolean;
  readonly cells: readonly RawCell[];
}

/** `overlayOf` is asked once the sheet's XML is known. */
export function readSheet(
  source: string,
  scope: ValueScope,
  place: string,
  overlayOf: (root: XmlElement) => Overlay,
): SheetContent {
  const raw: RawRow[] = [];
  const formulaTexts = new Set<string>();
  const used = new Set<number>();
  const styles = new Set<number>();
  let last = -1;
  const root = streamRows(source, (record) => {
    const { attributes } = record;
    const row = rowNumber(record, last);
    last = row;
    if (raw.length >= MAX_ROWS)
      throw new UnreadableDocument('too-many-rows', `${place}the table has more than ${MAX_ROWS} rows`);
    styles.add(Number(attributes.get('s') ?? 0));
    for (const cell of record.cells) styles.add(cell.style);
    const cells = readCells(record.cells, row, scope, place, formulaTexts);
    if (cells.length === 0) return;
    for (const { column } of cells) used.add(column);
    raw.push({ row, height: attributes.get('ht'), isHidden: isOn(attributes.get('hidden')), cells });
  });
  const hasFills = [...styles, ...columnStyles(root)].some((style) => scope.styles.at(style).paper !== undefined);
  if (root.name !== 'worksheet') return { rows: [], root, formulaTexts: [], hasFills };
  const isFlat = flatRows(root);
  const overlay = overlayOf(root);
  const columns = columnsOf(root);
  const farRow = firstFar(
    raw.map(({ row }) => row),
    FAR_ROWS,
  );
  const farColumn = firstFar(
    [...used].sort((a, b) => a - b),
    FAR_COLUMNS,
  );
  const rules = conditionalRules(root, scope.styles);
  const merges = new AreaSweep(mergesOf(root));
  const covers = new AreaSweep(overlay.covers.map((area) => ({ area, value: undefined })));
  const grounds = new AreaSweep(overlay.grounds);
  const judge: Judge = {
    farRow,
    farColumn,
    columns,
    styles: scope.styles,
    ground: overlay.hasPicture ? UNTOLD : ON_WHITE,
  };
  const rows: SheetRow[] = [];
  // Taken from the end of a turned list, so that what was judged makes room.
  raw.reverse();
  for (let one = raw.pop(); one !== undefined; one = raw.pop()) {
    const here = one;
    const over: Over = {
      rules: rules.at(one.row),
      merges: merges.at(one.row),
      covers: covers.at(one.row),
      grounds: grounds.at(one.row),
      isHidden: one.isHidden || isFlat(one.height),
    };
    rows.push({ row: here.row, cells: here.cells.map((_, index) => seenCell(here, index, over, judge)) });
  }
  return { rows, root, formulaTexts: [...formulaTexts], hasFills };
}

/** What counts for every cell of a sheet. */
interface Judge {
  readonly farRow: number;
  readonly farColumn: number;
  readonly columns: Columns;
  readonly styles: Styles;
  /** What is behind a cell without a fill. */
  readonly ground: Paper;
}

type Lying<T> = readonly { readonly area: Area; readonly value: T }[];

/** What lies over the cells of a row. */
interface Over {
  readonly rules: Lying<readonly Rule[]>;
  readonly merges: Lying<undefined>;
  readonly covers: Lying<undefined>;
  readonly grounds: Lying<Paper>;
  readonly isHidden: boolean;
}

function seenCell(row: RawRow, index: number, over: Over, judge: Judge): SheetCell {
  const cell = row.cells[index];
  if (cell === undefined) throw damaged();
  const { column, style, value } = cell;
  const hidden = whyHidden(row, cell, index, over, judge);
  const text = plainText(value.text);
  const at = `${columnName(column)}${row.row + 1}`;
  if (hidden !== undefined) return { column, text: '', hidden: [{ text, hidden: { ...hidden, place: at } }] };
  const rules = over.rules.length === 0 ? NO_RULES : rulesAt(over.rules, column);
  const ground = over.grounds.find(({ area }) => column >= area.left && column <= area.right)?.value ?? judge.ground;
  const seen = lookAtCell(value, judge.styles.at(style), rules, ground);
  const lost = seen.runs.filter((run) => run.hidden !== undefined && run.text.trim() !== '');
  if (lost.length === 0 && seen.literal === '') return { column, text, hidden: NONE };
  return {
    column,
    text: seen.runs.map((run) => (run.hidden === undefined ? run.text : '')).join('') + seen.literal,
    hidden: lost.map((run) => (run.hidden === undefined ? run : { ...run, hidden: { ...run.hidden, place: at } })),
  };
}

function whyHidden(
  { row, cells }: RawRow,
  { column, style, value }: RawCell,
  index: number,
  over: Over,
  judge: Judge,
): Hidden | undefined {
  if (over.isHidden) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-row');
  const isFree = cells[index + 1]?.column !== column + 1;
  if (judge.columns.isHidden(column, isFree && value.kind === 'text' && judge.styles.at(style).runsOver)) {
    return hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-column');
  }
  if (row >= judge.farRow || column >= judge.farColumn) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-far-cell');
  for (const { area } of over.merges) {
    const isUnder = column >= area.left && column <= area.right && (row !== area.top || column !== area.left);
    if (isUnder) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-merged-cell');
  }
  for (const { area } of over.covers) {
    if (column >= area.left && column <= area.right) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-covered');
  }
  return undefined;
}

function rulesAt(lying: Lying<readonly Rule[]>, column: number): readonly Rule[] {
  const found = lying.flatMap(({ area, value }) => (column >= area.left && column <= area.right ? value : []));
  return found.length < 2 ? found : found.sort((a, b) => a.priority - b.priority);
}

const NO_RULES: readonly Rule[] = [];
const NONE: readonly Run[] = [];
const ON_WHITE: Paper = [WHITE];
const UNTOLD: Paper = [undefined];

function rowNumber({ attributes, cells }: RowRecord, last: number): number {
  const said = attributes.get('r');
  const cell = cells[0]?.reference;
  const row = said === undefined ? (cell === undefined ? last + 1 : parseCell(cell)?.row) : Number(said) - 1;
  // Rows stand in order: a reader that took them as they come would see another sheet than Excel, which repairs it.
  if (row === undefined || !Number.isInteger(row) || row <= last || row > LAST_ROW) throw damaged();
  return row;
}

function readCells(
  records: readonly CellRecord[],
  row: number,
  scope: ValueScope,
  place: string,
  formulaTexts: Set<string>,
): RawCell[] {
  const cells: RawCell[] = [];
  let last = -1;
  for (const record of records) {
    const { reference, style, formula } = record;
    const at = reference === undefined ? { row, column: last + 1 } : parseCell(reference);
    if (at === undefined || at.row !== row || at.column <= last) throw damaged();
    last = at.column;
    const value = readValue(record, scope, place, at);
    if (formula !== undefined) noteFormula(formula, value, formulaTexts);
    if (value !== undefined) cells.push({ column: at.column, style, value });
  }
  return cells;
}

const MAX_FORMULA_TEXTS = 1_000;
/** Shorter texts in formulas are units, separators and codes. */
const MIN_FORMULA_TEXT = 24;

function noteFormula(source: string, value: CellValue | undefined, found: Set<string>): void {
  if (source.length < MIN_FORMULA_TEXT || found.size >= MAX_FORMULA_TEXTS) return;
  const shown = value === undefined ? '' : plainText(value.text);
  for (const [, text = ''] of source.matchAll(/"((?:[^"]|"")*)"/g)) {
    if (text.length >= MIN_FORMULA_TEXT && !shown.includes(text)) found.add(text);
  }
}

function mergesOf(root: XmlElement): { readonly area: Area; readonly value: undefined }[] {
  return childrenOf(childOf(root, 'mergeCells') ?? root, 'mergeCell').flatMap((merge) =>
    parseAreas(merge.attributes.get('ref') ?? '').map((area) => ({ area, value: undefined })),
  );
}

/** The first of the numbers, which ascend, that comes after a gap. */
function firstFar(numbers: readonly number[], gap: number): number {
  const at = numbers.findIndex((number, i) => i > 0 && number - (numbers[i - 1] ?? 0) > gap);
  return numbers[at] ?? Number.POSITIVE_INFINITY;
}

function damaged(): UnreadableDocument {
  return new UnreadableDocument('damaged-document', 'the workbook is damaged');
}
