/** Fonts and pictures for small PDFs: a real typeface with its outlines taken out or its meaning changed, and scans of written pages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts, type ImageData } from '@napi-rs/canvas';
import { type RawObject, rawPdf } from './pdf-files.ts';

/** A typeface that comes with pdf.js. */
const FONT_FILE = createRequire(import.meta.url).resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf');
GlobalFonts.registerFromPath(FONT_FILE, 'Scanned Sans');
const ruler = createCanvas(8, 8).getContext('2d');

/** Width of a text in points. */
export function widthOf(text: string, size: number): number {
  ruler.font = '100px "Scanned Sans"';
  return (ruler.measureText(text).width / 100) * size;
}

/** The font file, and with `isBlank` without any outline: all glyphs begin and end at the same place. */
export function fontFile({ isBlank = false } = {}): Buffer {
  const file = Buffer.from(readFileSync(FONT_FILE));
  if (!isBlank) return file;
  const tables = file.readUInt16BE(4);
  for (let i = 0; i < tables; i += 1) {
    const at = 12 + 16 * i;
    if (file.toString('latin1', at, at + 4) !== 'loca') continue;
    const start = file.readUInt32BE(at + 8);
    file.fill(0, start, start + file.readUInt32BE(at + 12));
  }
  return file;
}

/** A character map by the codes of a simple font: code → the text that it is said to mean. */
export function toUnicode(meanings: Readonly<Record<number, string>>): RawObject {
  const hex = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');
  const lines = Object.entries(meanings).map(
    ([code, text]) => `<${Number(code).toString(16).padStart(2, '0')}> <${hex(text)}>`,
  );
  const stream = [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def',
    '1 begincodespacerange <00> <ff> endcodespacerange',
    `${lines.length} beginbfchar\n${lines.join('\n')}\nendbfchar endcmap end end`,
  ].join('\n');
  return { entries: '', stream };
}

/** A simple TrueType font `/F3` with a file of its own and, where `@meanings` is an object of the document, a map. */
export const OWN_FONT =
  '/F3 << /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Own /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 122 ' +
  `/Widths [${Array.from({ length: 91 }, (_, i) => Math.round(widthOf(String.fromCharCode(32 + i), 1000))).join(' ')}] ` +
  '/FontDescriptor @descriptor >>';
export function ownFont(options: { isBlank?: boolean } = {}): Record<string, RawObject> {
  return {
    descriptor:
      '<< /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 @fontfile >>',
    fontfile: { entries: '', stream: fontFile(options) },
  };
}

export interface PlacedWord {
  readonly text: string;
  /** Of the baseline's start, from the top left, in points. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export const SCAN_SIZE = 12;
const DOTS = 2;
const SIDE = 400;

/** Words of lines, set from the top. */
export function placeWords(lines: readonly string[], top = 40): PlacedWord[] {
  return lines.flatMap((line, row) => {
    let x = 30;
    return line.split(' ').map((text) => {
      const width = widthOf(text, SCAN_SIZE);
      const word = { text, x, y: top + row * 22, width };
      x += width + 4;
      return word;
    });
  });
}

/** A page of 400 by 400 points as a scanner sees it: grey paper, noise, a little askew; as a JPEG's object. */
export function scanOf(words: readonly PlacedWord[]): RawObject {
  const pixels = SIDE * DOTS;
  const canvas = createCanvas(pixels, pixels);
  const context = canvas.getContext('2d');
  context.fillStyle = '#efebe2';
  context.fillRect(0, 0, pixels, pixels);
  context.fillStyle = '#2b2b2b';
  context.font = `${SCAN_SIZE * DOTS}px "Scanned Sans"`;
  context.rotate(0.004);
  for (const { text, x, y } of words) context.fillText(text, x * DOTS, y * DOTS);
  const image = context.getImageData(0, 0, pixels, pixels);
  let state = 12_345;
  for (let i = 0; i < image.data.length; i += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    if (i % 4 !== 3) image.data[i] = (image.data[i] ?? 0) + (state / 2_147_483_648 - 0.5) * 30;
  }
  context.putImageData(image as ImageData, 0, 0);
  return {
    entries: `/Type /XObject /Subtype /Image /Width ${pixels} /Height ${pixels} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
    stream: canvas.toBuffer('image/jpeg', 60),
  };
}

/** What a reader of scans writes over its picture: each word invisible, stretched to the width that it was seen with. */
export function invisibleWords(words: readonly PlacedWord[], mode = 3): string {
  const shows = words.map(({ text, x, y, width }) => {
    const stretch = ((width / widthOf(text, SCAN_SIZE)) * 100).toFixed(1);
    const hex = Buffer.from(text, 'latin1').toString('hex');
    return `${stretch} Tz 1 0 0 1 ${x.toFixed(2)} ${(SIDE - y).toFixed(2)} Tm <${hex}20> Tj`;
  });
  return `BT ${mode} Tr /F1 ${SCAN_SIZE} Tf ${shows.join(' ')} ET`;
}

/** A page with a scan, what is written over it, and perhaps the scan on top. */
export function scanPdf(scan: RawObject | undefined, content: string, { isScanOnTop = false } = {}): Uint8Array {
  if (scan === undefined) return rawPdf([{ content }]);
  const draw = `q ${SIDE} 0 0 ${SIDE} 0 0 cm /Scan Do Q`;
  const all = isScanOnTop ? `${content} ${draw}` : `${draw} ${content}`;
  return rawPdf([{ content: all, resources: '/XObject << /Scan @scan >>' }], { scan });
}
