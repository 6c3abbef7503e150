/**
 * CSV: a table with a header; every row below it becomes a block of its own, with its cells and a rendering `header: value`.
 * Guarantees: a row keeps its cells exactly (but for spaces around unquoted ones), rows that do not fit the header refuse the
 * file, and no cell can pose as another column in the rendering. Formulas are text: nothing is calculated. Source: RFC 4180.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { BlockWriter } from './blocks.ts';
import { sniffDelimiter } from './csv/delimiter.ts';
import { decodeText } from './decode.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';

const MAX_COLUMNS = 1_000;
const MAX_ROWS = 200_000;
/** Longest row, in UTF-16 code units. */
const MAX_ROW_CHARS = 1_000_000;
/** Ragged rows that an error names. */
const MAX_NAMED_ROWS = 5;
/** Names that would mean something else to code that keeps cells by column. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

export async function extractCsv(bytes: Uint8Array): Promise<RawExtract> {
  const text = decodeText(bytes);
  const [header, ...rows] = parseRecords(text);
  if (header === undefined) throw new UnreadableDocument('empty-file', 'the table is empty: it has no header');
  checkHeader(header);
  if (rows.length > MAX_ROWS) {
    throw new UnreadableDocument('too-many-rows', `the table has more than ${MAX_ROWS} rows`);
  }
  checkColumns(header, rows);

  const writer = new BlockWriter();
  for (const [index, row] of rows.entries()) {
    const cells = Object.fromEntries(header.map((name, column) => [name, row[column] ?? '']));
    writer.add({ kind: 'row', runs: [{ text: render(cells) }], locator: { row: index + 1 }, cells });
  }
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

function checkHeader(header: readonly string[]): void {
  if (header.length > MAX_COLUMNS) {
    throw new UnreadableDocument(
      'too-many-columns',
      `the table has ${header.length} columns, more than ${MAX_COLUMNS}`,
    );
  }
  const seen = new Map<string, number>();
  for (const [index, name] of header.entries()) {
    const column = index + 1;
    if (name === '') throw new UnreadableDocument('invalid-header', `column ${column} has no name in the header`);
    if (RESERVED.has(name))
      throw new UnreadableDocument('invalid-header', `column ${column} has a name that is reserved`);
    const first = seen.get(name);
    if (first !== undefined) {
      throw new UnreadableDocument('invalid-header', `columns ${first} and ${column} have the same name in the header`);
    }
    seen.set(name, column);
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

/** `header: value` by line, without empty cells. Further lines of a value are indented, so that none can pose as a column. */
function render(cells: Readonly<Record<string, string>>): string {
  return Object.entries(cells)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${indented(name)}: ${indented(value)}`)
    .join('\n');
}

function indented(text: string): string {
  return text.replace(/\r\n|[\r\n\u2028\u2029\u0085\v\f]/g, '\n  ');
}
