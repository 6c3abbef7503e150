/**
 * Sets a source page as a Word file. Runs marked `vanish` are hidden text in Word's own sense (`w:vanish`): not shown, but stored.
 * The same source gives the same bytes: the times inside the package and in its zip entries are fixed.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type FrontMatter, type Inline, type Piece, readSource } from './source.ts';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

/** The bytes of the .docx for a source. */
export async function makeDocx(source: string): Promise<Uint8Array> {
  const { front, pieces } = readSource(source);
  let list = 0;
  let before: Piece | undefined;
  const children = pieces.map((piece) => {
    if (
      piece.kind === 'item' &&
      piece.number !== undefined &&
      !(before?.kind === 'item' && before.number !== undefined)
    )
      list += 1;
    before = piece;
    return setPiece(piece, list);
  });
  const doc = new Document({
    title: front.title,
    creator: front.author,
    styles: { default: { document: { run: { font: 'Calibri', size: 22 } } } },
    numbering: {
      config: [
        {
          reference: 'steps',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 480, hanging: 320 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [new Paragraph({ children: [new TextRun({ text: front.footer ?? front.title, size: 16 })] })],
          }),
        },
        children,
      },
    ],
  });
  const bytes = await Packer.toBuffer(doc, false, [{ path: 'docProps/core.xml', data: coreProperties(front) }]);
  return fixZipTimes(bytes);
}

function setPiece(piece: Piece, list: number): Paragraph | Table {
  switch (piece.kind) {
    case 'heading':
      return new Paragraph({
        heading: HEADINGS[piece.level],
        spacing: { before: 200, after: 100 },
        children: piece.inlines.map(setRun),
      });
    case 'paragraph':
      return new Paragraph({ spacing: { after: 140 }, children: piece.inlines.map(setRun) });
    case 'quote':
      return new Paragraph({ indent: { left: 480 }, spacing: { after: 140 }, children: piece.inlines.map(setRun) });
    case 'item':
      return new Paragraph({
        ...(piece.number === undefined
          ? { bullet: { level: 0 } }
          : { numbering: { reference: 'steps', level: 0, instance: list } }),
        children: piece.inlines.map(setRun),
      });
    case 'table':
      return new Table({
        width: { size: 100, type: WidthType.PERCENTAGE },
        rows: piece.rows.map(
          (row, at) =>
            new TableRow({
              ...(at === 0 ? { tableHeader: true } : {}),
              children: row.map(
                (cell) =>
                  new TableCell({
                    children: [new Paragraph({ children: [new TextRun({ text: cell, bold: at === 0, size: 20 })] })],
                  }),
              ),
            }),
        ),
      });
    case 'rule':
      return new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '888888' } } });
    default:
      return piece satisfies never;
  }
}

function setRun(inline: Inline): TextRun {
  return new TextRun({
    text: inline.text,
    ...(inline.bold === true ? { bold: true } : {}),
    ...(inline.italic === true ? { italics: true } : {}),
    ...(inline.hidden === 'vanish' ? { vanish: true } : {}),
  });
}

function coreProperties(front: FrontMatter): string {
  const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const day = `${front.date}T09:00:00Z`;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${text(front.title)}</dc:title><dc:creator>${text(front.author)}</dc:creator><cp:lastModifiedBy>${text(front.author)}</cp:lastModifiedBy>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}</dcterms:modified></cp:coreProperties>`
  );
}

/** Writes 1980-01-01 00:00 into every entry, local and central (APPNOTE 6.3.10, sections 4.3.7 and 4.3.12). */
function fixZipTimes(zip: Buffer): Uint8Array {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const local = zip.readUInt32LE(at + 42);
    for (const time of [at + 12, local + 10]) {
      zip.writeUInt16LE(0, time);
      zip.writeUInt16LE(0x21, time + 2);
    }
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
