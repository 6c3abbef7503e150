/**
 * CSV: a table with a header; every row below it becomes a block of its own, with its cells and a rendering `header: value`.
 * Guarantees: a row keeps its cells exactly (but for spaces around unquoted ones), rows that do not fit the header refuse the
 * file, and no cell can pose as another column in the rendering. Formulas are text: nothing is calculated. Source: RFC 4180.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { sniffDelimiter } from './csv/delimiter.ts';
import { decodeText } from './decode.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { checkHeader, checkSize, MAX_ROW_CHARS, MAX_ROWS, TableWriter } from './table.ts';

/** Ragged rows that an error names. */
const MAX_NAMED_ROWS = 5;

export async function extractCsv(bytes: Uint8Array): Promise<RawExtract> {
  const text = decodeText(bytes);
  const [header, ...rows] = parseRecords(text);
  if (header === undefined) throw new UnreadableDocument('empty-file', 'the table is empty: it has no header');
  checkHeader(header);
  checkSize(rows.length, header.length);
  checkColumns(header, rows);

  const writer = new TableWriter();
  for (const [index, row] of rows.entries()) writer.add(header, row, { row: index + 1 });
  return { format: 'csv', blocks: writer.blocks, findings: [] };
}

function parseRecords(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: sniffDelimiter(text),
      trim: true,
      skip_empty_lines: true,
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

function checkColumns(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const ragged = rows.flatMap((row, index) =>
    row.length === header.length ? [] : [`row ${index + 1} has ${row.length}`],
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
