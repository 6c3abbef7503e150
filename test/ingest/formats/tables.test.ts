/** One table in three formats is one table: the same rows, attributes and places of cells, through the real sandbox. */
import { afterAll, describe, expect, it } from 'vitest';
import { chunk } from '../../../ingest/chunk.ts';
import { rowAttributes } from '../../../ingest/rows.ts';
import { createSandbox } from '../../../ingest/sandbox.ts';
import { sanitize } from '../../../ingest/sanitize/sanitize.ts';
import { bytesOf } from './helpers.ts';
import { makeWorkbook, type WorkbookCell } from './workbook.ts';

const MIB = 1024 * 1024;
const sandbox = createSandbox({ workers: 1, timeoutMs: 60_000, maxRssBytes: 1_024 * MIB, maxOutputBytes: 64 * MIB });
afterAll(() => sandbox.close());

type Value = string | number | boolean | readonly string[] | null;

/** Days since the 30th of December 1899, as Excel counts. */
const serialOf = (iso: string) => Date.parse(iso) / 86_400_000 + 25_569;
const asText = (value: Value) => (value === null ? '' : Array.isArray(value) ? value.join('; ') : String(value));
const asCell = (value: Value): WorkbookCell => {
  const text = asText(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(text)) return { serial: serialOf(text) };
  return typeof value === 'number' || typeof value === 'boolean' ? value : text === '' ? null : text;
};

const TABLES: readonly (readonly [what: string, header: readonly string[], rows: readonly (readonly Value[])[]])[] = [
  [
    'plain values',
    ['claim', 'region', 'amount', 'due', 'final', 'note'],
    [
      ['EX-1', ['dach', 'nordics'], 120, '2026-11-30', true, 'Ferry to Kiel'],
      ['EX-2', ['emea'], -3, '2026-12-01T08:30:00Z', false, 'ok'],
    ],
  ],
  [
    'values of several lines, with separators, quotes and colons',
    ['claim', 'region', 'amount', 'due', 'final', 'note'],
    [['EX, "3"', ['x y'], 0, '2026-01-01', true, 'one: two\namount: 9\n"three"; four']],
  ],
  [
    'empty cells and other scripts',
    ['claim', 'region', 'amount', 'due', 'final', 'note'],
    [
      ['سفر نمی\u200cخواهم', ['север'], 5, '2027-02-28', false, null],
      ['👨‍👩‍👧‍👦', ['é'], 6, '2027-02-28', false, null],
    ],
  ],
  [
    'what nobody sees, and a value that makes several passages',
    ['claim', 'region', 'amount', 'due', 'final', 'note'],
    [['a\u200bb\u202e', ['d\u200dach'], 7, '2027-02-28', true, 'The crane lifts a pallet. '.repeat(300).trim()]],
  ],
];

const files = (header: readonly string[], rows: readonly (readonly Value[])[]) => ({
  csv: bytesOf(
    [header, ...rows].map((row) => row.map((one) => `"${asText(one).replaceAll('"', '""')}"`).join(',')).join('\r\n'),
  ),
  jsonl: bytesOf(
    rows.map((row) => JSON.stringify(Object.fromEntries(header.map((name, i) => [name, row[i]])))).join('\n'),
  ),
  xlsx: makeWorkbook([{ name: 'Sheet1', rows: [header, ...rows].map((row) => row.map(asCell)) }]),
});

const TYPES = { region: 'strings', amount: 'long', due: 'datetime', final: 'bool' } as const;
const COLUMNS = { attributes: { region: 'region', amount: 'amount', due: 'due', final: 'final' } };

describe('a table', () => {
  it.each(TABLES)('is the same as CSV, JSON Lines and workbook: %s', async (_what, header, rows) => {
    const seen = await Promise.all(
      Object.entries(files(header, rows)).map(async ([format, bytes]) => {
        const extracted = await sandbox.extract({ bytes, fileName: `table.${format}` });
        expect(extracted.format).toBe(format);
        return chunk(sanitize(extracted)).chunks.map(({ text, row, cells }) => {
          if (row === undefined) throw new Error('a passage is of no row');
          const named = { place: `row ${row.number}`, cells: row.cells };
          return { text, row, cells, attributes: rowAttributes(COLUMNS, TYPES, named) };
        });
      }),
    );
    const [csv, jsonl, xlsx] = seen;
    expect(new Set(csv?.map(({ row }) => row.number)).size).toBe(rows.length);
    expect(csv?.every(({ cells }) => cells !== undefined && cells.length > 0)).toBe(true);
    expect(jsonl).toEqual(csv);
    expect(xlsx).toEqual(csv);
  });
});
