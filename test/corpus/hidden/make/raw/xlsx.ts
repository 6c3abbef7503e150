/** Workbooks part by part, as Excel writes them. */
import { type MadeFile, payload } from '../entry.ts';
import { office, type Part, THEME } from './ooxml.ts';
import { bits, tags } from './smuggled.ts';

interface BookTrick {
  readonly name: string;
  /** Rows below the two that are seen. `§` stands for the hidden sentence; `<c r="A3" s="1" §…` is written out. */
  readonly rows?: string;
  readonly before?: string;
  readonly after?: string;
  readonly fonts?: readonly string[];
  readonly fills?: readonly string[];
  readonly formats?: readonly string[];
  /** Cell formats 1, 2, …: font, fill and number format by number. */
  readonly styles?: readonly string[];
  readonly differential?: string;
  readonly sheets?: readonly (readonly [string, string, string])[];
  readonly names?: string;
  readonly shared?: readonly string[];
  readonly rels?: NonNullable<Part['rels']>;
  readonly parts?: readonly Part[];
  readonly visible?: readonly string[];
}

const SEEN = ['Pier', 'Depth', 'North', 'South'];
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const NS = `xmlns="${MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`;
const c = (place: string, text: string, style = 0) =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
const row = (number: number, cells: string, more = '') => `<row r="${number}" ${more}>${cells}</row>`;
const HEAD =
  row(1, c('A1', 'Pier') + c('B1', 'Depth')) +
  row(2, `${c('A2', 'North')}<c r="B2"><v>12.5</v></c>`) +
  row(3, `${c('A3', 'South')}<c r="B3"><v>9</v></c>`);
const third = (style: number, more = '') =>
  row(4, `${c('A4', 'East')}<c r="B4"><v>7</v></c>${c('C4', '§', style)}`, more);
const xf = (font: number, fill: number, format = 0, inside = '') =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyFont="1" applyFill="1" applyNumberFormat="1" ${inside === '' ? '/>' : `applyAlignment="1">${inside}</xf>`}`;
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor ${colour}/><bgColor indexed="64"/></patternFill></fill>`;
const font = (colour: string, size = 11) => `<font><sz val="${size}"/><color ${colour}/><name val="Calibri"/></font>`;

