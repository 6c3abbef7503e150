/**
 * JSON Lines: one flat object a line, each a row of a table. Columns are all keys in the order in which they first come; what is absent
 * or `null` is an empty cell. Guarantees: a line that is not such an object refuses the file and is named; nothing nested or too large
 * to be exact is guessed at; where a key comes twice the last value is the cell, as for every parser, and the others are kept as hidden
 * runs. A row has the number of its line. Source: jsonlines.org, RFC 8259.
 */
import type { Run } from '../stages.ts';
import { hiddenBy } from '../visibility/technique.ts';
import { decodeText } from './decode.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { scanJson } from './json/scan.ts';
import { JSON_TECHNIQUES } from './json/techniques.ts';
import { writeList } from './list-text.ts';
import { checkHeader, checkSize, MAX_COLUMNS, MAX_ROW_CHARS, MAX_ROWS, TableWriter } from './table.ts';

interface Row {
  readonly cells: ReadonlyMap<string, string>;
  /** Values that lose to a later one of the same key. */
  readonly losers: readonly Run[];
}

const LOSER = hiddenBy(JSON_TECHNIQUES, 'json-duplicate-key');

export async function extractJsonl(bytes: Uint8Array): Promise<RawExtract> {
  const lines = decodeText(bytes).split(/\r?\n/);
  const rows = new Map<number, Row>();
  const columns = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const row = readLine(line, index + 1);
    rows.set(index + 1, row);
    for (const column of row.cells.keys()) columns.add(column);
    if (columns.size > MAX_COLUMNS) {
      throw new UnreadableDocument('too-many-columns', `the table has more than ${MAX_COLUMNS} columns`);
    }
    if (rows.size > MAX_ROWS) throw new UnreadableDocument('too-many-rows', `the table has more than ${MAX_ROWS} rows`);
  }
  const header = [...columns];
  checkHeader(header);
  checkSize(rows.size, header.length);
  const writer = new TableWriter();
  for (const [number, row] of rows) {
    writer.add(
      header,
      header.map((column) => row.cells.get(column)),
      { row: number },
    );
    writer.hide(row.losers, { row: number });
  }
  return { format: 'jsonl', blocks: writer.blocks, findings: [] };
}

function readLine(line: string, number: number): Row {
  const refuse = (why: string) => new UnreadableDocument('damaged-document', `line ${number}: ${why}`);
  if (line.length > MAX_ROW_CHARS) throw refuse('the line is too long');
  const object = parseObject(line);
  if (object === undefined) throw refuse('a line must be one JSON object');
  const entries = Object.entries(object);
  const row = new Map<string, string>();
  for (const [key, value] of entries) {
    const cell = cellOf(value);
    if (typeof cell !== 'string') throw refuse(`the value in the object's place ${row.size + 1} ${cell.why}`);
    row.set(key.trim(), cell);
  }
  if (row.size !== entries.length) throw refuse('the object has a key twice');
  // A member has a colon at least: where there are no more, no key came twice.
  return { cells: row, losers: colonsIn(line) === entries.length ? [] : losersIn(line) };
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The value as a cell's text, or why it can't be one. */
function cellOf(value: unknown): string | { readonly why: string } {
  if (value === null) return '';
  if (typeof value === 'string') {
    return value.isWellFormed() ? value : { why: 'holds half of a character (a lone surrogate)' };
  }
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    // Beyond 2^53 the number that was written is not the number that was read.
    const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    return isExact ? String(value) : { why: 'is too large a number to be exact: write it as text' };
  }
  if (!Array.isArray(value)) return { why: 'is nested: a row must be flat' };
  if (!value.every((one) => typeof one === 'string')) return { why: 'is a list of something else than texts' };
  return value.every((one) => one.isWellFormed())
    ? writeList(value)
    : { why: 'holds half of a character (a lone surrogate)' };
}

function colonsIn(line: string): number {
  let colons = 0;
  for (let at = line.indexOf(':'); at >= 0; at = line.indexOf(':', at + 1)) colons += 1;
  return colons;
}

/** What the parser silently drops: all but the last value of a key. */
function losersIn(line: string): Run[] {
  return scanJson(line).losers.map(({ start, end }) => {
    const member = line.slice(start, end).trim().replace(/,$/, '');
    return { text: decoded(member), hidden: LOSER };
  });
}

/** A member with its escapes decoded, so that the evidence reads as its value would have. */
function decoded(member: string): string {
  return Object.entries(JSON.parse(`{${member}}`) as Record<string, unknown>)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}
