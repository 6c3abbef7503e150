/**
 * Where a page has something painted, other than text, that could show writing: pictures, patterns, outlines. Rectangles and lines that
 * are longer than letters are no writing. Over-careful where there is much of it: then it may be anywhere.
 */
import type { Box, GlyphRun } from './page.ts';

interface Figure {
  readonly box: Box;
  /** A rectangle or a line in one colour. */
  readonly isPlain: boolean;
}

const MAX_FIGURES = 2_000;
/** How far a figure may be from a letter to be looked at, and how long a plain one may be to be a part of a letter, in ems. */
const REACH = 1;
const MAX_STROKE = 2;

export class Figures {
  readonly #figures: Figure[] = [];
  #isOverfull = false;

  add(figure: Figure): void {
    const { left, top, right, bottom } = figure.box;
    if (!(right >= left && bottom >= top)) return;
    if (this.#figures.length < MAX_FIGURES) this.#figures.push(figure);
    else this.#isOverfull = true;
  }

  /** Whether any of it stands where the run does. */
  meets({ glyphs, emHeight }: GlyphRun): boolean {
    if (this.#isOverfull) return true;
    const reach = REACH * emHeight;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { box } of glyphs) {
      left = Math.min(left, box.left - reach);
      top = Math.min(top, box.top - reach);
      right = Math.max(right, box.right + reach);
      bottom = Math.max(bottom, box.bottom + reach);
    }
    return this.#figures.some(
      ({ box, isPlain }) =>
        box.left <= right &&
        box.right >= left &&
        box.top <= bottom &&
        box.bottom >= top &&
        !(isPlain && Math.max(box.right - box.left, box.bottom - box.top) > MAX_STROKE * emHeight),
    );
  }
}
