/** What a person looking at a workbook does not see, and what looks like it and is seen. */
import { describe, expect, it } from 'vitest';
import { extractXlsx } from '../../../ingest/formats/xlsx.ts';
import { checkColumns } from '../../../ingest/rows.ts';
import { bytesOf, hidden, type ZipEntry } from './helpers.ts';
import { makeWorkbook, part, type WorkbookCell, type WorkbookParts, type WorkbookSheet } from './workbook.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const ON_SHEET = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';

/** Style 1 has the font, style 2 the font and the fill, style 3 the number format. */
const styled = (font = '', fill = '', format = 'General', dxf = ''): WorkbookParts => ({
  styles: `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="${format.replaceAll('"', '&quot;')}"/></numFmts>
  <fonts><font/><font>${font}</font></fonts><fills><fill/><fill/><fill><patternFill patternType="solid">${fill}</patternFill></fill></fills>
  <cellXfs><xf/><xf fontId="1"/><xf fontId="1" fillId="2"/><xf numFmtId="170"/><xf fillId="2"/></cellXfs><dxfs><dxf>${dxf}</dxf></dxfs></styleSheet>`,
});
const text = (value: string, style: number): WorkbookCell => ({
  xml: `<c s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`,
});
const number = (value: number, style: number): WorkbookCell => ({ xml: `<c s="${style}"><v>${value}</v></c>` });
const rich = (runs: string): WorkbookCell => ({ xml: `<c t="inlineStr"><is>${runs}</is></c>` });
const WHITE = '<color rgb="FFFFFFFF"/>';
const rows = (cell: WorkbookCell, other: WorkbookCell = 'open') => [
  ['claim', 'note'],
  ['EX-1', cell],
  ['EX-2', other],
];
const format = (type: string, formula: string, attributes = '') =>
  `<conditionalFormatting sqref="B2:C9"><cfRule type="${type}" dxfId="0" priority="1" ${attributes}><formula>${formula}</formula></cfRule></conditionalFormatting>`;
const tablePart = (style: string) =>
  part('xl/tables/table1.xml', `<table xmlns="${MAIN}" ref="A1:B3"><tableStyleInfo name="${style}"/></table>`);
const anchored = (inner: string, from = [0, 0], to = [3, 5]) =>
  part(
    'xl/drawings/drawing1.xml',
    `<x:wsDr xmlns:x="${ON_SHEET}" xmlns:a="${DRAWING}"><x:twoCellAnchor><x:from><x:col>${from[0]}</x:col><x:colOff>0</x:colOff><x:row>${from[1]}</x:row><x:rowOff>0</x:rowOff></x:from>
    <x:to><x:col>${to[0]}</x:col><x:colOff>0</x:colOff><x:row>${to[1]}</x:row><x:rowOff>0</x:rowOff></x:to>${inner}</x:twoCellAnchor></x:wsDr>`,
  );
const boxed = (value: string, fill: string, run = '', name = '') =>
  `<x:sp><x:nvSpPr><x:cNvPr id="2" name="Box" ${name}/></x:nvSpPr><x:spPr><a:prstGeom prst="rect"/>${fill}</x:spPr><x:txBody><a:bodyPr/><a:p><a:r><a:rPr>${run}</a:rPr><a:t>${value}</a:t></a:r></a:p></x:txBody></x:sp>`;
const solid = (hex: string) => `<a:solidFill><a:srgbClr val="${hex}"/></a:solidFill>`;
const drawn = {
  after: '<drawing r:id="rId1"/>',
  relations: { rId1: ['drawing', '../drawings/drawing1.xml'] },
} as const;

interface Book {
  readonly sheets: readonly WorkbookSheet[];
  readonly more?: readonly ZipEntry[];
  readonly parts?: WorkbookParts;
}

const one = (sheet: Omit<WorkbookSheet, 'name'>, parts: WorkbookParts = {}, more: readonly ZipEntry[] = []): Book => ({
  sheets: [{ name: 'May', ...sheet }],
  parts,
  more,
});
const beside = (sheet: Partial<WorkbookSheet>, more: readonly ZipEntry[] = [], parts: WorkbookParts = {}): Book =>
  one({ rows: rows('open'), ...sheet }, parts, more);
const far = (row: number, column: number) => [
  ...rows('open'),
  ...Array.from({ length: row }, () => []),
  [...Array.from({ length: column }, () => null), 'SECRET'],
];

