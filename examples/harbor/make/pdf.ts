/**
 * Sets a source page as a PDF with the fourteen standard fonts, uncompressed, so that the same source gives the same bytes anywhere.
 * Runs marked `white` are drawn in white, runs marked `invisible` in text render mode 3: both are plain text to an extractor.
 * Pages of the look `scan` are set by `scan.ts`.
 */
import PDFDocument from 'pdfkit';
import { type ScanMode, setScan } from './scan.ts';
import { type FrontMatter, type Inline, type Piece, readSource } from './source.ts';

const MARGIN = 62;
const INK = '#1c2430';
const ACCENT = '#0b4f6c';

/** The PDF for a source. @throws when the look is `scan` and `scan` is missing. */
export function makePdf(source: string, scan?: ScanMode): Promise<Uint8Array> {
  const { front, pieces } = readSource(source);
  const made = new Date(`${front.date}T09:00:00Z`);
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    compress: false,
    info: {
      Title: front.title,
      Author: front.author,
      CreationDate: made,
      ModDate: made,
      Producer: 'Harbor & Quill documents',
    },
  });
  const done = collect(doc);
  if (front.look !== 'scan') setPages(doc, front, pieces);
  else if (scan !== undefined) setScan(doc, pieces, scan);
  else throw new Error('a page of the look `scan` needs its picture');
  doc.end();
  return done;
}

function setPages(doc: PDFKit.PDFDocument, front: FrontMatter, pieces: readonly Piece[]): void {
  if (front.look === 'report') {
    doc
      .fillColor(ACCENT)
      .font('Helvetica-Bold')
      .fontSize(9)
      .text('HARBOR & QUILL LOGISTICS GMBH', { characterSpacing: 1.2 });
    doc
      .moveTo(MARGIN, doc.y + 4)
      .lineTo(doc.page.width - MARGIN, doc.y + 4)
      .lineWidth(0.8)
      .stroke(ACCENT);
    doc.moveDown(2);
  }
  for (const piece of pieces) setPiece(doc, piece);
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    doc.page.margins.bottom = 0;
    const foot = `${front.footer ?? front.title}  ·  page ${page + 1} of ${count}`;
    doc
      .font('Helvetica')
      .fontSize(8)
      .fillColor('#66707c')
      .text(foot, MARGIN, doc.page.height - 42, { lineBreak: false });
  }
}

function setPiece(doc: PDFKit.PDFDocument, piece: Piece): void {
  switch (piece.kind) {
    case 'heading': {
      const size = piece.level === 1 ? 19 : piece.level === 2 ? 13 : 11;
      if (piece.level > 1) doc.moveDown(0.6);
      if (doc.y > doc.page.height - 140) doc.addPage();
      setInlines(doc, piece.inlines, size, 'Helvetica-Bold', ACCENT);
      doc.moveDown(0.4);
      return;
    }
    case 'paragraph':
      setInlines(doc, piece.inlines, 10, 'Helvetica', INK);
      doc.moveDown(0.7);
      return;
    case 'quote':
      setInlines(doc, piece.inlines, 10, 'Helvetica-Oblique', '#3b4654', 18);
      doc.moveDown(0.7);
      return;
    case 'item': {
      const mark = piece.number === undefined ? '•' : `${piece.number}.`;
      if (doc.y > doc.page.height - MARGIN - 16) doc.addPage();
      const top = doc.y;
      doc
        .font('Helvetica')
        .fontSize(10)
        .fillColor(INK)
        .text(mark, MARGIN + 4, top, { lineBreak: false });
      doc.y = top;
      setInlines(doc, piece.inlines, 10, 'Helvetica', INK, 20);
      doc.moveDown(0.35);
      return;
    }
    case 'table':
      doc.font('Helvetica').fontSize(8.5).fillColor(INK);
      doc.table({
        defaultStyle: { padding: 4, border: 0.5, borderColor: '#b8c2cc' },
        rowStyles: (row) => (row === 0 ? { backgroundColor: '#e3edf2' } : {}),
        data: piece.rows.map((row) => [...row]),
      });
      doc.x = MARGIN;
      doc.moveDown(1);
      return;
    case 'rule':
      doc
        .moveTo(MARGIN, doc.y)
        .lineTo(doc.page.width - MARGIN, doc.y)
        .lineWidth(0.5)
        .stroke('#b8c2cc');
      doc.moveDown(0.8);
      return;
    default:
      piece satisfies never;
  }
}

function setInlines(
  doc: PDFKit.PDFDocument,
  inlines: readonly Inline[],
  size: number,
  font: string,
  ink: string,
  indent = 0,
): void {
  const width = doc.page.width - 2 * MARGIN - indent;
  doc.x = MARGIN + indent;
  inlines.forEach((inline, at) => {
    const options = { width, lineGap: 2.4, continued: at < inlines.length - 1 };
    const face = inline.bold === true ? 'Helvetica-Bold' : inline.italic === true ? 'Helvetica-Oblique' : font;
    if (inline.hidden === 'invisible') doc.addContent('3 Tr');
    const hiddenSize = inline.hidden === undefined ? size : 7;
    doc
      .font(face)
      .fontSize(hiddenSize)
      .fillColor(inline.hidden === 'white' ? '#ffffff' : ink)
      .text(inline.text, options);
    if (inline.hidden === 'invisible') doc.addContent('0 Tr');
  });
  doc.x = MARGIN;
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('error', reject);
    doc.on('end', () => resolve(Buffer.concat(parts)));
  });
}
