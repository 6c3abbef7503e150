/**
 * Sets a page as a scanner with text recognition leaves it: a picture of the page, and over it the same words in render mode 3,
 * drawn by no one but found by an extractor. Here they agree with the picture, so that such a page is innocent.
 */
import type { Piece } from './source.ts';

const MARGIN = 62;
const DEGREES_ASKEW = -0.4;

/** How a page of the look `scan` is set: over its picture, or in ink with the given font files, to take that picture. */
export type ScanMode =
  /** `png` has no alpha, so that it is embedded as it is. */
  | { readonly kind: 'over'; readonly png: Uint8Array }
  | { readonly kind: 'ink'; readonly regular: string; readonly bold: string };

/** Sets the pieces on the document's first page. */
export function setScan(doc: PDFKit.PDFDocument, pieces: readonly Piece[], mode: ScanMode): void {
  const { width, height } = doc.page;
  if (mode.kind === 'over') doc.image(Buffer.from(mode.png), 0, 0, { width, height });
  doc.save().rotate(DEGREES_ASKEW, { origin: [width / 2, height / 2] });
  if (mode.kind === 'over') doc.addContent('3 Tr');
  for (const piece of pieces) setPiece(doc, piece, mode);
  doc.restore();
}

function setPiece(doc: PDFKit.PDFDocument, piece: Piece, mode: ScanMode): void {
  const width = doc.page.width - 2 * MARGIN;
  if (piece.kind === 'table') {
    setTable(doc, piece.rows, mode);
    return;
  }
  if (piece.kind === 'rule') {
    setLine(doc, doc.y, 0.8, mode);
    doc.moveDown(0.8);
    return;
  }
  const text = piece.inlines.map((inline) => inline.text).join('');
  const isHeading = piece.kind === 'heading';
  doc
    .font(face(mode, isHeading))
    .fontSize(isHeading ? 14 : 11)
    .fillColor('black');
  doc.text(text, MARGIN, doc.y, { width, lineGap: 3 });
  doc.moveDown(0.5);
}

function setTable(doc: PDFKit.PDFDocument, rows: readonly (readonly string[])[], mode: ScanMode): void {
  const width = (doc.page.width - 2 * MARGIN) / Math.max(...rows.map((row) => row.length));
  for (const [at, row] of rows.entries()) {
    const top = doc.y;
    doc.font(face(mode, at === 0)).fontSize(10);
    for (const [column, cell] of row.entries()) {
      doc.text(cell, MARGIN + column * width, top, { width, lineBreak: false });
    }
    setLine(doc, top + 14, 0.4, mode);
    doc.y = top + 19;
  }
  doc.moveDown(0.5);
}

function setLine(doc: PDFKit.PDFDocument, y: number, thickness: number, mode: ScanMode): void {
  if (mode.kind === 'over') return;
  const end = doc.page.width - MARGIN;
  doc.moveTo(MARGIN, y).lineTo(end, y).lineWidth(thickness).stroke('black');
}

/** Helvetica has the widths of the fonts that the picture is drawn with. */
function face(mode: ScanMode, bold: boolean): string {
  if (mode.kind === 'ink') return bold ? mode.bold : mode.regular;
  return bold ? 'Helvetica-Bold' : 'Helvetica';
}
