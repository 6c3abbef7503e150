import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extractXlsx } from '../../../ingest/formats/xlsx.ts';
import { bytesOf, makeZip, refusalOf } from './helpers.ts';
import { columnName, makeWorkbook, type WorkbookCell } from './workbook.ts';

const MIB = 1024 * 1024;
const sheet = (...rows: WorkbookCell[][]) => makeWorkbook([{ name: 'May', rows }]);
const cellsOf = async (bytes: Uint8Array) => (await extractXlsx(bytes)).blocks.map(({ cells }) => cells);

describe('workbooks', () => {
  it('make every row below the header a block with its sheet, its number and its cells', async () => {
    const extract = await extractXlsx(sheet(['claim', ' who '], ['EX-1', 'alice'], [null, null], ['EX-3', null]));
    expect(extract.blocks).toEqual([
      {
        kind: 'row',
        runs: [{ text: 'claim: EX-1\nwho: alice' }],
        locator: { row: 1, part: 'May' },
        cells: { claim: 'EX-1', who: 'alice' },
      },
      {
        kind: 'row',
        runs: [{ text: 'claim: EX-3' }],
        locator: { row: 3, part: 'May' },
        cells: { claim: 'EX-3', who: '' },
      },
    ]);
  });

  it.each([
    ['a number as Excel keeps it', { xml: '<c><v>44.399999999999999</v></c>' }, '44.4'],
    ['a whole number', 120, '120'],
    ['a truth', true, 'true'],
    ['a date', { serial: 46356 }, '2026-11-30'],
    ['a date and a time', { serial: 46356.5 }, '2026-11-30T12:00:00Z'],
    ['a time that no fraction of a day holds', { serial: 46356.354166666664 }, '2026-11-30T08:30:00Z'],
    ['a time of day', { serial: 0.75 }, '18:00:00'],
    ['a date as ISO 8601', { xml: '<c t="d"><v>2026-11-30T00:00:00Z</v></c>' }, '2026-11-30'],
    ['an inline text', { xml: '<c t="inlineStr"><is><t>in line</t></is></c>' }, 'in line'],
    ['the value of a formula', { xml: '<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>' }, 'ab'],
    ['the number of a formula', { xml: '<c><f>SUM(A1:A9)</f><v>7</v></c>' }, '7'],
    ['a text of several lines', 'two\nlines', 'two\nlines'],
    ['a text that looks like a formula', '=cmd()', '=cmd()'],
    ['an error', { xml: '<c t="e"><v>#N/A</v></c>' }, ''],
  ])('give %s', async (_name, cell, text) => {
    expect(await cellsOf(sheet(['name', 'value'], ['row', cell]))).toEqual([{ name: 'row', value: text }]);
  });

  it('begin below what is blank above the header, and each sheet counts anew', async () => {
    const bytes = makeWorkbook([
      { name: 'One', rows: [[], [null, 'a'].slice(1), ['x']] },
      { name: 'Empty', rows: [] },
      { name: 'Two', rows: [['b'], ['y'], ['z']] },
    ]);
    const extract = await extractXlsx(bytes);
    expect(extract.blocks.map(({ locator, cells }) => [locator.part, locator.row, cells])).toEqual([
      ['One', 1, { a: 'x' }],
      ['Two', 1, { b: 'y' }],
      ['Two', 2, { b: 'z' }],
    ]);
  });

  it.each([
    ['a date that is none', sheet(['a'], [{ serial: 1e12 }]), 'damaged-document', 'sheet 1: cell A2 has a date'],
    ['a text that is not there', sheet(['a'], [{ xml: '<c t="s"><v>99</v></c>' }]), 'damaged-document', 'damaged'],
    ['too many columns', sheet(Array.from({ length: 1_001 }, (_, i) => columnName(i))), 'too-many-columns', '1001'],
    [
      'a name of a sheet that is far too long',
      makeWorkbook([{ name: 'x'.repeat(101), rows: [['a']] }]),
      'damaged-document',
      'name',
    ],
    [
      'an archive without a workbook',
      makeZip([{ name: 'word/document.xml', data: bytesOf('<a/>') }]),
      'unsupported-format',
      'not an Excel',
    ],
    [
      'XML that is none',
      makeZip([{ name: 'xl/workbook.xml', data: bytesOf('<workbook') }]),
      'damaged-document',
      'damaged',
    ],
    ['a file that is cut off', sheet(['a'], ['1']).subarray(0, 900), 'damaged-document', 'damaged'],
  ])('are refused with a code: %s', async (_name, bytes, code, text) => {
    const refusal = await refusalOf(extractXlsx(bytes));
    expect(refusal.code).toBe(code);
    expect(refusal.text).toContain(text);
  });

  it.each([
    [
      'a title above the table',
      sheet(['Report'], ['who', 'what'], ['ann', 'crane']),
      'Report\nwho | what\nann | crane',
    ],
    ['a cell beyond the header', sheet(['a'], ['1'], ['2', 'stray']), 'a\n1\n2 | stray'],
    ['a column without a name', sheet(['a', null, 'c'], ['1', '2', '3']), 'a | c\n1 | 2 | 3'],
    ['two columns of one name', sheet(['a', 'a'], ['1', '2']), 'a | a\n1 | 2'],
    ['two columns that look the same', sheet(['a', 'a\u200b'], ['1', '2']), 'a | a\u200b\n1 | 2'],
    ['a reserved name', sheet(['__proto__', 'b'], ['1', '2']), '__proto__ | b\n1 | 2'],
    ['a single line', sheet(['a', 'b']), 'a | b'],
  ])('that are no tables are lines of cells: %s', async (_name, bytes, text) => {
    const { blocks } = await extractXlsx(bytes);
    expect(blocks.map(({ kind, locator, cells }) => [kind, locator, cells])).toEqual([
      ['table', { part: 'May' }, undefined],
    ]);
    expect(blocks[0]?.runs).toEqual([{ text }]);
  });

  it('have rows on every sheet or on none, so that no sheet escapes the readers of rows', async () => {
    const table = {
      name: 'One',
      rows: [
        ['owner', 'amount'],
        ['alice', 5],
      ],
    };
    const loose = { name: 'Two', rows: [['salary'], ['9000', 'stray']] };
    expect((await extractXlsx(makeWorkbook([table]))).blocks.map(({ kind }) => kind)).toEqual(['row']);
    expect((await extractXlsx(makeWorkbook([table, loose]))).blocks.map(({ kind }) => kind)).toEqual([
      'table',
      'table',
    ]);
  });

  it('are refused when they unpack to far too much, before anything reads them', async () => {
    const zeros = deflateRawSync(Buffer.alloc(20 * MIB));
    const bomb = makeWorkbook(
      [{ name: 'a', rows: [['a']] }],
      [{ name: 'xl/worksheets/bomb.xml', packed: { bytes: zeros, statedSize: 20 * MIB } }],
    );
    expect((await refusalOf(extractXlsx(bomb))).code).toBe('archive-too-large');
  });

  it('that carry macros say so', async () => {
    const bytes = makeWorkbook(
      [{ name: 'a', rows: [['a'], ['1']] }],
      [{ name: 'xl/vbaProject.bin', data: bytesOf('x') }],
    );
    expect((await extractXlsx(bytes)).findings.map(({ technique }) => technique)).toEqual(['office-macros']);
  });
});