const HIDDEN: readonly (readonly [what: string, book: Book, technique: string])[] = [
  [
    'a hidden sheet',
    {
      sheets: [
        { name: 'May', rows: rows('open') },
        { name: 'Lists', rows: [['SECRET']], state: 'hidden' },
      ],
    },
    'xlsx-hidden-sheet',
  ],
  [
    'a very hidden sheet',
    {
      sheets: [
        { name: 'May', rows: rows('open') },
        { name: 'x', rows: [['SECRET']], state: 'veryHidden' },
      ],
    },
    'xlsx-very-hidden-sheet',
  ],
  [
    'a sheet that no list names',
    beside({}, [
      part(
        'xl/worksheets/sheet9.xml',
        `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>SECRET</t></is></c></row></sheetData></worksheet>`,
      ),
    ]),
    'xlsx-unlisted-sheet',
  ],
  ['a hidden row', one({ rows: rows('SECRET'), rowAttributes: { 2: 'hidden="1"' } }), 'xlsx-hidden-row'],
  [
    'a row without height',
    one({ rows: rows('SECRET'), rowAttributes: { 2: 'ht="0.5" customHeight="1"' } }),
    'xlsx-hidden-row',
  ],
  [
    'a collapsed row',
    one({ rows: rows('SECRET'), rowAttributes: { 2: 'outlineLevel="1" hidden="true"' } }),
    'xlsx-hidden-row',
  ],
  [
    'a hidden column',
    one({ rows: rows('SECRET', 'SECRET too'), before: '<cols><col min="2" max="2" hidden="1"/></cols>' }),
    'xlsx-hidden-column',
  ],
  [
    'a column without width',
    one({ rows: rows('SECRET'), before: '<cols><col min="2" max="2" width="0.01"/></cols>' }),
    'xlsx-hidden-column',
  ],
  [
    'a narrow column that is followed by another',
    one({
      rows: [
        ['claim', 'n', 'x'],
        ['EX-1', 'SECRET', 'y'],
      ],
      before: '<cols><col min="2" max="2" width="0.3"/></cols>',
    }),
    'xlsx-hidden-column',
  ],
  ['white on white', one({ rows: rows(text('SECRET', 1)) }, styled(WHITE)), 'xlsx-same-colour'],
  [
    'the background colour of the theme',
    one({ rows: rows(text('SECRET', 1)) }, styled('<color theme="0"/>')),
    'xlsx-same-colour',
  ],
  [
    'a theme colour with all its tint',
    one({ rows: rows(text('SECRET', 1)) }, styled('<color theme="4" tint="0.98"/>')),
    'xlsx-same-colour',
  ],
  ['white of the palette', one({ rows: rows(text('SECRET', 1)) }, styled('<color indexed="9"/>')), 'xlsx-same-colour'],
  [
    'the colour of the fill',
    one({ rows: rows(text('SECRET', 2)) }, styled('<color rgb="FF204060"/>', '<fgColor rgb="FF204060"/>')),
    'xlsx-same-colour',
  ],
  [
    'white in a format',
    one({ rows: rows(text('SECRET', 3)) }, styled('', '', 'General;General;General;[White]@')),
    'xlsx-same-colour',
  ],
  [
    'white that a condition gives to all',
    one(
      { rows: rows('SECRET', 'SECRET too'), after: format('notContainsErrors', 'TRUE') },
      styled('', '', '', `<font>${WHITE}</font>`),
    ),
    'xlsx-same-colour',
  ],
  [
    'white that a constant formula gives',
    one({ rows: rows('SECRET'), after: format('expression', '1=1') }, styled('', '', '', `<font>${WHITE}</font>`)),
    'xlsx-same-colour',
  ],
  [
    'white in the body of a light table',
    one({ rows: rows(text('SECRET', 1)), relations: { rId1: ['table', '../tables/table1.xml'] } }, styled(WHITE), [
      tablePart('TableStyleLight1'),
    ]),
    'xlsx-same-colour',
  ],
  [
    'a stretch of rich text',
    one({ rows: rows(rich(`<r><t>open </t></r><r><rPr>${WHITE}</rPr><t>SECRET</t></r>`)) }),
    'xlsx-same-colour',
  ],
  ['a format that shows nothing', one({ rows: rows(text('SECRET', 3)) }, styled('', '', ';;;')), 'xlsx-number-format'],
  [
    'a format that shows another text',
    one({ rows: rows(text('SECRET', 3)) }, styled('', '', '0;0;0;"n/a"')),
    'xlsx-number-format',
  ],
  ['one point', one({ rows: rows(text('SECRET', 1)) }, styled('<sz val="1"/>')), 'xlsx-tiny'],
  ['a cell far below', one({ rows: far(900, 0) }), 'xlsx-far-cell'],
  ['a cell far to the right', one({ rows: far(0, 400) }), 'xlsx-far-cell'],
  [
    'a cell that another lies over',
    one({ rows: rows('SECRET'), after: '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>' }),
    'xlsx-merged-cell',
  ],
  [
    'cells under a photograph',
    one({ rows: [['claim', 'note'], ['EX-1', 'SECRET'], [], [], [], [], ['EX-2', 'open']], ...drawn }, {}, [
      anchored(
        '<x:pic><x:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId5"/></x:blipFill></x:pic>',
        [1, 1],
      ),
      part(
        'xl/drawings/_rels/drawing1.xml.rels',
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId5" Type="x/image" Target="../media/a.jpg"/></Relationships>',
      ),
      { name: 'xl/media/a.jpg', data: Uint8Array.of(0xff, 0xd8) },
    ]),
    'xlsx-covered',
  ],
  [
    'white letters in a white box',
    beside(drawn, [anchored(boxed('SECRET', solid('FFFFFF'), solid('FFFFFF')), [5, 5], [8, 9])]),
    'xlsx-same-colour',
  ],
  [
    'a box without extent',
    beside(drawn, [anchored(boxed('SECRET', solid('FFFFFF')), [5, 5], [5, 5])]),
    'xlsx-hidden-shape',
  ],
  [
    'the description of a box',
    beside(drawn, [anchored(boxed('open', solid('FFFFFF'), '', 'descr="SECRET"'), [5, 5], [8, 9])]),
    'xlsx-shape-text',
  ],
  [
    'a comment',
    beside({ relations: { rId1: ['comments', '../comments1.xml'] } }, [
      part(
        'xl/comments1.xml',
        `<comments xmlns="${MAIN}"><commentList><comment ref="B2"><text><t>SECRET</t></text></comment></commentList></comments>`,
      ),
    ]),
    'xlsx-comment',
  ],
  [
    'a threaded comment',
    beside({ relations: { rId1: ['threadedComment', '../threadedComments/t.xml'] } }, [
      part(
        'xl/threadedComments/t.xml',
        '<T xmlns="urn:t"><threadedComment ref="B2"><text>SECRET</text></threadedComment></T>',
      ),
    ]),
    'xlsx-comment',
  ],
  [
    'a prompt for what may be entered',
    beside({ after: '<dataValidations><dataValidation sqref="B2" prompt="SECRET"/></dataValidations>' }),
    'xlsx-validation',
  ],
  [
    'a text in a formula',
    one({ rows: rows({ xml: '<c t="str"><f>IF(1=2,"SECRET is in the last branch","")</f><v>open</v></c>' }) }),
    'xlsx-formula',
  ],
  [
    'a defined name',
    beside({}, [], { workbook: '<definedNames><definedName name="x">"SECRET"</definedName></definedNames>' }),
    'xlsx-defined-name',
  ],
  [
    'the footer of the printed page',
    beside({ after: '<headerFooter><oddFooter>SECRET</oddFooter></headerFooter>' }),
    'xlsx-print-text',
  ],
  [
    'the tip of a link',
    beside({ after: '<hyperlinks><hyperlink ref="B2" tooltip="SECRET"/></hyperlinks>' }),
    'xlsx-link',
  ],
  [
    'a property of the file',
    beside({}, [part('docProps/core.xml', '<x xmlns:d="urn:d"><d:subject>SECRET</d:subject></x>')]),
    'xlsx-metadata',
  ],
];

