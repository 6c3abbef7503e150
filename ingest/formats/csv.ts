/**
 * CSV: a table with a header; every row below it becomes a block of its own, with its cells and a rendering `header: value`.
 * Guarantees: a row keeps its cells exactly (but for spaces around unquoted ones), rows that do not fit the header refuse the
 * file, and no cell can pose as another column in the rendering. Formulas are text, but for what their results never show; comments
 * and cells far out of sight are kept as hidden runs. Source: RFC 4180.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { Hidden, Locator, Run } from '../stages.ts';
import { hiddenBy } from '../visibility/technique.ts';
import { shownCell } from './csv/cell.ts';
import { cutComments } from './csv/comments.ts';
import { sniffDelimiter } from './csv/delimiter.ts';
import { nearTable } from './csv/far.ts';
import { CSV_TECHNIQUES } from './csv/techniques.ts';
import { decodeText } from './decode.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { checkHeader, checkSize, MAX_ROW_CHARS, MAX_ROWS, TableWriter } from './table.ts';

/** Ragged rows that an error names. */
const MAX_NAMED_ROWS = 5;
/** Empty lines that the parser would swallow, so many that what is below them is out of sight. */
const MANY_EMPTY_LINES = /(?:\n[ \t]*\r?){500}/;

const COMMENT = hiddenBy(CSV_TECHNIQUES, 'csv-comment-line');
const FAR_RIGHT = hiddenBy(CSV_TECHNIQUES, 'csv-far-cell', { why: 'behind many empty columns' });
const FAR_BELOW = hiddenBy(CSV_TECHNIQUES, 'csv-far-cell', { why: 'below many empty rows' });

export async function extractCsv(bytes: Uint8Array): Promise<RawExtract> {
  const whole = decodeText(bytes);
  const delimiter = sniffDelimiter(whole.startsWith('#') ? whole.replace(/^#.*\n?/gm, '') || whole : whole);
  const { text, comments } = cutComments(whole, delimiter);
  const all = parseRecords(text, delimiter);
  const [first, ...records] = all.slice(all.findIndex((record) => !isEmptyLine(record)));
  if (first === undefined) throw new UnreadableDocument('empty-file', 'the table is empty: it has no header');
  const { header: written, rows, farCells, farFrom } = nearTable(first, records);
  const writer = new TableWriter();
  const header = shownCells(written, writer, {});
  checkHeader(header);
  checkSize(rows.length, header.length);
  checkColumns(header, rows.slice(0, farFrom));

  hide(writer, comments, COMMENT, {});
  hide(writer, farCells.get(-1) ?? [], FAR_RIGHT, {});
  for (const [index, row] of rows.entries()) {
    const locator = { row: index + 1 };
    if (index >= farFrom) hide(writer, row, FAR_BELOW, locator);
    else writer.add(header, shownCells(row, writer, locator), locator);
    hide(writer, farCells.get(index) ?? [], FAR_RIGHT, locator);
  }
  return { format: 'csv', blocks: writer.blocks, findings: [] };
}

/** The cells as they are shown; what they hide goes to `writer`. */
function shownCells(row: readonly string[], writer: TableWriter, locator: Locator): readonly string[] {
  return row.map((cell) => {
    const { text, hidden } = shownCell(cell);
    if (hidden.length > 0) writer.hide(hidden, locator);
    return text;
  });
}

function hide(writer: TableWriter, texts: readonly string[], hidden: Hidden, locator: Locator): void {
  const text = texts.filter((one) => one.trim() !== '').join('\n');
  const runs: Run[] = [{ text, hidden }];
  writer.hide(runs, locator);
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      trim: true,
      // Empty lines are no rows, unless there are so many that they push what is below them out of sight.
      skip_empty_lines: !MANY_EMPTY_LINES.test(text),
      relax_column_count: true,
      max_record_size: MAX_ROW_CHARS,
      to: MAX_ROWS + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error.lines;
    const where = typeof line === 'number' ? ` near line ${line}` : '';
    const why =
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? 'a row is too long, or a quote is not closed'
        : 'a quote is out of place or not closed';
    throw new UnreadableDocument('damaged-document', `the table can't be read${where}: ${why}`);
  }
}

function isEmptyLine(record: readonly string[]): boolean {
  return record.length === 1 && record[0] === '';
}

function checkColumns(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const ragged = rows.flatMap((row, index) =>
    row.length === header.length || isEmptyLine(row) ? [] : [`row ${index + 1} has ${row.length}`],
  );
  if (ragged.length === 0) return;
  const named = ragged.slice(0, MAX_NAMED_ROWS).join(', ');
  const more = ragged.length > MAX_NAMED_ROWS ? `, and ${ragged.length - MAX_NAMED_ROWS} more rows differ` : '';
  const columns = header.length === 1 ? '1 column' : `${header.length} columns`;
  throw new UnreadableDocument(
    'ragged-row',
    `the header has ${columns}, but ${named}${more} (row 1 is the first below the header)`,
  );
}