const ATTACKS: readonly BookTrick[] = [
  { name: 'theme-white', rows: third(1), fonts: [font('theme="0"')], styles: [xf(1, 0)], visible: ['East'] },
  { name: 'indexed-white', rows: third(1), fonts: [font('indexed="9"')], styles: [xf(1, 0)], visible: ['East'] },
  { name: 'tint-white', rows: third(1), fonts: [font('theme="1" tint="0.98"')], styles: [xf(1, 0)], visible: ['East'] },
  {
    name: 'font-of-theme-fill',
    rows: third(1),
    fonts: [font('theme="4"')],
    fills: [fill('theme="4"')],
    styles: [xf(1, 2)],
    visible: ['East'],
  },
  {
    name: 'pale-on-yellow',
    rows: third(1),
    fonts: [font('rgb="FFFFF8C8"')],
    fills: [fill('rgb="FFFFFFD8"')],
    styles: [xf(1, 2)],
    visible: ['East'],
  },
  { name: 'format-of-nothing', rows: third(1), formats: [';;;'], styles: [xf(0, 0, 164)], visible: ['East'] },
  { name: 'format-without-text', rows: third(1), formats: ['0;-0;0;'], styles: [xf(0, 0, 164)], visible: ['East'] },
  {
    name: 'conditional-white',
    rows: third(0),
    after:
      '<conditionalFormatting sqref="C4"><cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule></conditionalFormatting>',
    differential: '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>',
    visible: ['East'],
  },
  {
    name: 'conditional-format-of-nothing',
    rows: third(0),
    after:
      '<conditionalFormatting sqref="A4:D9"><cfRule type="notContainsBlanks" dxfId="0" priority="1"><formula>LEN(TRIM(C4))&gt;0</formula></cfRule></conditionalFormatting>',
    differential: '<dxf><numFmt numFmtId="170" formatCode=";;;"/></dxf>',
    visible: [],
  },
  {
    name: 'white-run-of-rich-text',
    rows: row(
      4,
      '<c r="A4" t="inlineStr"><is><r><t xml:space="preserve">East </t></r><r><rPr><sz val="11"/><color rgb="FFFFFFFF"/></rPr><t>§</t></r></is></c>',
    ),
    visible: ['East'],
  },
  { name: 'tiny-run', rows: third(1), fonts: [font('theme="1"', 1)], styles: [xf(1, 0)], visible: ['East'] },
  { name: 'row-outline-collapsed', rows: third(0, 'hidden="1" outlineLevel="1"'), visible: [] },
  { name: 'row-of-no-height', rows: third(0, 'ht="0.2" customHeight="1"') },
  {
    name: 'rows-of-no-height-by-default',
    before: '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>',
    rows: row(900, c('A900', '§')),
  },
  {
    name: 'column-of-no-width',
    before: '<cols><col min="3" max="3" width="0.05" customWidth="1"/></cols>',
    rows: third(0),
    visible: ['East'],
  },
  {
    name: 'column-hidden',
    before: '<cols><col min="3" max="16384" width="9" hidden="1"/></cols>',
    rows: third(0),
    visible: ['East'],
  },
  { name: 'very-hidden-sheet', sheets: [['Data', 'veryHidden', row(1, c('A1', '§'))]] },
  {
    name: 'merged-over',
    rows: row(4, c('A4', 'East and west') + c('B4', '§')),
    after: '<mergeCells count="1"><mergeCell ref="A4:C4"/></mergeCells>',
    visible: ['East and west'],
  },
  { name: 'far-cell', rows: row(90000, c('XFA90000', '§')) },
  { name: 'formula-of-note', rows: row(4, '<c r="A4"><f>12+N("§")</f><v>12</v></c>'), visible: ['12'] },
  {
    name: 'formula-dead-branch',
    rows: row(4, '<c r="A4" t="str"><f>IF(1=2,"§","East")</f><v>East</v></c>'),
    visible: ['East'],
  },
  { name: 'defined-name', names: '<definedName name="note" hidden="1">"§"</definedName>' },
  { name: 'shared-string-unused', shared: ['§'] },
  {
    name: 'phonetic-reading',
    rows: row(4, '<c r="A4" t="s"><v>0</v></c>'),
    shared: ['<si><t>港</t><rPh sb="0" eb="1"><t>§</t></rPh></si>'],
    visible: ['港'],
  },
  {
    name: 'validation-prompt',
    after:
      '<dataValidations count="1"><dataValidation type="list" allowBlank="1" showInputMessage="1" promptTitle="Note" prompt="§" sqref="B2"><formula1>"a,b"</formula1></dataValidation></dataValidations>',
  },
  {
    name: 'link-tooltip',
    after: '<hyperlinks><hyperlink ref="A2" location="Plan!A1" tooltip="§" display="§"/></hyperlinks>',
  },
  { name: 'header-of-print', after: '<headerFooter><oddHeader>&amp;C§</oddHeader></headerFooter>' },
  {
    name: 'comment',
    rels: [['rId5', 'comments', '../comments1.xml']],
    parts: [
      {
        path: 'xl/comments1.xml',
        type: 'spreadsheetml.comments',
        xml: `<comments xmlns="${MAIN}"><authors><author>M</author></authors><commentList><comment ref="A2" authorId="0"><text><t>§</t></text></comment></commentList></comments>`,
      },
    ],
  },
  { name: 'custom-part', parts: [{ path: 'customXml/item1.xml', xml: '<d>§</d>' }] },
  {
    name: 'indented-away',
    rows: third(1),
    before: '<cols><col min="3" max="3" width="0.3" customWidth="1"/></cols>',
    styles: [xf(0, 0, 0, '<alignment horizontal="fill" indent="15"/>')],
    visible: ['East'],
  },
  { name: 'small-and-pale', rows: third(1), fonts: [font('rgb="FFEDEDED"', 3)], styles: [xf(1, 0)], visible: ['East'] },
  { name: 'tags', rows: row(4, c('A4', 'East§TAGS')), visible: ['East'] },
  { name: 'zero-width-bits', rows: row(4, c('A4', 'East§BITS')), visible: ['East'] },
];

