/**
 * Where a drawn page has ink: how far each pixel is from what is usual around it, darker or lighter, so that uneven paper, grey scans
 * and light writing on dark ground are all alike. Noise below a threshold is no ink.
 */
import type { Drawing } from './drawing.ts';
import type { InkMap } from './word-picture.ts';

/** Squares whose usual brightness is taken for the paper's, in pixels. Letters fill less than half of them. */
const TILE = 64;
/** Differences up to this are noise, of 255; from the second on they are full ink. */
const NOISE = 36;
const FULL = 110;
/** Brightness is counted in steps of this. */
const STEP = 4;

export function inkMapOf({ width, height, pixels }: Drawing): InkMap {
  const light = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < light.length; i += 1, at += 4) {
    light[i] = (299 * (pixels[at] ?? 0) + 587 * (pixels[at + 1] ?? 0) + 114 * (pixels[at + 2] ?? 0)) / 1000;
  }
  const ink = new Float32Array(width * height);
  const inkOfDifference = Float32Array.from({ length: 512 }, (_, difference) =>
    difference > NOISE ? Math.min(1, (difference - NOISE) / (FULL - NOISE)) : 0,
  );
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const usual = medianOfTile(light, width, height, left, top);
      const [right, bottom] = [Math.min(width, left + TILE), Math.min(height, top + TILE)];
      for (let y = top; y < bottom; y += 1) {
        for (let at = y * width + left; at < y * width + right; at += 1) {
          ink[at] = inkOfDifference[Math.abs((light[at] ?? 0) - usual)] ?? 0;
        }
      }
    }
  }
  return { width, height, ink };
}

function medianOfTile(light: Uint8Array, width: number, height: number, left: number, top: number): number {
  const counts = new Uint32Array(256 / STEP);
  let total = 0;
  const [right, bottom] = [Math.min(width, left + TILE), Math.min(height, top + TILE)];
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * width + left; at < y * width + right; at += 1) {
      const step = Math.floor((light[at] ?? 0) / STEP);
      counts[step] = (counts[step] ?? 0) + 1;
      total += 1;
    }
  }
  let below = 0;
  const step = counts.findIndex((count) => {
    below += count;
    return below * 2 >= total;
  });
  return step * STEP + STEP / 2;
}