const SEEN: readonly (readonly [what: string, book: Book])[] = [
  ['white on a dark fill', one({ rows: rows(text('VISIBLE', 2)) }, styled(WHITE, '<fgColor rgb="FF204060"/>'))],
  ['white on a theme’s fill', one({ rows: rows(text('VISIBLE', 2)) }, styled(WHITE, '<fgColor theme="4"/>'))],
  [
    'white that a condition gives with a dark fill',
    one(
      { rows: rows('VISIBLE'), after: format('expression', 'TRUE') },
      styled('', '', '', `<font>${WHITE}</font><fill><patternFill><bgColor rgb="FF204060"/></patternFill></fill>`),
    ),
  ],
  [
    'white that a condition may give',
    one(
      { rows: rows('VISIBLE'), after: format('expression', 'MOD(ROW(),2)=0') },
      styled('', '', '', `<font>${WHITE}</font>`),
    ),
  ],
  [
    'white that a condition gives to others',
    one(
      { rows: rows('VISIBLE'), after: format('cellIs', '"done"', 'operator="equal"') },
      styled('', '', '', `<font>${WHITE}</font>`),
    ),
  ],
  [
    'white on a fill that a condition may give',
    one(
      { rows: rows(text('VISIBLE', 1)), after: format('expression', '$A1&gt;TODAY()') },
      styled(WHITE, '', '', '<fill><patternFill><bgColor rgb="FF204060"/></patternFill></fill>'),
    ),
  ],
  [
    'a white header of a table with a style',
    one(
      {
        rows: [
          ['claim', text('VISIBLE', 1)],
          ['EX-1', 'open'],
        ],
        relations: { rId1: ['table', '../tables/table1.xml'] },
      },
      styled(WHITE),
      [tablePart('TableStyleMedium2')],
    ),
  ],
  [
    'white on a sheet with a picture behind it',
    one({ rows: rows(text('VISIBLE', 1)), after: '<picture r:id="rId1"/>' }, styled(WHITE)),
  ],
  ['a grey that can be read', one({ rows: rows(text('VISIBLE', 1)) }, styled('<color rgb="FFD9D9D9"/>'))],
  ['text where the format hides zeros', one({ rows: rows(text('VISIBLE', 3)) }, styled('', '', '#,##0;;;@'))],
  ['text with a format of numbers alone', one({ rows: rows(text('VISIBLE', 3)) }, styled('', '', '0.00;-0.00;'))],
  ['text that a format adds to', one({ rows: rows(text('VISIBLE', 3)) }, styled('', '', '@" kg"'))],
  ['small print', one({ rows: rows(text('VISIBLE', 1)) }, styled('<sz val="6"/>'))],
  ['a low row', one({ rows: rows('VISIBLE'), rowAttributes: { 2: 'ht="8" customHeight="1"' } })],
  ['a narrow column', one({ rows: rows('VISIBLE'), before: '<cols><col min="2" max="2" width="1.5"/></cols>' })],
  [
    'a title in a margin that runs over into free cells',
    one({
      rows: [['VISIBLE'], [null, 'claim'], [null, 'EX-1']],
      before: '<cols><col min="1" max="1" width="0.4"/></cols>',
    }),
  ],
  [
    'the first of merged cells',
    one({ rows: rows('open', 'VISIBLE'), after: '<mergeCells><mergeCell ref="B3:C3"/></mergeCells>' }),
  ],
  [
    'a note some rows below',
    one({ rows: [...rows('open'), ...Array.from({ length: 60 }, () => []), ['VISIBLE', 'too']] }),
  ],
  [
    'a sheet of its own',
    {
      sheets: [
        { name: 'May', rows: rows('open') },
        { name: 'June', rows: rows('VISIBLE') },
      ],
    },
  ],
  [
    'a result that its formula holds',
    one({
      rows: rows({
        xml: '<c t="str"><f>IF(1=1,"VISIBLE in the taken branch","")</f><v>VISIBLE in the taken branch</v></c>',
      }),
    }),
  ],
  ['a text box', beside(drawn, [anchored(boxed('VISIBLE', solid('FFFFFF')), [5, 5], [8, 9])])],
  [
    'white letters in a dark box',
    beside(drawn, [anchored(boxed('VISIBLE', solid('204060'), solid('FFFFFF')), [5, 5], [8, 9])]),
  ],
  [
    'cells under a box without fill',
    one({ rows: rows('VISIBLE'), ...drawn }, {}, [anchored(boxed('note', '<a:noFill/>'))]),
  ],
  [
    'a cell beside a picture',
    one({ rows: rows('VISIBLE'), ...drawn }, {}, [anchored(boxed('note', solid('FFFFFF')), [2, 0])]),
  ],
  [
    'rich text in colours',
    one({ rows: rows(rich('<r><rPr><color rgb="FFCC0000"/></rPr><t>VIS</t></r><r><t>IBLE</t></r>')) }),
  ],
  [
    'frozen and filtered tables',
    one({
      rows: rows('VISIBLE'),
      before: '<sheetViews><sheetView><pane ySplit="1" state="frozen"/></sheetView></sheetViews>',
      after: '<autoFilter ref="A1:B3"/>',
    }),
  ],
  [
    'text in a palette of the workbook’s own',
    one(
      { rows: rows(text('VISIBLE', 1)) },
      {
        styles: `<styleSheet xmlns="${MAIN}"><fonts><font/><font><color indexed="9"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs><colors><indexedColors>${'<rgbColor rgb="FF333333"/>'.repeat(64)}</indexedColors></colors></styleSheet>`,
      },
    ),
  ],
];

