/**
 * One sheet as rows of cells, each with what a person sees of it and what not. Guarantees: a cell is judged by everything that lies over
 * it (row, column, merged cells, conditional formats, drawings); nothing in the sheet's data is skipped silently; what lies over the cells
 * may cost no more than {@link MAX_STEPS}.
 */
import type { Hidden, Run } from '../../stages.ts';
import { WHITE } from '../../visibility/contrast.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { Budget } from '../ooxml/budget.ts';
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { type Area, AreaSweep, columnName, parseAreas } from './area.ts';
import { lookAtCell } from './cell.ts';
import { conditionalRules, type Rule } from './conditional.ts';
import { type Columns, columnsOf, flatRows } from './measures.ts';
import { type RawRow, type RawSheet, readRaw } from './raw.ts';
import type { Paper } from './styles.ts';
import { XLSX_TECHNIQUES } from './techniques.ts';
import { type CellValue, cellValue, type ValueScope } from './value.ts';

/** Rows and columns without anything between a cell and all that came before it. */
const FAR_ROWS = 200;
const FAR_COLUMNS = 40;
/** Questions whether something lies over a cell, on one sheet. */
const MAX_STEPS = 20_000_000;

/** The cells of a row that hold something. */
export interface SheetRow {
  /** From 0. */
  readonly row: number;
  /** For each cell its column, from 0. */
  readonly columns: readonly number[];
  /** For each cell what a person sees of it. */
  readonly texts: readonly string[];
  /** What not, by the cell's index. */
  readonly hidden: ReadonlyMap<number, readonly Run[]>;
}

export interface SheetContent extends Pick<RawSheet, 'root' | 'formulaTexts' | 'hasFills'> {
  readonly rows: readonly SheetRow[];
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

/** `source` is XML in pieces; `overlayOf` is asked once the sheet's XML is known; `chars` pays for the cells' texts. */
export function readSheet(
  source: Iterable<string>,
  scope: ValueScope,
  place: string,
  chars: Budget,
  overlayOf: (root: XmlElement) => Overlay,
): SheetContent {
  const { rows: raw, root, used, formulaTexts, hasFills } = readRaw(source, scope, place, chars);
  if (root.name !== 'worksheet') return { rows: [], root, formulaTexts: [], hasFills };
  const judge = new Judge(root, overlayOf(root), scope, place, {
    farRow: firstFar(
      raw.map(({ row }) => row),
      FAR_ROWS,
    ),
    farColumn: firstFar(used, FAR_COLUMNS),
  });
  const rows: SheetRow[] = [];
  // Taken from the end of a turned list, so that what was judged makes room.
  raw.reverse();
  for (let one = raw.pop(); one !== undefined; one = raw.pop()) rows.push(judge.judge(one));
  return { rows, root, formulaTexts, hasFills };
}

type Lying<T> = readonly { readonly area: Area; readonly value: T }[];

/** What lies over the cells of a row. */
interface Over {
  readonly merges: Lying<undefined>;
  readonly covers: Lying<undefined>;
  readonly grounds: Lying<Paper>;
  readonly isHidden: boolean;
}

interface Bounds {
  readonly farRow: number;
  readonly farColumn: number;
}

/** Judges the rows of a sheet, asked from the top. */
class Judge {
  readonly #scope: ValueScope;
  readonly #place: string;
  readonly #bounds: Bounds;
  readonly #columns: Columns;
  readonly #isFlat: (height: string | undefined) => boolean;
  readonly #rules: AreaSweep<readonly Rule[]>;
  readonly #merges: AreaSweep<undefined>;
  readonly #covers: AreaSweep<undefined>;
  readonly #grounds: AreaSweep<Paper>;
  /** What is behind a cell without a fill. */
  readonly #ground: Paper;
  readonly #steps = new Budget(MAX_STEPS, 'the workbook lays too much over its cells');
  /** The rules of each column, as long as the same lie over the rows. */
  #rulesNow: { readonly lying: Lying<readonly Rule[]>; readonly byColumn: Map<number, readonly Rule[]> } | undefined;

  constructor(root: XmlElement, overlay: Overlay, scope: ValueScope, place: string, bounds: Bounds) {
    this.#scope = scope;
    this.#place = place;
    this.#bounds = bounds;
    this.#columns = columnsOf(root);
    this.#isFlat = flatRows(root);
    this.#rules = conditionalRules(root, scope.styles);
    this.#merges = new AreaSweep(mergesOf(root));
    this.#covers = new AreaSweep(overlay.covers.map((area) => ({ area, value: undefined })));
    this.#grounds = new AreaSweep(overlay.grounds);
    this.#ground = overlay.hasPicture ? UNTOLD : ON_WHITE;
  }

