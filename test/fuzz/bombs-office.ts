/** Bombs in archives, and in the XML of Office files. */
import { constants, deflateRawSync } from 'node:zlib';
import { makeZip } from '../ingest/formats/helpers.ts';
import { type Bomb, bomb } from './bomb.ts';
import { docx, docxOf, docxStyles, type Part, part, pptx, pptxOf, repeated, xlsx, xlsxOf } from './makers.ts';

const MIB = 1024 * 1024;
const WORDS = '<w:p><w:r><w:t>Words</w:t></w:r></w:p>';
const STYLES = 20_000;

/** Sixteen megabytes of zeros, packed so that the packed bytes can stand one behind the other, 64 times. */
function gigabyte(statedSize = 1024 * MIB): Part {
  const one = deflateRawSync(Buffer.alloc(16 * MIB), { finishFlush: constants.Z_FULL_FLUSH });
  return { bytes: Buffer.concat([...Array.from({ length: 64 }, () => one), Buffer.from([0x03, 0x00])]), statedSize };
}

/** An archive whose directory gives many names to the same packed bytes. */
function overlapping(entries: number): Uint8Array {
  const one = Buffer.from(makeZip([part('word/document.xml', '\0'.repeat(16 * MIB))]));
  const end = one.length - 22;
  const start = one.readUInt32LE(end + 16);
  const records = Array.from({ length: entries }, (_, i) => {
    const record = Buffer.from(one.subarray(start, end));
    // The first keeps its name.
    if (i > 0) record.write(`word/${String(i).padStart(8, '0')}.xml`, 46);
    return record;
  });
  const directory = Buffer.concat(records);
  const tail = Buffer.from(one.subarray(end));
  for (const place of [8, 10]) tail.writeUInt16LE(entries, place);
  tail.writeUInt32LE(directory.length, 12);
  return Buffer.concat([one.subarray(0, start), directory, tail]);
}

function growingEntities(): string {
  const lines = repeated(12, (i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
  return `<!DOCTYPE d [<!ENTITY e0 "words">${lines}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e12;</w:t></w:r></w:p></w:body></w:document>`;
}

const SHAPE =
  '<p:sp><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="6858000"/></a:xfrm><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></p:spPr><p:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></p:txBody></p:sp>';
const WIDE_CELL =
  '<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr h="1"><a:tc gridSpan="2000000000" rowSpan="2000000000"><a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>';
const CELL = (ref: string) => `<c r="${ref}" t="inlineStr"><is><t>a</t></is></c>`;

export const OFFICE_BOMBS: readonly Bomb[] = [
  bomb('a megabyte that unpacks to a gigabyte', 'a.docx', () => docxOf(gigabyte())),
  bomb('a megabyte that unpacks to a gigabyte', 'a.xlsx', () => xlsxOf(gigabyte())),
  bomb('a megabyte that unpacks to a gigabyte', 'a.pptx', () => pptxOf(gigabyte())),
  bomb('an archive in an archive', 'a.docx', () =>
    docx(WORDS, { name: 'word/embeddings/a.docx', data: makeZip([part('b', gigabyte())]) }),
  ),
  bomb('entries that share their bytes', 'a.docx', () => overlapping(4_000)),
  bomb('a size that is stated too small', 'a.docx', () => docxOf(gigabyte(100))),
  bomb('a size that is stated too large', 'a.docx', () =>
    docxOf({ bytes: deflateRawSync('<w:document/>'), statedSize: 0xfffffff0 }),
  ),
  bomb('sixty thousand entries', 'a.docx', () =>
    makeZip(Array.from({ length: 60_000 }, (_, i) => part(`word/${i}.xml`, ''))),
  ),
  bomb('entities that grow', 'a.docx', () => docxOf(growingEntities())),
  bomb('deep XML', 'a.docx', () =>
    docx(`${'<w:sdt><w:sdtContent>'.repeat(50_000)}${'</w:sdtContent></w:sdt>'.repeat(50_000)}`),
  ),
  bomb('deep tables', 'a.docx', () =>
    docx(`${'<w:tbl><w:tr><w:tc>'.repeat(5_000)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(5_000)}`),
  ),
  bomb('tables within the bound of depth', 'a.docx', () =>
    docx(`${'<w:tbl><w:tr><w:tc>'.repeat(60)}${WORDS}${'</w:tc></w:tr></w:tbl>'.repeat(60)}`),
  ),
  bomb('a cell that spans everything', 'a.docx', () =>
    docx(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>${WORDS}</w:tc></w:tr></w:tbl>`),
  ),
  bomb('styles that are based on each other', 'a.docx', () =>
    docx(
      `<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>Words</w:t></w:r></w:p>`.repeat(2_000),
      ...docxStyles(
        repeated(
          STYLES,
          (i) => `<w:style w:type="paragraph" w:styleId="s${i}"><w:basedOn w:val="s${(i + 1) % STYLES}"/></w:style>`,
        ),
      ),
    ),
  ),
  bomb('half a million attributes', 'a.docx', () => docx(`<w:p ${repeated(500_000, (i) => `w:a${i}="" `)}/>`)),
  bomb('fields in fields', 'a.docx', () =>
    docx(`<w:p>${'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(50_000)}<w:r><w:t>Words</w:t></w:r></w:p>`),
  ),
  bomb('three hundred thousand runs', 'a.docx', () =>
    docx(`<w:p>${'<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>'.repeat(300_000)}</w:p>`),
  ),
  bomb('the last cell of all', 'a.xlsx', () =>
    xlsx(`<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">${CELL('XFD1048576')}</row></sheetData>`),
  ),
  bomb('everything merged', 'a.xlsx', () =>
    xlsx(
      `<sheetData><row r="1">${CELL('A1')}</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
    ),
  ),
  bomb('one long text in fifty thousand cells', 'a.xlsx', () =>
    xlsx(
      `<sheetData>${repeated(50_000, (i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`)}</sheetData>`,
      `<si><t>${'words '.repeat(5_000)}</t></si>`,
    ),
  ),
  bomb('columns hidden to the end, many times', 'a.xlsx', () =>
    xlsx(
      `<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(50_000)}</cols><sheetData><row r="1">${CELL('A1')}</row></sheetData>`,
    ),
  ),
  bomb('groups in groups', 'a.pptx', () => pptx(`${'<p:grpSp>'.repeat(50_000)}${'</p:grpSp>'.repeat(50_000)}`)),
  bomb('thirty thousand shapes above each other', 'a.pptx', () => pptx(SHAPE.repeat(30_000))),
  bomb('a cell that spans everything', 'a.pptx', () => pptx(WIDE_CELL)),
];