const readBook = ({ sheets, more, parts }: Book) => extractXlsx(makeWorkbook(sheets, more, parts));
const seen = (extract: Awaited<ReturnType<typeof readBook>>) =>
  extract.blocks.map(({ runs, cells }) => [
    runs
      .filter((run) => run.hidden === undefined)
      .map((run) => run.text)
      .join(''),
    cells,
  ]);

describe('workbooks', () => {
  it.each(HIDDEN)('keep from text and cells: %s', async (_what, book, technique) => {
    const extract = await readBook(book);
    expect(JSON.stringify(seen(extract))).not.toContain('SECRET');
    expect(JSON.stringify(seen(extract))).toMatch(/EX-|open/);
    expect(hidden(extract).map(([name, one]) => [name, one.includes('SECRET')])).toContainEqual([technique, true]);
  });

  it.each(SEEN)('give what is seen: %s', async (_what, book) => {
    const extract = await readBook(book);
    expect(seen(extract).filter(([one]) => String(one).includes('VISIBLE'))).toHaveLength(1);
    expect(hidden(extract).filter(([, one]) => one.includes('VISIBLE'))).toEqual([]);
  });

  it('count rows as before where some are hidden, and keep the place of what is cut', async () => {
    const extract = await readBook(
      one({ rows: [['claim'], ['EX-1'], ['SECRET'], ['EX-3']], rowAttributes: { 3: 'hidden="1"' } }),
    );
    expect(extract.blocks).toEqual([
      { kind: 'row', runs: [{ text: 'claim: EX-1' }], locator: { row: 1, part: 'May' }, cells: { claim: 'EX-1' } },
      {
        kind: 'row',
        runs: [{ text: 'SECRET', hidden: { technique: 'xlsx-hidden-row', severity: 'info', place: 'A3' } }],
        locator: { row: 2, part: 'May' },
      },
      { kind: 'row', runs: [{ text: 'claim: EX-3' }], locator: { row: 3, part: 'May' }, cells: { claim: 'EX-3' } },
    ]);
  });

  it('have no hidden column for those who name columns', async () => {
    const book = one({
      rows: [
        ['owner', 'amount'],
        ['alice', 5],
      ],
      before: '<cols><col min="1" max="1" hidden="1"/></cols>',
    });
    const row = (await readBook(book)).blocks.find(({ cells }) => cells !== undefined);
    expect(row?.cells).toEqual({ amount: '5' });
    expect(() => checkColumns({ owner: 'owner' }, { place: 'row 1', cells: row?.cells ?? {} })).toThrow(
      'unknown-column',
    );
  });

  it('keep numbers whose format hides zeros, and cut those that no format shows', async () => {
    const zero = await readBook(one({ rows: rows(number(0, 3), number(7, 3)) }, styled('', '', '#,##0;;;@')));
    expect(zero.blocks.map(({ cells }) => cells?.note)).toEqual(['0', '7']);
    const none = await readBook(one({ rows: rows(number(4711, 3)) }, styled('', '', ';;;')));
    expect(hidden(none)).toEqual([['xlsx-number-format', '4711']]);
  });

  it('take no stranger’s element for a cell', async () => {
    const stranger: WorkbookCell = {
      xml: '<c t="inlineStr"><x:is xmlns:x="urn:x"><t>SECRET</t></x:is><is><t>open</t></is></c>',
    };
    expect(JSON.stringify(seen(await readBook(one({ rows: rows(stranger) }))))).not.toContain('SECRET');
  });

  it('list what is inside them', async () => {
    const extract = await readBook(beside({}, [{ name: 'xl/embeddings/a.bin', data: bytesOf('x') }]));
    expect(hidden(extract)).toEqual([['xlsx-embedding', 'xl/embeddings/a.bin']]);
  });
});
