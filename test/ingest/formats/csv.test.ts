import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractCsv } from '../../../ingest/formats/csv.ts';
import { bytesOf, refusalOf } from './helpers.ts';

const read = (text: string) => extractCsv(bytesOf(text));

describe('CSV', () => {
  it('makes every row a block with its cells and a rendering by column', async () => {
    const extract = await read('claim,who,note\nEX-1,alice,"two\nlines: no"\n,,\n\nEX-3,bob,\n');
    expect(extract.blocks).toEqual([
      {
        kind: 'row',
        runs: [{ text: 'claim: EX-1\nwho: alice\nnote: two\n  lines: no' }],
        locator: { row: 1 },
        cells: { claim: 'EX-1', who: 'alice', note: 'two\nlines: no' },
      },
      {
        kind: 'row',
        runs: [{ text: 'claim: EX-3\nwho: bob' }],
        locator: { row: 3 },
        cells: { claim: 'EX-3', who: 'bob', note: '' },
      },
    ]);
  });

  it('gives back the cells that were written, for any table, delimiter and line end', async () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _-]{0,10}[A-Za-z0-9]$/);
    const cell = fc.string({ unit: 'grapheme', maxLength: 20 });
    const table = fc
      .uniqueArray(name, { minLength: 2, maxLength: 6 })
      .chain((header) =>
        fc.record({
          header: fc.constant(header),
          rows: fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), { minLength: 1 }),
          delimiter: fc.constantFrom(',', ';', '\t', '|'),
          end: fc.constantFrom('\n', '\r\n'),
        }),
      )
      .filter(({ header }) => !header.some((one) => ['constructor', 'prototype'].includes(one)));
    await fc.assert(
      fc.asyncProperty(table, async ({ header, rows, delimiter, end }) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const file = [header, ...rows].map((row) => row.map(quoted).join(delimiter)).join(end);
        const extract = await read(file);
        const written = rows
          .map((row, index) => ({
            row: index + 1,
            cells: Object.fromEntries(header.map((one, i) => [one, row[i] ?? ''])),
          }))
          .filter(({ cells }) => Object.values(cells).some((text) => text.trim() !== ''));
        expect(extract.blocks.map(({ locator, cells }) => ({ row: locator.row, cells }))).toEqual(written);
      }),
    );
  });

  it('lets no cell pose as another column', async () => {
    const line = fc.stringMatching(/^[a-z]{1,5}: [a-z]{1,5}$/);
    const breaks = fc.constantFrom('\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f');
    await fc.assert(
      fc.asyncProperty(line, breaks, line, async (first, lineBreak, second) => {
        const extract = await read(`a,b\nx,"${first}${lineBreak}${second}"\n`);
        const lines = extract.blocks[0]?.runs[0]?.text.split(/[\n\r\u2028\u2029\u0085\v\f]/) ?? [];
        expect(lines.filter((text) => /^\S/.test(text)).map((text) => text.split(':')[0])).toEqual(['a', 'b']);
      }),
    );
  });

  it('names the rows that do not fit the header, five at most', async () => {
    const refusal = await refusalOf(read(`a,b\n1,2\n${'1,2,3\n'.repeat(4)}1\n1\n1,2\n`));
    expect(refusal).toEqual({
      code: 'ragged-row',
      text: 'the header has 2 columns, but row 2 has 3, row 3 has 3, row 4 has 3, row 5 has 3, row 6 has 1, and 1 more rows differ (row 1 is the first below the header)',
    });
  });

  it.each([
    ['a quote that is not closed', 'a,b\n1,"2\n3,4\n', 'damaged-document'],
    ['a quote in the middle', 'a,b\n1,x"2"\n', 'damaged-document'],
    ['a column without a name', 'a,,c\n1,2,3\n', 'invalid-header'],
    ['two columns of one name', 'a,b,a\n1,2,3\n', 'invalid-header'],
    ['a reserved name', '__proto__,b\n1,2\n', 'invalid-header'],
    ['no header', '\n\n', 'empty-file'],
    ['too many columns', `${Array.from({ length: 1_001 }, (_, i) => `c${i}`).join(',')}\n`, 'too-many-columns'],
    ['too many rows', `a,b\n${'1,2\n'.repeat(200_001)}`, 'too-many-rows'],
    ['bytes that are not text', 'a,b\n1,2\n', 'invalid-encoding'],
  ])('refuses %s', async (_name, text, code) => {
    const bytes = code === 'invalid-encoding' ? Buffer.concat([bytesOf(text), Buffer.from([0xff])]) : bytesOf(text);
    expect((await refusalOf(extractCsv(bytes))).code).toBe(code);
  });

  it('reads a quoted delimiter, a mark and one column only', async () => {
    expect((await read('\ufeffa;b\n"1;1,1";2\n')).blocks[0]?.cells).toEqual({ a: '1;1,1', b: '2' });
    expect((await read('word\nyes\n')).blocks[0]?.cells).toEqual({ word: 'yes' });
  });
});
