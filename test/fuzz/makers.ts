/** Small Office files and PDFs of which every byte can be chosen: for bombs, and as seeds of the fuzzer. */
import { deflateSync } from 'node:zlib';
import { bytesOf, makeZip, type ZipEntry } from '../ingest/formats/helpers.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SLIDE = 'http://schemas.openxmlformats.org/presentationml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A part as XML text, or packed already with the size that the archive states for it. */
export type Part = string | NonNullable<ZipEntry['packed']>;

export function repeated(count: number, one: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => one(index)).join('');
}

export function part(name: string, content: Part): ZipEntry {
  return typeof content === 'string' ? { name, data: bytesOf(content) } : { name, packed: content };
}

export function relations(name: string, ...all: (readonly [type: string, target: string])[]): ZipEntry {
  const lines = all.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return part(name, `<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`);
}

function office(main: string, kind: string, parts: readonly ZipEntry[]): Uint8Array {
  const type = `application/vnd.openxmlformats-officedocument.${kind}.main+xml`;
  const types = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="${type}"/></Types>`;
  return makeZip([part('[Content_Types].xml', types), relations('_rels/.rels', ['officeDocument', main]), ...parts]);
}

export function docxOf(document: Part, ...more: ZipEntry[]): Uint8Array {
  return office('word/document.xml', 'wordprocessingml.document', [part('word/document.xml', document), ...more]);
}

export function docx(body: string, ...more: ZipEntry[]): Uint8Array {
  return docxOf(`<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`, ...more);
}

/** The part of styles, and what leads to it. */
export function docxStyles(styles: string): [ZipEntry, ZipEntry] {
  return [
    relations('word/_rels/document.xml.rels', ['styles', 'styles.xml']),
    part('word/styles.xml', `<w:styles xmlns:w="${WORD}">${styles}</w:styles>`),
  ];
}

export function xlsxOf(sheet: Part, sharedStrings = ''): Uint8Array {
  const book = `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  return office('xl/workbook.xml', 'spreadsheetml.sheet', [
    part('xl/workbook.xml', book),
    relations(
      'xl/_rels/workbook.xml.rels',
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ),
    part('xl/worksheets/sheet1.xml', sheet),
    part('xl/sharedStrings.xml', `<sst xmlns="${SHEET}">${sharedStrings}</sst>`),
  ]);
}

export function xlsx(inner: string, sharedStrings = ''): Uint8Array {
  return xlsxOf(`<worksheet xmlns="${SHEET}">${inner}</worksheet>`, sharedStrings);
}

export function pptxOf(slide: Part): Uint8Array {
  const deck = `<p:presentation xmlns:p="${SLIDE}" xmlns:r="${OFFICE}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>`;
  return office('ppt/presentation.xml', 'presentationml.presentation', [
    part('ppt/presentation.xml', deck),
    relations('ppt/_rels/presentation.xml.rels', ['slide', 'slides/slide1.xml']),
    part('ppt/slides/slide1.xml', slide),
  ]);
}

export function pptx(tree: string): Uint8Array {
  return pptxOf(`<p:sld xmlns:p="${SLIDE}" xmlns:a="${DRAWING}"><p:cSld><p:spTree>${tree}</p:spTree></p:cSld></p:sld>`);
}

/** A PDF of these objects, the first of which is the catalogue, with a right table of places. */
export function pdf(objects: readonly (string | Uint8Array)[], trailer = ''): Uint8Array {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places: number[] = [];
  let at = 9;
  for (const [index, object] of objects.entries()) {
    places.push(at);
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    pieces.push(piece);
    at += piece.length;
  }
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${lines}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(end)]);
}

/** A stream of bytes as they are. */
export function stream(dictionary: string, data: Uint8Array): Buffer {
  const head = `<<${dictionary}/Length ${data.length}>>\nstream\n`;
  return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')]);
}

/** A stream that is packed. */
export function packed(dictionary: string, data: string | Uint8Array): Buffer {
  return stream(`${dictionary}/Filter/FlateDecode`, deflateSync(data));
}

export const ONE_PAGE = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>'] as const;
export const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
export const WORDS = 'BT /F 12 Tf 72 700 Td (Words on a page) Tj ET\n';
/** Words that are not painted, as over a scanned page: the page has to be drawn to judge them. */
export const UNSEEN_WORDS = 'BT 3 Tr /F 12 Tf 72 700 Td (Words on a page) Tj ET\n';

/** One page: its content is object 4, its font object 5, `more` begins with 6. */
export function page(content: string | Buffer, resources = '', ...more: (string | Uint8Array)[]): Uint8Array {
  return pdf([
    ...ONE_PAGE,
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>${resources}>>>>`,
    typeof content === 'string' ? packed('', content) : content,
    FONT,
    ...more,
  ]);
}
