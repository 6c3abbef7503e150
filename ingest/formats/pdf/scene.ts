/**
 * The page as it is painted on, in cells: what lies where, and which glyphs stand where. Answers what is behind a new glyph, and tells the
 * glyphs that are there about every new paint. Guarantees: the work is bounded by a budget for the page, whatever the file holds; when
 * it is spent, or a cell is too full, the glyphs concerned are in doubt.
 */
import { type Colour, WHITE } from '../../visibility/contrast.ts';
import { paintOver } from './blending.ts';
import { type Look, SAMPLES } from './look.ts';
import type { Box, Doubt } from './page.ts';
import { isPlain, type Paint, reaches } from './paint.ts';

const CELL_POINTS = 18;
const MAX_CELLS_A_SIDE = 64;
/** Paints remembered in a cell. An opaque one that fills the cell makes those before it forgotten. */
const MAX_PAINTS_IN_CELL = 160;
/** Steps for the page: visits of cells, and meetings of a paint with a glyph. About half a second of work. */
const BUDGET = 6_000_000;

interface Cell {
  paints: Paint[];
  looks: Look[];
  isOverfull: boolean;
}

/** What is behind a glyph. */
export interface Backdrop {
  /** One colour, or one for each sample point. */
  readonly papers: readonly (Colour | undefined)[];
  readonly doubts: readonly Doubt[];
}

/** Paints are not followed any more. */
const UNKNOWN: Backdrop = { papers: [undefined], doubts: ['gradient-behind'] };
const BLANK: Backdrop = { papers: [WHITE], doubts: [] };

export class Scene {
  readonly #cells: Cell[];
  readonly #columns: number;
  readonly #rows: number;
  readonly #cellWidth: number;
  readonly #cellHeight: number;
  #spent = 0;
  #latest: { readonly paint: Paint; readonly backdrop: Backdrop } | undefined;
  #hasPaints = false;
  /** How far a sample point may lie from the point that a look is filed under. */
  #reach = 0;

