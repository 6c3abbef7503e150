/**
 * Excel workbooks (.xlsx): every sheet is a table, its first row with anything in it the header. A row is known by its sheet and by its
 * number below that header. Formulas give the values that were saved with them (errors such as `#N/A` give nothing); nothing is
 * calculated. Guarantees: the archive is measured before it is opened, and a cell beyond the header refuses the workbook.
 * It can't tell hidden text yet: rows, columns and sheets that Excel would not show are in the text.
 */
import readWorkbook, { type Sheet } from 'read-excel-file/universal';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { macroFindings } from './macros.ts';
import { checkHeader, checkSize, MAX_ROW_CHARS, TableWriter } from './table.ts';
import { inspectArchive } from './zip-guard.ts';

const MAIN_PART = 'xl/workbook.xml';
const MAX_SHEETS = 200;
/** Excel allows 31. */
const MAX_SHEET_NAME = 100;

export async function extractXlsx(bytes: Uint8Array): Promise<RawExtract> {
  const names = await inspectArchive(bytes);
  if (!names.has(MAIN_PART)) {
    throw new UnreadableDocument('unsupported-format', 'the file is an archive, but not an Excel workbook');
  }
  const sheets = await readSheets(bytes);
  if (sheets.length > MAX_SHEETS || sheets.some(({ sheet }) => sheet.length > MAX_SHEET_NAME)) {
    throw new UnreadableDocument('damaged-document', 'the workbook has too many sheets, or one with too long a name');
  }
  const writer = new TableWriter();
  for (const [index, sheet] of sheets.entries()) addSheet(writer, sheet, `sheet ${index + 1}: `);
  return { format: 'xlsx', blocks: writer.blocks, findings: macroFindings(names) };
}

async function readSheets(bytes: Uint8Array): Promise<Sheet[]> {
  try {
    // The reader for browsers goes by the archive's directory, as the guard did; the one for Node takes whatever stands between.
    return await readWorkbook(Uint8Array.from(bytes).buffer, { trim: false });
  } catch {
    throw new UnreadableDocument('damaged-document', 'the workbook is damaged');
  }
}

/** `place` names the sheet by its position: its name is the document's text, which messages don't hold. */
function addSheet(writer: TableWriter, { sheet, data }: Sheet, place: string): void {
  // A sheet that is a chart has no data at all.
  const table: readonly (readonly unknown[])[] = data ?? [];
  const top = table.findIndex((row) => row.some((cell) => cell !== null));
  const [first, ...rows] = table.slice(Math.max(top, 0));
  if (top < 0 || first === undefined) return;
  const last = first.findLastIndex((cell) => cell !== null);
  const header = first.slice(0, last + 1).map((cell) => textOf(cell, `${place}the header`).trim());
  checkHeader(header, place);
  checkSize(rows.length, header.length);
  for (const [index, row] of rows.entries()) {
    const where = `${place}row ${index + 1}`;
    const beyond = row.findIndex((cell, column) => cell !== null && column >= header.length);
    if (beyond >= 0) {
      throw new UnreadableDocument('ragged-row', `${where} has a cell in column ${beyond + 1}, which has no header`);
    }
    const values = row.map((cell) => textOf(cell, where));
    if (values.reduce((sum, value) => sum + value.length, 0) > MAX_ROW_CHARS) {
      throw new UnreadableDocument('damaged-document', `${where} is too long`);
    }
    writer.add(header, values, { row: index + 1, part: sheet });
  }
}

/** A cell as a person or a policy writes it: dates as ISO 8601, which is what typed attributes take. */
function textOf(cell: unknown, where: string): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const text = cell instanceof Date ? dateText(cell) : undefined;
  if (text === undefined) throw new UnreadableDocument('damaged-document', `${where} has a date that is none`);
  return text;
}

/** Day 0 of Excel's calendar: a time of day alone is a time on it. */
const DAY_ZERO = '1899-12-30';

/**
 * Excel knows no time zones, so that times are taken for UTC. It keeps days as fractions: what is less than a second is their rounding.
 */
function dateText(date: Date): string | undefined {
  const rounded = new Date(Math.round(date.getTime() / 1_000) * 1_000);
  if (Number.isNaN(rounded.getTime())) return undefined;
  const [day = '', time = ''] = rounded.toISOString().replace('.000Z', '').split('T');
  if (day === DAY_ZERO) return time;
  return time === '00:00:00' ? day : `${day}T${time}Z`;
}