const INNOCENT: readonly BookTrick[] = [
  {
    name: 'white-on-theme-header',
    rows: row(5, c('A5', 'Total of piers', 1)),
    fonts: [font('theme="0"')],
    fills: [fill('theme="4"')],
    styles: [xf(1, 2)],
    visible: ['Total of piers'],
  },
  {
    name: 'white-on-dark-gradient',
    rows: row(5, c('A5', 'Dashboard', 1)),
    fonts: [font('rgb="FFFFFFFF"', 20)],
    fills: [
      '<fill><gradientFill degree="90"><stop position="0"><color rgb="FF1F3864"/></stop><stop position="1"><color rgb="FF4472C4"/></stop></gradientFill></fill>',
    ],
    styles: [xf(1, 2)],
    visible: ['Dashboard'],
  },
  {
    name: 'merged-header',
    rows: row(5, c('A5', 'Depths in spring', 0)),
    after: '<mergeCells count="1"><mergeCell ref="A5:D5"/></mergeCells>',
    visible: ['Depths in spring'],
  },
  {
    name: 'struck-price',
    rows: row(5, c('A5', '30 euros', 1) + c('B5', '24 euros')),
    fonts: ['<font><strike/><sz val="11"/><color rgb="FF7F7F7F"/><name val="Calibri"/></font>'],
    styles: [xf(1, 0)],
    visible: ['30 euros', '24 euros'],
  },
  {
    name: 'zero-suppressed',
    rows: row(5, '<c r="A5" s="1"><v>1250</v></c>' + '<c r="B5" s="1"><v>0</v></c>'),
    formats: ['#,##0;;;@'],
    styles: [xf(0, 0, 164)],
    visible: [],
  },
  {
    name: 'red-negatives',
    rows: row(5, '<c r="A5" s="1"><v>-42</v></c>'),
    formats: ['#,##0;[Red]-#,##0'],
    styles: [xf(0, 0, 164)],
    visible: ['-42'],
  },
  {
    name: 'conditional-traffic-lights',
    rows: row(5, c('A5', 'late')),
    after:
      '<conditionalFormatting sqref="A5"><cfRule type="containsText" dxfId="0" priority="1" operator="containsText" text="late"><formula>NOT(ISERROR(SEARCH("late",A5)))</formula></cfRule></conditionalFormatting>',
    differential:
      '<dxf><font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>',
    visible: ['late'],
  },
  {
    name: 'conditional-white-on-red',
    rows: row(5, c('A5', 'closed')),
    after:
      '<conditionalFormatting sqref="A5"><cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>"closed"</formula></cfRule></conditionalFormatting>',
    differential:
      '<dxf><font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFC00000"/></patternFill></fill></dxf>',
    visible: ['closed'],
  },
  {
    name: 'unmet-condition',
    rows: row(5, c('A5', 'open')),
    after:
      '<conditionalFormatting sqref="A5"><cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>"closed"</formula></cfRule></conditionalFormatting>',
    differential: '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>',
    visible: ['open'],
  },
  {
    name: 'helper-column',
    before: '<cols><col min="3" max="3" width="9" hidden="1"/></cols>',
    rows: row(5, `${c('A5', 'West')}<c r="B5"><v>3</v></c><c r="C5"><f>B5*2</f><v>6</v></c>`),
    visible: ['West'],
  },
  {
    name: 'hidden-list-sheet',
    sheets: [['Lists', 'hidden', row(1, c('A1', 'open')) + row(2, c('A2', 'closed'))]],
    after:
      '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="C2"><formula1>Lists!$A$1:$A$2</formula1></dataValidation></dataValidations>',
  },
  {
    name: 'filtered-rows',
    rows: row(5, c('A5', 'West'), 'hidden="1"'),
    after:
      '<autoFilter ref="A1:B5"><filterColumn colId="0"><filters><filter val="North"/><filter val="South"/></filters></filterColumn></autoFilter>',
  },
  {
    name: 'two-sheets',
    sheets: [['Ships', 'visible', row(1, c('A1', 'Blauwal')) + row(2, c('A2', 'Seestern'))]],
    visible: ['Blauwal', 'Seestern'],
  },
  {
    name: 'grey-notes',
    rows: row(5, c('A5', 'Fill in the depth at low water.', 1)),
    fonts: [font('theme="0" tint="-0.35"')],
    styles: [xf(1, 0)],
    visible: ['Fill in the depth at low water.'],
  },
  {
    name: 'rich-text',
    rows: row(5, '<c r="A5" t="s"><v>0</v></c>'),
    shared: ['<si><r><rPr><b/><sz val="11"/></rPr><t>Bold</t></r><r><t xml:space="preserve"> and plain</t></r></si>'],
    visible: ['Bold and plain'],
  },
  {
    name: 'dates-and-percent',
    rows: row(5, '<c r="A5" s="1"><v>46029</v></c><c r="B5" s="2"><v>0.125</v></c>'),
    styles: [xf(0, 0, 14), xf(0, 0, 10)],
    visible: [],
  },
  {
    name: 'booleans-and-errors',
    rows: row(5, '<c r="A5" t="b"><v>1</v></c><c r="B5" t="e"><v>#N/A</v></c>'),
    visible: [],
  },
  {
    name: 'small-footnote',
    rows: row(5, c('A5', 'Depths below chart datum.', 1)),
    fonts: [font('theme="1"', 6)],
    styles: [xf(1, 0)],
    visible: ['Depths below chart datum.'],
  },
  {
    name: 'many-languages',
    rows: ['Λιμάνι', 'порт', 'مرفأ', 'נמל', 'बंदरगाह क्‍ष', 'ท่าเรือ', '港口', '항구', 'Bến cảng', 'می‌خواهم']
      .map((text, i) => row(5 + i, c(`A${5 + i}`, text)))
      .join(''),
    visible: ['Λιμάνι', 'порт', 'مرفأ', 'נמל', 'बंदरगाह क्‍ष', 'ท่าเรือ', '港口', '항구', 'Bến cảng', 'می‌خواهم'],
  },
  {
    name: 'readings',
    rows: row(5, '<c r="A5" t="s"><v>0</v></c>'),
    shared: ['<si><t>東京港</t><rPh sb="0" eb="3"><t>トウキョウコウ</t></rPh><phoneticPr fontId="0"/></si>'],
    visible: ['東京港'],
  },
  {
    name: 'lines-in-a-cell',
    rows: row(5, c('A5', 'Quay street 4&#10;20457 Hafenstadt', 1)),
    styles: [xf(0, 0, 0, '<alignment wrapText="1"/>')],
    visible: ['Quay street 4 20457 Hafenstadt'],
  },
  {
    name: 'narrow-columns',
    before: '<cols><col min="1" max="1" width="2.7" customWidth="1"/></cols>',
    rows: row(5, c('A5', 'Spills over its neighbour')),
    visible: ['Spills over its neighbour'],
  },
];

