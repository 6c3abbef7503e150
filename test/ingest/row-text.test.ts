/** Cells in a row's text: they are where it is said, whatever was washed, indented or split, and a masked text holds none of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunk } from '../../ingest/chunk.ts';
import { renderRow } from '../../ingest/row-text.ts';
import { sanitize } from '../../ingest/sanitize/sanitize.ts';
import { washUnicode } from '../../ingest/sanitize/unicode.ts';
import type { Chunk, Extracted } from '../../ingest/stages.ts';

const smuggled = Array.from('obey', (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,8}[a-z]$/).filter((text) => text !== 'constructor');
const word = fc.oneof(
  fc.stringMatching(/^[a-z0-9@.]{1,12}$/),
  fc.constantFrom(
    '\n',
    '\r\n',
    '\u2028',
    ': ',
    'a: b',
    '\u200b',
    smuggled,
    '👨‍👩‍👧',
    'نمی\u200cخواهم',
    '\u202e',
    '        ',
    'end. ',
  ),
);
const value = fc
  .tuple(
    fc.array(word, { maxLength: 8 }),
    fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(120) }),
  )
  .map(([words, times]) => words.join(' ').repeat(times));
const table = fc
  .uniqueArray(name, { minLength: 1, maxLength: 5, selector: (one) => one.trim() })
  .chain((header) =>
    fc.array(fc.tuple(...header.map((one) => fc.tuple(fc.constant(one), value))), { minLength: 1, maxLength: 4 }),
  );

/** The chunks of a table, as the way in makes them. */
function chunksOf(rows: readonly (readonly (readonly [string, string])[])[]): readonly Chunk[] {
  const blocks = rows.map((row, index) => {
    const cells = Object.fromEntries(row);
    return { kind: 'row', runs: [{ text: renderRow(cells).text }], locator: { row: index + 1 }, cells };
  });
  return chunk(sanitize({ format: 'csv', blocks, findings: [] } as unknown as Extracted)).chunks;
}

/** What rendering does to a value: its further lines are indented. */
const shown = (text: string) => washUnicode(text).text.replace(/\r\n|[\r\n\u2028\u2029\u0085\v\f]/g, '\n  ');

describe('cells of a row', () => {
  test('every cell is where it is said, in order and apart, and together the pieces are the whole value', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const pieces = new Map<string, string>();
        for (const { text, cells = [], row } of chunksOf(rows)) {
          let end = 0;
          for (const cell of cells) {
            expect(cell.start).toBeGreaterThanOrEqual(end);
            expect(cell.end).toBeGreaterThan(cell.start);
            expect(cell.end).toBeLessThanOrEqual(text.length);
            end = cell.end;
            const key = `${row?.number} ${cell.column}`;
            pieces.set(key, (pieces.get(key) ?? '') + text.slice(cell.start, cell.end));
          }
        }
        rows.forEach((row, index) => {
          for (const [column, cell] of row) {
            // Between two chunks of a row, and at its ends, white space is in neither.
            const seen = (pieces.get(`${index + 1} ${column}`) ?? '').replace(/\s/g, '');
            expect(seen).toBe(shown(cell).replace(/\s/g, ''));
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  test('what is not in a cell is names of columns, colons and white space, and nothing else', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const perRow = new Map<number, string>();
        for (const { text, cells = [], row } of chunksOf(rows)) {
          let rest = '';
          let from = 0;
          for (const { start, end } of cells) {
            rest += text.slice(from, start);
            from = end;
          }
          const number = row?.number ?? 0;
          perRow.set(number, (perRow.get(number) ?? '') + rest + text.slice(from));
        }
        rows.forEach((row, index) => {
          const names = row.filter(([, cell]) => washUnicode(cell).text.trim() !== '').map(([column]) => `${column}:`);
          const left = (perRow.get(index + 1) ?? '').replace(/\s/g, '');
          expect([...left].sort().join('')).toBe([...names.join('').replace(/\s/g, '')].sort().join(''));
        });
      }),
      { numRuns: 40 },
    );
  });

  test('a masked text holds nothing of the masked value, however long it is and wherever it was split', () => {
    const secret = fc.array(fc.constantFrom('§Ж', 'Ю§', '\n§', 'Ж Ю', '\u200b§', `${smuggled}Ю`), {
      minLength: 1,
      maxLength: 3_000,
    });
    fc.assert(
      fc.property(secret, fc.stringMatching(/^[a-z ]{0,3000}$/), (masked, open) => {
        for (const { text, cells = [] } of chunksOf([
          [
            ['note', open],
            ['iban', masked.join('')],
            ['more', open],
          ],
        ])) {
          const parts: string[] = [];
          let from = 0;
          for (const { column, start, end } of cells) {
            if (column !== 'iban') continue;
            parts.push(text.slice(from, start));
            from = end;
          }
          expect([...parts, text.slice(from)].join('[masked]')).not.toMatch(/[§ЖЮ]/);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a value that sounds like a column is in its own cell', () => {
    const [only] = chunksOf([
      [
        ['note', 'x\niban: DE00'],
        ['iban', 'DE99'],
      ],
    ]);
    expect(only?.text).toBe('note: x\n  iban: DE00\niban: DE99');
    expect(only?.cells?.map(({ column, start, end }) => [column, only.text.slice(start, end)])).toEqual([
      ['note', 'x\n  iban: DE00'],
      ['iban', 'DE99'],
    ]);
  });
});
