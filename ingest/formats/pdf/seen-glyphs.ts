/**
 * Where the visible glyphs of a page stand, to tell a letter that is painted twice from one that is hidden.
 */
import type { Glyph, JudgedRun } from './page.ts';

/** Farther from each other than this, in ems, two equal letters are two. */
const NEAR = 0.25;
const CELL_POINTS = 8;
/** Glyphs remembered in one spot; a pile of them is no letter painted twice. */
const MAX_IN_SPOT = 8;

export class SeenGlyphs {
  readonly #spots = new Map<string, { x: number; y: number }[]>();

  constructor(runs: readonly JudgedRun[]) {
    for (const run of runs) {
      run.glyphs.forEach((glyph, i) => {
        if (run.verdicts[i] !== undefined || glyph.unicode.trim() === '') return;
        const key = keyOf(glyph, 0, 0);
        const there = this.#spots.get(key);
        if (there === undefined) this.#spots.set(key, [glyph]);
        else if (there.length < MAX_IN_SPOT) there.push(glyph);
      });
    }
  }

  /** Whether the same letter is seen on the same spot. */
  hasTwin(glyph: Glyph, { emHeight }: JudgedRun): boolean {
    const near = Math.min(NEAR * emHeight, CELL_POINTS);
    for (let column = -1; column <= 1; column += 1) {
      for (let row = -1; row <= 1; row += 1) {
        const there = this.#spots.get(keyOf(glyph, column, row)) ?? [];
        if (there.some(({ x, y }) => Math.hypot(x - glyph.x, y - glyph.y) < near)) return true;
      }
    }
    return false;
  }
}

function keyOf({ unicode, x, y }: Glyph, column: number, row: number): string {
  return `${unicode} ${Math.round(x / CELL_POINTS) + column} ${Math.round(y / CELL_POINTS) + row}`;
}
