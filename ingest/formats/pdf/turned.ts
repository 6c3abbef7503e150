/** Turns a page's pixels and the places of its glyphs by quarters, so that lines of writing lie level. */
import type { Box, GlyphRun } from './page.ts';
import type { InkMap } from './word-picture.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The map turned so that writing which runs at `quarters` times 90 degrees clockwise runs from left to right. */
export function turned(map: InkMap, quarters: number): InkMap {
  if (quarters === 0) return map;
  const isSideways = quarters % 2 === 1;
  const [width, height] = isSideways ? [map.height, map.width] : [map.width, map.height];
  const ink = new Float32Array(map.ink.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from =
        quarters === 1
          ? x * map.width + (map.width - 1 - y)
          : quarters === 2
            ? (map.height - 1 - y) * map.width + (map.width - 1 - x)
            : (map.height - 1 - x) * map.width + y;
      ink[y * width + x] = map.ink[from] ?? 0;
    }
  }
  return { width, height, ink };
}

/** The runs turned likewise; each with the run that it was. */
export function turnedRuns(runs: readonly GlyphRun[], quarters: number, page: Size): Map<GlyphRun, GlyphRun> {
  return new Map(
    runs.map((run) => {
      if (quarters === 0) return [run, run];
      const glyphs = run.glyphs.map((glyph) => {
        const [x, y] = turnedPoint(glyph.x, glyph.y, quarters, page);
        return { ...glyph, x, y, box: turnedBox(glyph.box, quarters, page) };
      });
      return [{ ...run, glyphs }, run];
    }),
  );
}

function turnedPoint(x: number, y: number, quarters: number, { width, height }: Size): readonly [number, number] {
  if (quarters === 1) return [y, width - x];
  return quarters === 2 ? [width - x, height - y] : [height - y, x];
}

function turnedBox({ left, top, right, bottom }: Box, quarters: number, page: Size): Box {
  const [x0, y0] = turnedPoint(left, top, quarters, page);
  const [x1, y1] = turnedPoint(right, bottom, quarters, page);
  return { left: Math.min(x0, x1), right: Math.max(x0, x1), top: Math.min(y0, y1), bottom: Math.max(y0, y1) };
}