  judge(raw: RawRow): SheetRow {
    const { row, columns } = raw;
    const lying = this.#rules.at(row);
    const over: Over = {
      merges: this.#merges.at(row),
      covers: this.#covers.at(row),
      grounds: this.#grounds.at(row),
      isHidden: raw.isHidden || this.#isFlat(raw.height),
    };
    const each = over.merges.length + over.covers.length + over.grounds.length;
    this.#steps.spend(each * (columns.length + 1) + lying.length);
    const texts: string[] = [];
    let hidden: Map<number, readonly Run[]> | undefined;
    for (let index = 0; index < columns.length; index += 1) {
      const { text, lost } = this.#cell(raw, index, over, lying);
      texts.push(text);
      if (lost === NONE) continue;
      hidden ??= new Map();
      hidden.set(index, lost);
    }
    return { row, columns, texts, hidden: hidden ?? NOTHING_LOST };
  }

  #cell(raw: RawRow, index: number, over: Over, lying: Lying<readonly Rule[]>): { text: string; lost: readonly Run[] } {
    const column = raw.columns[index] ?? 0;
    const style = raw.styles[index] ?? 0;
    const value = cellValue(raw.values[index] ?? '', style, this.#scope, this.#place, { row: raw.row, column });
    const why = this.#whyHidden(raw, index, value, over);
    if (why !== undefined) {
      return { text: '', lost: [{ text: value.plain, hidden: { ...why, place: placeOf(raw.row, column) } }] };
    }
    const rules = lying.length === 0 ? NO_RULES : this.#rulesAt(lying, column);
    this.#steps.spend(rules.length);
    const ground = over.grounds.find(({ area }) => column >= area.left && column <= area.right)?.value ?? this.#ground;
    const seen = lookAtCell(value, this.#scope.styles.at(style), rules, ground);
    const lost = seen.runs.filter((run) => run.hidden !== undefined && run.text.trim() !== '');
    if (lost.length === 0 && seen.literal === '') return { text: value.plain, lost: NONE };
    const at = placeOf(raw.row, column);
    return {
      text: seen.runs.map((run) => (run.hidden === undefined ? run.text : '')).join('') + seen.literal,
      lost:
        lost.length === 0
          ? NONE
          : lost.map((run) => (run.hidden === undefined ? run : { ...run, hidden: { ...run.hidden, place: at } })),
    };
  }

  #whyHidden({ row, columns, styles }: RawRow, index: number, value: CellValue, over: Over): Hidden | undefined {
    if (over.isHidden) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-row');
    const column = columns[index] ?? 0;
    const isFree = columns[index + 1] !== column + 1;
    const runsOver = isFree && value.kind === 'text' && this.#scope.styles.at(styles[index] ?? 0).runsOver;
    if (this.#columns.isHidden(column, runsOver)) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-column');
    const { farRow, farColumn } = this.#bounds;
    if (row >= farRow || column >= farColumn) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-far-cell');
    for (const { area } of over.merges) {
      const isUnder = column >= area.left && column <= area.right && (row !== area.top || column !== area.left);
      if (isUnder) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-merged-cell');
    }
    for (const { area } of over.covers) {
      if (column >= area.left && column <= area.right) return hiddenBy(XLSX_TECHNIQUES, 'xlsx-covered');
    }
    return undefined;
  }

  #rulesAt(lying: Lying<readonly Rule[]>, column: number): readonly Rule[] {
    if (this.#rulesNow?.lying !== lying) this.#rulesNow = { lying, byColumn: new Map() };
    const known = this.#rulesNow.byColumn.get(column);
    if (known !== undefined) return known;
    const found = lying.flatMap(({ area, value }) => (column >= area.left && column <= area.right ? value : []));
    this.#steps.spend(lying.length + found.length);
    found.sort((a, b) => a.priority - b.priority);
    this.#rulesNow.byColumn.set(column, found);
    return found;
  }
}

const NO_RULES: readonly Rule[] = [];
const NONE: readonly Run[] = [];
const NOTHING_LOST: ReadonlyMap<number, readonly Run[]> = new Map();
const ON_WHITE: Paper = [WHITE];
const UNTOLD: Paper = [undefined];

function placeOf(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
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