  constructor(width: number, height: number) {
    this.#columns = sides(width);
    this.#rows = sides(height);
    this.#cellWidth = Math.max(width, 1) / this.#columns;
    this.#cellHeight = Math.max(height, 1) / this.#rows;
    this.#cells = Array.from({ length: this.#columns * this.#rows }, () => ({
      paints: [],
      looks: [],
      isOverfull: false,
    }));
  }

  /** More was painted than is followed: what lies over and under glyphs is not known any more. */
  get isExhausted(): boolean {
    return this.#spent > BUDGET;
  }

  /** Files a glyph, to be told of what comes over it. */
  addLook(look: Look): void {
    const [x = 0, y = 0] = look.points;
    for (let i = 1; i < SAMPLES; i += 1) {
      const dx = Math.abs((look.points[2 * i] ?? 0) - x);
      const dy = Math.abs((look.points[2 * i + 1] ?? 0) - y);
      this.#reach = Math.max(this.#reach, dx, dy);
    }
    this.#cellAt(x, y).looks.push(look);
  }

  /** Paints on the page: over every glyph that is there, and behind every one to come. */
  addPaint(paint: Paint): void {
    if (this.isExhausted) return;
    const { left, top, right, bottom } = paint.box;
    if (!(right >= left && bottom >= top)) return;
    this.#hasPaints = true;
    const fills = paint.isOpaque && isPlain(paint);
    const near: Box = {
      left: left - this.#reach,
      top: top - this.#reach,
      right: right + this.#reach,
      bottom: bottom + this.#reach,
    };
    const [c0, c1] = [this.#column(near.left), this.#column(near.right)];
    const [r0, r1] = [this.#row(near.top), this.#row(near.bottom)];
    for (let row = r0; row <= r1; row += 1) {
      for (let column = c0; column <= c1; column += 1) {
        const cell = this.#cells[row * this.#columns + column];
        if (cell === undefined) continue;
        this.#spent += 1 + cell.looks.length;
        if (this.isExhausted) return;
        this.#coverLooks(cell, paint);
        const cellLeft = column * this.#cellWidth;
        const cellTop = row * this.#cellHeight;
        const [cellRight, cellBottom] = [cellLeft + this.#cellWidth, cellTop + this.#cellHeight];
        if (right < cellLeft || left > cellRight || bottom < cellTop || top > cellBottom) continue;
        if (fills && left <= cellLeft && top <= cellTop && right >= cellRight && bottom >= cellBottom) {
          cell.paints = [paint];
          cell.isOverfull = false;
        } else if (cell.paints.length < MAX_PAINTS_IN_CELL) {
          cell.paints.push(paint);
        } else {
          cell.isOverfull = true;
        }
      }
    }
  }

  /** Something that is no paper for later glyphs comes over those that are there: a letter. */
  coverWith(paint: Paint): void {
    if (this.isExhausted) return;
    const { left, top, right, bottom } = paint.box;
    for (let row = this.#row(top - this.#reach); row <= this.#row(bottom + this.#reach); row += 1) {
      for (let column = this.#column(left - this.#reach); column <= this.#column(right + this.#reach); column += 1) {
        const cell = this.#cells[row * this.#columns + column];
        if (cell === undefined) continue;
        this.#spent += 1 + cell.looks.length;
        this.#coverLooks(cell, paint);
      }
    }
  }

  /** What is behind a glyph that is painted now. */
  backdropOf(points: readonly number[]): Backdrop {
    if (this.isExhausted) return UNKNOWN;
    const whole = this.#wholeBackdrop(points);
    if (whole !== undefined) return whole;
    const papers: (Colour | undefined)[] = [];
    const doubts = new Set<Doubt>();
    for (let i = 0; i < SAMPLES; i += 1)
      papers.push(this.#colourAt(points[2 * i] ?? 0, points[2 * i + 1] ?? 0, doubts));
    return { papers, doubts: [...doubts] };
  }

  /** The quick way: nothing at all, or one opaque paint, behind all of the glyph. */
  #wholeBackdrop(points: readonly number[]): Backdrop | undefined {
    if (!this.#hasPaints) return BLANK;
    const cell = this.#cellAt(points[0] ?? 0, points[1] ?? 0);
    for (let i = 1; i < SAMPLES; i += 1) {
      if (this.#cellAt(points[2 * i] ?? 0, points[2 * i + 1] ?? 0) !== cell) return undefined;
    }
    if (cell.isOverfull) return undefined;
    for (let p = cell.paints.length - 1; p >= 0; p -= 1) {
      const paint = cell.paints[p];
      if (paint === undefined) continue;
      this.#spent += 1;
      let count = 0;
      for (let i = 0; i < SAMPLES; i += 1) {
        const isIn = reaches(paint, points[2 * i] ?? 0, points[2 * i + 1] ?? 0);
        if (isIn === undefined) return undefined;
        if (isIn) count += 1;
      }
      if (count === 0) continue;
      if (count < SAMPLES || !paint.isOpaque) return undefined;
      return this.#backdropBy(paint);
    }
    return BLANK;
  }

  /** The same object for the same paint: glyphs after each other stand on the same, and are then judged alike. */
  #backdropBy(paint: Paint): Backdrop {
    if (this.#latest?.paint !== paint) {
      const doubts = paint.doubtBehind === undefined ? [] : [paint.doubtBehind];
      this.#latest = { paint, backdrop: { papers: [paint.colour], doubts } };
    }
    return this.#latest.backdrop;
  }

  #colourAt(x: number, y: number, doubts: Set<Doubt>): Colour | undefined {
    const cell = this.#cellAt(x, y);
    if (cell.isOverfull) {
      doubts.add('gradient-behind');
      return undefined;
    }
    const above: Paint[] = [];
    let base: Colour | undefined = WHITE;
    for (let p = cell.paints.length - 1; p >= 0; p -= 1) {
      const paint = cell.paints[p];
      if (paint === undefined) continue;
      this.#spent += 1;
      const isIn = reaches(paint, x, y);
      if (isIn === false) continue;
      if (isIn === undefined) doubts.add('complex-clip');
      if (paint.doubtBehind !== undefined) doubts.add(paint.doubtBehind);
      if (isIn === undefined || paint.colour === undefined) return undefined;
      if (paint.isOpaque) {
        base = paint.colour;
        break;
      }
      above.push(paint);
    }
    for (const paint of above.reverse()) {
      if (paint.colour !== undefined && base !== undefined) base = paintOver(paint.colour, base, paint.mode);
    }
    return base;
  }

  /** Tells the glyphs of a cell; the ones that are covered for good need to hear nothing more. */
  #coverLooks(cell: Cell, paint: Paint): void {
    if (cell.looks.length === 0) return;
    let hasCovered = false;
    for (const look of cell.looks) {
      look.paintedOver(paint);
      hasCovered ||= look.isCovered;
    }
    if (hasCovered) cell.looks = cell.looks.filter((look) => !look.isCovered);
  }

  #cellAt(x: number, y: number): Cell {
    const cell = this.#cells[this.#row(y) * this.#columns + this.#column(x)];
    if (cell === undefined) throw new RangeError('no such cell');
    return cell;
  }

  #column(x: number): number {
    return clamp(Math.floor(x / this.#cellWidth), this.#columns);
  }

  #row(y: number): number {
    return clamp(Math.floor(y / this.#cellHeight), this.#rows);
  }
}

function sides(length: number): number {
  return Math.min(Math.max(Math.ceil(length / CELL_POINTS), 1), MAX_CELLS_A_SIDE);
}

function clamp(value: number, count: number): number {
  // Not a number goes to the first.
  return value > 0 ? Math.min(value, count - 1) : 0;
}
