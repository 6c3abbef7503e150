/**
 * The XML of a sheet as a tree without its rows, and its rows one by one: a sheet of 200,000 rows is never in memory as a tree.
 * Guarantees: names are the local ones for elements of spreadsheets only, so that no stranger's `c` passes for a cell; bounded depth, no
 * document types, no entities beyond XML's five.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UnreadableDocument } from '../format.ts';
import { NameScope, type XmlElement } from '../ooxml/xml.ts';

const MAX_DEPTH = 100;
const SPREADSHEET = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
]);
const RELATIONS = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
]);

/** A cell as it is written. */
export interface CellRecord {
  /** `B7`; absent where it follows the cell before. */
  readonly reference: string | undefined;
  /** Number of its style. */
  readonly style: number;
  readonly type: string;
  /** Absent where the cell has no `v`. */
  value: string | undefined;
  formula: string | undefined;
  /** `is`, a text of its own. */
  inline: XmlElement | undefined;
}

export interface RowRecord {
  readonly attributes: ReadonlyMap<string, string>;
  readonly cells: readonly CellRecord[];
}

/** Gives every row to `take` and forgets it; answers the sheet's root with all the rest. `source` is text in pieces. */
export function streamRows(source: Iterable<string>, take: (row: RowRecord) => void): XmlElement {
  return new Stream(take, nothing).read(source);
}

/** Gives every text of a list of shared texts to `take` and forgets it. */
export function streamItems(source: Iterable<string>, take: (item: XmlElement) => void): void {
  new Stream(nothing, take).read(source);
}

function nothing(): void {}

/** What an element is kept as: part of a tree, a row's or cell's own, or not at all. */
type Role = 'tree' | 'row' | 'cell' | 'value' | 'formula' | 'inline' | 'item' | 'lost';

interface OpenElement extends XmlElement {
  readonly role: Role;
  readonly children: (XmlElement | string)[];
  readonly outside: NameScope;
}

/** Millions of cells go through here: it makes no function and no tree for any of them. */
class Stream {
  readonly #takeRow: (row: RowRecord) => void;
  readonly #takeItem: (item: XmlElement) => void;
  readonly #open: OpenElement[] = [];
  #scope = NameScope.outermost(sheetName);
  #root: OpenElement | undefined;
  #row: { attributes: ReadonlyMap<string, string>; cells: CellRecord[] } = { attributes: NO_ATTRIBUTES, cells: [] };
  #cell: CellRecord = emptyCell(undefined, 0, 'n');

  constructor(takeRow: (row: RowRecord) => void, takeItem: (item: XmlElement) => void) {
    this.#takeRow = takeRow;
    this.#takeItem = takeItem;
  }

  read(source: Iterable<string>): XmlElement {
    const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
    parser.on('error', damaged);
    parser.on('doctype', damaged);
    parser.on('opentag', (tag) => this.#opened(tag));
    parser.on('closetag', () => this.#closed());
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    for (const piece of source) parser.write(piece);
    parser.close();
    return this.#root ?? damaged();
  }

  #opened({ name: written, attributes }: SaxesTagPlain): void {
    const open = this.#open;
    if (open.length >= MAX_DEPTH) {
      throw new UnreadableDocument('too-deeply-nested', `the workbook nests elements more than ${MAX_DEPTH} deep`);
    }
    const outside = this.#scope;
    this.#scope = outside.within(attributes);
    const name = this.#scope.element(written);
    const above = open[open.length - 1];
    const role = roleOf(name, above);
    let said = NO_ATTRIBUTES;
    if (role === 'row') this.#row = { attributes: this.#scope.attributes(attributes), cells: [] };
    else if (role === 'cell') {
      this.#cell = emptyCell(attributes.r, Number(attributes.s ?? 0), attributes.t ?? 'n');
      this.#row.cells.push(this.#cell);
    } else if (role === 'tree' || role === 'inline' || role === 'item') {
      said = this.#scope.attributes(attributes);
    }
    const element: OpenElement = { name, attributes: said, children: [], role, outside };
    this.#root ??= element;
    if (role === 'tree') above?.children.push(element);
    open.push(element);
  }

  #closed(): void {
    const element = this.#open.pop();
    if (element !== undefined) this.#scope = element.outside;
    switch (element?.role) {
      case 'row':
        this.#takeRow(this.#row);
        return;
      case 'value':
        this.#cell.value = ownText(element);
        return;
      case 'formula':
        this.#cell.formula = ownText(element);
        return;
      case 'inline':
        this.#cell.inline = element;
        return;
      case 'item':
        this.#takeItem(element);
        return;
      default:
    }
  }

  #text(text: string): void {
    const above = this.#open[this.#open.length - 1];
    if (above !== undefined && above.role !== 'row' && above.role !== 'cell' && above.role !== 'lost')
      above.children.push(text);
  }
}

function roleOf(name: string, above: OpenElement | undefined): Role {
  switch (above?.role) {
    case undefined:
      return 'tree';
    case 'row':
      return name === 'c' ? 'cell' : 'lost';
    case 'cell':
      return name === 'v' ? 'value' : name === 'f' ? 'formula' : name === 'is' ? 'inline' : 'lost';
    case 'value':
    case 'formula':
    case 'lost':
      return 'lost';
    default:
      if (name === 'row' && above?.name === 'sheetData') return 'row';
      return name === 'si' && above?.name === 'sst' ? 'item' : 'tree';
  }
}

function emptyCell(reference: string | undefined, style: number, type: string): CellRecord {
  return { reference, style, type, value: undefined, formula: undefined, inline: undefined };
}

function damaged(): never {
  throw new UnreadableDocument('damaged-document', 'the workbook is damaged');
}

/** Text directly in the element. */
export function ownText({ children }: XmlElement): string {
  const only = children[0];
  if (children.length === 1 && typeof only === 'string') return only;
  return children.filter((child) => typeof child === 'string').join('');
}

/** Most elements of a sheet have none. */
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Elements of spreadsheets and attributes by their local names; `r:` for relations; all else is a stranger's. */
function sheetName(uri: string, local: string, kind: 'element' | 'attribute'): string {
  if (SPREADSHEET.has(uri) || (kind === 'attribute' && uri === '')) return local;
  return RELATIONS.has(uri) ? `r:${local}` : `other:${local}`;
}
