/**
 * Takes the picture of a scanned page, for `make.ts --pictures`: pdf.js draws the page, which is then cut to black and white with a
 * little dirt. The picture is committed beside its source, because drawing may differ from machine to machine.
 */
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { PDFParse } from 'pdf-parse';
import { makePdf } from './pdf.ts';

/** 8-bit samples, row by row. */
interface Raster {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

const FONTS = fileURLToPath(new URL('../../../node_modules/pdfjs-dist/standard_fonts/', import.meta.url));

/** The picture of a page of the look `scan`, as a PNG of one bit a pixel. */
export async function takePicture(source: string): Promise<Uint8Array> {
  const faces = { regular: `${FONTS}LiberationSans-Regular.ttf`, bold: `${FONTS}LiberationSans-Bold.ttf` };
  const parser = new PDFParse({ data: await makePdf(source, { kind: 'ink', ...faces }) });
  const shot = await parser.getScreenshot({ scale: 2, imageDataUrl: false });
  await parser.destroy();
  const [page] = shot.pages;
  if (page === undefined) throw new Error('the page could not be drawn');
  return encodeBilevel(readPng(page.data));
}

/** An 8-bit RGB or RGBA PNG without interlace (W3C PNG, sections 9 and 11.2). */
function readPng(png: Uint8Array): Raster {
  const bytes = Buffer.from(png);
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const channels = bytes[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = row * stride + x;
      const left = x >= channels ? (pixels[at - channels] ?? 0) : 0;
      const up = row > 0 ? (pixels[at - stride] ?? 0) : 0;
      const corner = x >= channels && row > 0 ? (pixels[at - stride - channels] ?? 0) : 0;
      pixels[at] = (raw[row * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner);
    }
  }
  const luma = Uint8Array.from({ length: width * height }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at * channels, at * channels + 3);
    return Math.round(0.3 * red + 0.59 * green + 0.11 * blue);
  });
  return { width, height, luma };
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return Math.floor((left + up) / 2);
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** One bit a pixel, with specks of dust from a fixed seed. */
function encodeBilevel({ width, height, luma }: Raster): Buffer {
  const stride = Math.ceil(width / 8);
  const rows = Buffer.alloc(height * (stride + 1));
  let seed = 4711;
  for (let at = 0; at < width * height; at += 1) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const white = (luma[at] ?? 255) > 150 && seed > 400_000;
    const row = Math.floor(at / width);
    const x = at % width;
    const byte = row * (stride + 1) + 1 + (x >> 3);
    if (white) rows[byte] = (rows[byte] ?? 0) | (0x80 >> (x & 7));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
