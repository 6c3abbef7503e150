/**
 * Soft masks on a canvas without filters: the picture that a mask is made of, turned into one whose opacity is what the mask lets
 * through. Source: ISO 32000-2, 11.5.2 and 11.5.3; the weights are those of pdf.js's own filter. A filter is a string, since pdf.js
 * hands it on as the value of `context.filter`.
 */
import { type Canvas, createCanvas } from '@napi-rs/canvas';

const LUMINOSITY = 'page-luminosity:';
const TRANSFER = 'page-transfer:';

export function luminosityFilter(map: ArrayLike<number> | null): string {
  return LUMINOSITY + Array.from(map ?? []).join();
}

export function transferFilter(map: ArrayLike<number>): string {
  return TRANSFER + Array.from(map).join();
}

export function isMaskFilter(filter: unknown): filter is string {
  return typeof filter === 'string' && (filter.startsWith(LUMINOSITY) || filter.startsWith(TRANSFER));
}

interface Masked {
  readonly filter: string;
  readonly canvas: Canvas;
}

/** A mask is laid over every operation that paints through it: made once, kept until its picture is painted on again. */
const made = new WeakMap<Canvas, Masked>();

/** To be called when a canvas is painted on or emptied. */
export function forgetMask(canvas: Canvas): void {
  made.delete(canvas);
}

/** The picture with the opacity that `filter` makes of its brightness, or of its opacity; its colours don't matter afterwards. */
export function maskedBy(filter: string, picture: Canvas): Canvas {
  const known = made.get(picture);
  if (known?.filter === filter) return known.canvas;
  const { width, height } = picture;
  const image = picture.getContext('2d').getImageData(0, 0, width, height);
  const pixels = image.data;
  const isLuminosity = filter.startsWith(LUMINOSITY);
  const table = tableOf(filter.slice(filter.indexOf(':') + 1));
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = pixels[i + 3] ?? 0;
    const light = 0.3 * (pixels[i] ?? 0) + 0.59 * (pixels[i + 1] ?? 0) + 0.11 * (pixels[i + 2] ?? 0);
    pixels[i + 3] = table[Math.round(isLuminosity ? (light * alpha) / 255 : alpha)] ?? 0;
  }
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').putImageData(image, 0, 0);
  made.set(picture, { filter, canvas });
  return canvas;
}

/** The transfer function as 256 values; without one, what comes in goes out. */
function tableOf(list: string): Uint8Array {
  const table = new Uint8Array(256).map((_, i) => i);
  if (list !== '') table.set(list.split(',').slice(0, 256).map(Number));
  return table;
}
