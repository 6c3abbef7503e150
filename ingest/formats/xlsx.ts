/**
 * Excel workbooks (.xlsx): every sheet is a table, its first row with anything in it the header. A row is known by its sheet and by its
 * number below that header. A workbook with a sheet that is no such table is read as lines of cells, and has no rows at all. Formulas give
 * the values that were saved with them; nothing is calculated. Guarantees: the archive is measured before it is opened; rows, columns,
 * sheets and cells that Excel would not show are hidden. A column that is hidden is not there for those who name columns: its
 * values would decide who reads a row where nobody sees them.
 */
import type { Hidden } from '../stages.ts';
import { hiddenBy } from '../visibility/technique.ts';
import type { BlockDraft } from './blocks.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { macroFindings } from './macros.ts';
import { OfficeArchive } from './ooxml/archive.ts';
import { Budget, MAX_DOCUMENT_CHARS } from './ooxml/budget.ts';
import { childOf } from './ooxml/xml.ts';
import { MAX_ROW_CHARS, TableWriter } from './table.ts';
import { type Book, type BookSheet, openBook } from './xlsx/book.ts';
import { coversOf, type Drawing, drawingBlocks, drawingsOf } from './xlsx/drawings.ts';
import { bookExtras, sheetExtras } from './xlsx/extras.ts';
import { asTable, gridBlocks, hiddenRuns, isSeen, type RecordTable } from './xlsx/layout.ts';
import { columnsOf } from './xlsx/measures.ts';
import { readSheet, type SheetContent, type SheetRow } from './xlsx/sheet.ts';
import { tableGrounds } from './xlsx/table-styles.ts';
import { XLSX_TECHNIQUES } from './xlsx/techniques.ts';

interface ReadSheet {
  readonly sheet: BookSheet;
  readonly content: SheetContent;
  readonly drawings: readonly Drawing[];
  /** Names the sheet by its position: its name is the document's text, which messages don't hold. */
  readonly place: string;
}

export async function extractXlsx(bytes: Uint8Array): Promise<RawExtract> {
  const archive = await OfficeArchive.open(bytes);
  const book = openBook(archive);
  const chars = new Budget(MAX_DOCUMENT_CHARS, 'the workbook holds too much text');
  const sheets = book.sheets.map((sheet, index) => readOne(book, sheet, `sheet ${index + 1}: `, chars));
  const writer = new TableWriter();
  for (const { one, table } of laidOut(sheets)) addSheet(writer, book, one, table);
  for (const block of bookExtras(book)) writer.addOther(block);
  return { format: 'xlsx', blocks: writer.blocks, findings: macroFindings(archive.names) };
}

function readOne(book: Book, sheet: BookSheet, place: string, chars: Budget): ReadSheet {
  let drawings: readonly Drawing[] = [];
  const content = readSheet(book.archive.pieces(sheet.part), book.scope, place, chars, (root) => {
    drawings = drawingsOf(book, sheet, columnsOf(root));
    return {
      covers: coversOf(book, drawings),
      grounds: tableGrounds(book.archive, sheet.relations),
      hasPicture: childOf(root, 'picture') !== undefined,
    };
  });
  // Sheets of charts have no cells, and drawings all the same.
  if (content.root.name !== 'worksheet') drawings = drawingsOf(book, sheet, columnsOf(content.root));
  return { sheet, content, drawings, place };
}

/**
 * Each sheet with the table that it is. One sheet that is none makes the workbook none: those who give readers to rows must not find
 * the cells of another sheet served beside them, to everybody who may read the document.
 */
function laidOut(sheets: readonly ReadSheet[]): { readonly one: ReadSheet; readonly table: RecordTable | undefined }[] {
  const found = sheets.map((one) => {
    const { sheet, content, place } = one;
    const table = sheet.state === 'visible' ? asTable(content, place) : undefined;
    const isBlank = sheet.state !== 'visible' || !content.rows.some(({ texts }) => texts.some(isSeen));
    return { one, table, isFit: table !== undefined || isBlank };
  });
  const isBookOfTables = found.every(({ isFit }) => isFit);
  return found.map(({ one, table }) => ({ one, table: isBookOfTables ? table : undefined }));
}

function addSheet(
  writer: TableWriter,
  book: Book,
  { sheet, content, drawings, place }: ReadSheet,
  table: RecordTable | undefined,
): void {
  const hidden = hiddenSheet(sheet);
  if (hidden !== undefined) for (const block of hiddenBlocks(content, sheet.name, hidden)) writer.addOther(block);
  else if (table !== undefined) addTable(writer, content, table, sheet.name, place);
  else {
    for (const block of gridBlocks(content, sheet.name)) writer.addOther(block);
    for (const row of content.rows) {
      writer.addOther({ kind: 'paragraph', runs: hiddenRuns(row), locator: { part: sheet.name } });
    }
  }
  for (const block of drawingBlocks(book, sheet, drawings, hidden, content.hasFills)) writer.addOther(block);
  for (const block of sheetExtras(book, sheet, content)) writer.addOther(block);
}

function addTable(writer: TableWriter, { rows }: SheetContent, table: RecordTable, part: string, place: string): void {
  const { header, columns, top } = table;
  for (const one of rows) {
    const number = one.row - top;
    const locator = number > 0 ? { row: number, part } : { part };
    if (number > 0) {
      const values = valuesAt(one, columns);
      if (values.reduce((sum, value) => sum + (value?.length ?? 0), 0) > MAX_ROW_CHARS) {
        throw new UnreadableDocument('damaged-document', `${place}row ${number} is too long`);
      }
      writer.add(header, values, locator);
    }
    // Without cells, so that what is cut is not looked for in the cells that are seen.
    writer.addOther({ kind: 'row', runs: hiddenRuns(one), locator });
  }
}

/** What stands in each of the columns, which ascend. */
function valuesAt({ columns: own, texts }: SheetRow, columns: readonly number[]): (string | undefined)[] {
  let at = 0;
  return columns.map((column) => {
    while ((own[at] ?? column) < column) at += 1;
    return own[at] === column ? texts[at] : undefined;
  });
}

function hiddenSheet({ state, part }: BookSheet): Hidden | undefined {
  switch (state) {
    case 'visible':
      return undefined;
    case 'hidden':
      return hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-sheet', { place: part });
    case 'veryHidden':
      return hiddenBy(XLSX_TECHNIQUES, 'xlsx-very-hidden-sheet', { place: part });
    case 'unlisted':
      return hiddenBy(XLSX_TECHNIQUES, 'xlsx-unlisted-sheet', { place: part });
    default: {
      const never: never = state;
      throw new TypeError(`unknown state ${JSON.stringify(never)}`);
    }
  }
}

const HIDDEN_ROWS_EACH = 200;

function* hiddenBlocks({ rows }: SheetContent, part: string, hidden: Hidden): Generator<BlockDraft> {
  for (let from = 0; from < rows.length; from += HIDDEN_ROWS_EACH) {
    const lines = rows.slice(from, from + HIDDEN_ROWS_EACH).map(({ texts, hidden: lost }) =>
      texts
        .flatMap((text, i) => [text, ...(lost.get(i) ?? []).map((run) => run.text)])
        .filter((text) => text !== '')
        .join(' | '),
    );
    yield {
      kind: 'paragraph',
      runs: [{ text: lines.join('\n'), hidden }],
      ...(part === '' ? {} : { locator: { part } }),
    };
  }
}
