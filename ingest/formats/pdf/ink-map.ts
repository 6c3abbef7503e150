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
  for (let i = 0; i < light.length; i += 1) {
    const at = 4 * i;
    light[i] = (299 * (pixels[at] ?? 0) + 587 * (pixels[at + 1] ?? 0) + 114 * (pixels[at + 2] ?? 0)) / 1000;
  }
  const columns = Math.ceil(width / TILE);
  const usual = Array.from({ length: columns * Math.ceil(height / TILE) }, (_, tile) =>
    medianOfTile(light, width, height, (tile % columns) * TILE, Math.floor(tile / columns) * TILE),
  );
  const ink = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const tileRow = Math.floor(y / TILE) * columns;
    for (let x = 0; x < width; x += 1) {
      const difference = Math.abs((light[y * width + x] ?? 0) - (usual[tileRow + Math.floor(x / TILE)] ?? 255));
      if (difference > NOISE) ink[y * width + x] = Math.min(1, (difference - NOISE) / (FULL - NOISE));
    }
  }
  return { width, height, ink };
}

function medianOfTile(light: Uint8Array, width: number, height: number, left: number, top: number): number {
  const counts = new Uint32Array(256 / STEP);
  let total = 0;
  for (let y = top; y < Math.min(height, top + TILE); y += 1) {
    for (let x = left; x < Math.min(width, left + TILE); x += 1) {
      const step = Math.floor((light[y * width + x] ?? 0) / STEP);
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
