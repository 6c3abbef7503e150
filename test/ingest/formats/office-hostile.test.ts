/** Small Office files that ask for much: each ends early and says why, or is read like any other. */
import { describe, expect, it } from 'vitest';
import { extractDocx } from '../../../ingest/formats/docx.ts';
import { Budget } from '../../../ingest/formats/ooxml/budget.ts';
import { extractPptx } from '../../../ingest/formats/pptx.ts';
import { extractXlsx } from '../../../ingest/formats/xlsx.ts';
import { para, run, wordFile } from './docx-files.ts';
import { hidden, refusalOf, shown } from './helpers.ts';
import { box, makeDeck } from './pptx-deck.ts';
import { makeWorkbook, type WorkbookCell, type WorkbookSheet } from './workbook.ts';

const times = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => each(i)).join('');
const texts = (extract: Parameters<typeof shown>[0]) => shown(extract).map(([, text]) => text);

describe('a workbook', () => {
  const sheet = (rows: number, columns: number, cell: WorkbookCell, after = ''): WorkbookSheet => ({
    name: 'May',
    rows: Array.from({ length: rows }, () => new Array<WorkbookCell>(columns).fill(cell)),
    after,
  });
  const shared: WorkbookCell = { xml: '<c t="s"><v>0</v></c>' };

  it('is refused when its cells share a text until there is too much of it, however it looks and whether it is seen', async () => {
    const long = [`<si><t>${'word '.repeat(6_000)}</t></si>`, `<si>${'<r><t>w</t></r>'.repeat(3_000)}</si>`];
    const unseen = { before: '<cols><col min="1" max="1" hidden="1"/></cols>' };
    for (const text of long) {
      for (const more of [{}, unseen]) {
        const bomb = makeWorkbook([{ ...sheet(2_000, 1, shared), ...more }], [], { shared: [text] });
        expect((await refusalOf(extractXlsx(bomb))).code).toBe('output-too-large');
      }
    }
  });

  it.each([
    ['merged areas', `<mergeCells>${'<mergeCell ref="ZZ1:ZZ1048576"/>'.repeat(20_000)}</mergeCells>`],
    [
      'conditional formats',
      times(
        4_000,
        (i) =>
          `<conditionalFormatting sqref="A1:Z1048576"><cfRule type="cellIs" operator="equal" priority="${i}"><formula>${i}</formula></cfRule></conditionalFormatting>`,
      ),
    ],
  ])('is refused when it lays too many %s over its cells', async (_, after) => {
    const refusal = await refusalOf(extractXlsx(makeWorkbook([sheet(2_000, 6, -1, after)])));
    expect(refusal).toEqual({ code: 'output-too-large', text: 'the workbook lays too much over its cells' });
  });

  it.each(['XFE1', 'AAAA1', 'A1048577', 'ALL99'])(
    'is refused when it names a cell outside the grid: %s',
    async (place) => {
      const cell = `<sheetData><row r="1"><c r="${place}"><v>1</v></c></row></sheetData>`;
      const refusal = await refusalOf(extractXlsx(makeWorkbook([{ name: 'May', rows: [], before: cell }])));
      expect(refusal.code).toBe('damaged-document');
    },
  );
});

describe('a Word document', () => {
  it('is refused when tables or variants nest deeper than anybody writes them', async () => {
    const nest = (depth: number, open: string, inner: string, close: string) =>
      open.repeat(depth) + inner + close.repeat(depth);
    const tables = nest(245, '<w:tbl><w:tr><w:tc>', para(run('x')), '</w:tc></w:tr></w:tbl>');
    const choice = '<mc:AlternateContent><mc:Choice Requires="wps">';
    const variants = nest(21, choice, '<w:t>x</w:t>', '</mc:Choice></mc:AlternateContent>');
    for (const body of [tables, para(`<w:r>${variants}</w:r>`)]) {
      expect((await refusalOf(extractDocx(wordFile({ body })))).code).toBe('too-deeply-nested');
    }
  });

  it('says a comment once, however its paragraphs nest', async () => {
    const comments = `<w:comment w:id="1">${'<w:p>'.repeat(300)}<w:r><w:t>Check this</w:t></w:r>${'</w:p>'.repeat(300)}</w:comment>`;
    const read = await extractDocx(wordFile({ body: para(run('Seen')), comments }));
    expect(hidden(read)).toEqual([['docx-unanchored-comment', 'Check this']]);
  });

  it('is read when thousands of its styles stand in a circle', async () => {
    const count = 5_000;
    const styles = times(
      count,
      (i) => `<w:style w:type="paragraph" w:styleId="s${i}"><w:basedOn w:val="s${(i + 1) % count}"/></w:style>`,
    );
    const body = times(500, (i) => para(run('x'), `<w:pStyle w:val="s${i}"/>`));
    expect(texts(await extractDocx(wordFile({ body, styles })))).toHaveLength(500);
  });
});

describe('a presentation', () => {
  it('is refused when it lists a slide twice', async () => {
    const deck = makeDeck([{ shapes: box('One') }, { shapes: box('Two') }], { targets: ['slide1', 'slide1'] });
    expect(await refusalOf(extractPptx(deck))).toEqual({
      code: 'damaged-document',
      text: 'the presentation lists a slide twice',
    });
  });

  it('keeps what is there for other programs as evidence, where it says something else', async () => {
    const shapes = (fallback: string) =>
      `<mc:AlternateContent><mc:Choice Requires="p14">${box('Seen')}</mc:Choice><mc:Fallback>${box(fallback)}</mc:Fallback></mc:AlternateContent>`;
    const differs = await extractPptx(makeDeck([{ shapes: shapes('Another word') }]));
    expect(texts(differs)).toEqual(['Seen']);
    expect(hidden(differs)).toEqual([['pptx-fallback', 'Another word']]);
    expect(hidden(await extractPptx(makeDeck([{ shapes: shapes('Seen') }])))).toEqual([]);
  });
});

describe('a budget', () => {
  it('lets spend what there is, and not a bit more', () => {
    const budget = new Budget(10, 'too much');
    budget.spend(10);
    expect(() => budget.spend(1)).toThrow('output-too-large: too much');
  });
});