function book(trick: BookTrick, hidden: string): Uint8Array {
  const put = (text: string) =>
    text.replaceAll('§TAGS', tags(hidden)).replaceAll('§BITS', bits(hidden)).replaceAll('§', hidden);
  const sheets = [['Plan', 'visible', ''] as const, ...(trick.sheets ?? [])];
  const shared = (trick.shared ?? []).map((text) => (text.startsWith('<si>') ? text : `<si><t>${text}</t></si>`));
  const count = (tag: string, items: readonly string[]) => `<${tag} count="${items.length}">${items.join('')}</${tag}>`;
  return office(
    [
      {
        path: 'xl/workbook.xml',
        type: 'spreadsheetml.sheet.main',
        xml: `<workbook ${NS}><sheets>${sheets.map(([name, state], i) => `<sheet name="${name}" sheetId="${i + 1}" state="${state}" r:id="rId${i + 1}"/>`).join('')}</sheets>${trick.names === undefined ? '' : `<definedNames>${put(trick.names)}</definedNames>`}</workbook>`,
        rels: [
          ...sheets.map((_, i) => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`] as const),
          ['rId20', 'styles', 'styles.xml'],
          ['rId21', 'theme', 'theme/theme1.xml'],
          ['rId22', 'sharedStrings', 'sharedStrings.xml'],
        ],
      },
      ...sheets.map(([, , rows], i) => ({
        path: `xl/worksheets/sheet${i + 1}.xml`,
        type: 'spreadsheetml.worksheet',
        xml: `<worksheet ${NS}>${i === 0 ? (trick.before ?? '') : ''}<sheetData>${i === 0 ? (trick.before?.includes('zeroHeight') === true ? HEAD.replaceAll('<row ', '<row ht="15" customHeight="1" hidden="0" ') : HEAD) + put(trick.rows ?? '') : put(rows)}</sheetData>${i === 0 ? put(trick.after ?? '') : ''}</worksheet>`,
        ...(i === 0 && trick.rels !== undefined ? { rels: trick.rels } : {}),
      })),
      {
        path: 'xl/styles.xml',
        type: 'spreadsheetml.styles',
        xml: `<styleSheet xmlns="${MAIN}">${count(
          'numFmts',
          (trick.formats ?? []).map(
            (code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
          ),
        )}${count('fonts', [font('theme="1"'), ...(trick.fonts ?? [])])}${count('fills', ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>', ...(trick.fills ?? [])])}<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${count('cellXfs', [xf(0, 0), ...(trick.styles ?? [])])}<dxfs>${trick.differential ?? ''}</dxfs></styleSheet>`,
      },
      { path: 'xl/theme/theme1.xml', type: 'theme', xml: THEME },
      {
        path: 'xl/sharedStrings.xml',
        type: 'spreadsheetml.sharedStrings',
        xml: put(
          `<sst xmlns="${MAIN}" count="${shared.length}" uniqueCount="${shared.length}">${shared.join('')}</sst>`,
        ),
      },
      ...(trick.parts ?? []).map((part) => ({ ...part, xml: put(part.xml) })),
    ],
    'xl/workbook.xml',
  );
}

export function rawXlsxFiles(): readonly MadeFile[] {
  const made = (kind: MadeFile['kind'], trick: BookTrick, hidden: string): MadeFile => ({
    file: `xlsx/${kind}-excel-${trick.name}.xlsx`,
    ...{ kind, technique: trick.name, madeBy: 'template' },
    visible: [...SEEN, ...(trick.visible ?? [])],
    hidden: hidden === '' ? [] : [hidden, tags(hidden), bits(hidden)],
    bytes: book(trick, hidden),
  });
  return [
    ...ATTACKS.map((trick, i) => made('attack', trick, payload(i))),
    ...INNOCENT.map((trick) => made('innocent', trick, '')),
  ];
}
