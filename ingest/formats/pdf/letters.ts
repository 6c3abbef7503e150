/**
 * The letters of a page as the layout takes them: visible glyphs in the axes of their own writing direction, so that every line runs from
 * left to right and the next one stands below. Guarantees: a glyph struck twice on the same spot (false bold, shadows) is one letter.
 */
import type { Box, Glyph, JudgedRun } from './page.ts';

export interface Letter {
  /** Empty for a glyph that only goes on from the one before, as parts of a cluster do. */
  readonly text: string;
  /** Along the line. */
  readonly start: number;
  readonly end: number;
  /** Of the baseline, growing down the page. */
  readonly base: number;
  /** Size of an em across the line. */
  readonly size: number;
  /** Counts the page's letters in the order they are painted in. */
  readonly order: number;
  /** The showing operation that painted it. */
  readonly run: number;
}

/** Letters of one writing direction. */
export interface Direction {
  /** Degrees clockwise, 0 for the ordinary. */
  readonly angle: number;
  readonly isVertical: boolean;
  readonly letters: readonly Letter[];
}

/** Texts that lean by less than this belong together, in degrees. */
const ANGLE_STEP = 12;
/** Two equal letters closer than this, in ems, are one that was painted twice. */
const SAME_SPOT = 0.13;

/** The visible letters of a page by direction, the fullest first. */
export function directionsOf(runs: readonly JudgedRun[]): Direction[] {
  const groups = new Map<string, Turning>();
  let order = 0;
  for (const run of runs) {
    const { glyphs, verdicts } = run;
    if (verdicts.some((verdict) => verdict === undefined)) {
      const step = Math.round((((run.angle % 360) + 360) % 360) / ANGLE_STEP) % (360 / ANGLE_STEP);
      const key = `${step}${run.isVertical ? 'v' : ''}`;
      let group = groups.get(key);
      if (group === undefined) {
        group = new Turning(run);
        groups.set(key, group);
      }
      group.add(run, order);
    }
    order += glyphs.length;
  }
  return [...groups.values()].sort((one, other) => other.letters.length - one.letters.length);
}

/** Gathers the letters of one direction. */
class Turning implements Direction {
  readonly angle: number;
  readonly isVertical: boolean;
  readonly letters: Letter[] = [];
  readonly #spots = new Spots();
  readonly #cos: number;
  readonly #sin: number;

  constructor({ angle, isVertical }: JudgedRun) {
    this.angle = angle;
    this.isVertical = isVertical;
    const turn = (-angle * Math.PI) / 180;
    this.#cos = Math.cos(turn);
    this.#sin = Math.sin(turn);
  }

  /** The visible glyphs of a run, of which `before` glyphs of the page are painted. */
  add(run: JudgedRun, before: number): void {
    const widthOf = widthsOf(run);
    run.glyphs.forEach((glyph, i) => {
      if (run.verdicts[i] !== undefined) return;
      const order = before + i + 1;
      const letter = this.isVertical ? downward(run, glyph, order) : this.#turned(run, glyph, order, widthOf);
      if (!this.#spots.isTaken(letter)) this.letters.push(letter);
    });
  }

  #turned({ emHeight, ordinal }: JudgedRun, glyph: Glyph, order: number, widthOf: (box: Box) => number): Letter {
    const start = glyph.x * this.#cos - glyph.y * this.#sin;
    const base = glyph.x * this.#sin + glyph.y * this.#cos;
    const end = start + widthOf(glyph.box);
    return { text: readable(glyph.unicode), start, end, base, size: emHeight, order, run: ordinal };
  }
}

/** How far a glyph of the run goes along the line. The box lies along the page's axes: for leaning text, its width is more than that. */
function widthsOf({ emHeight, angle }: JudgedRun): (box: Box) => number {
  if (Math.abs(angle) < 0.5) return ({ left, right }) => right - left;
  if (Math.abs(Math.abs(angle) - 90) < 0.5) return ({ top, bottom }) => bottom - top;
  const radians = (angle * Math.PI) / 180;
  const [c, s] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
  return ({ left, right }) => Math.max(0, (right - left - s * emHeight) / Math.max(c, s, 0.5));
}

/** Vertical writing: lines run down, and the next one stands to the left. */
function downward({ emWidth, ordinal }: JudgedRun, { unicode, box }: Glyph, order: number): Letter {
  const middle = (box.top + box.bottom) / 2;
  return {
    text: readable(unicode),
    start: middle - emWidth / 2,
    end: middle + emWidth / 2,
    base: -(box.left + box.right) / 2,
    size: emWidth,
    order,
    run: ordinal,
  };
}

/** Compatibility forms that fonts and writers of PDFs put in the place of plain letters. No other form is touched: ½, ² and ｶ are what is seen. */
const FORMS = /[\u2000-\u200a\u2e80-\u2fdf\ufb00-\ufb4f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]/g;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** One character that needs nothing done. */
const PLAIN = /^[\u0020-\u007e\u00a1-\u00ff]$/;

function readable(unicode: string): string {
  if (PLAIN.test(unicode)) return unicode;
  const plain = unicode.replace(CONTROLS, '').replace(/[\s\u00a0]/g, ' ');
  return plain.replace(FORMS, (form) => form.normalize('NFKC'));
}

/** Where letters stand already, in cells. */
class Spots {
  readonly #cells = new Map<number, Letter[]>();

  /** Whether an equal letter stands on the spot; takes it else. */
  isTaken(letter: Letter): boolean {
    if (letter.text === '' || letter.text === ' ') return false;
    const near = SAME_SPOT * letter.size;
    for (let column = cellOf(letter.start - near); column <= cellOf(letter.start + near); column += 1) {
      for (let row = cellOf(letter.base - near); row <= cellOf(letter.base + near); row += 1) {
        for (const other of this.#cells.get(keyOf(column, row)) ?? []) {
          const isEqual = other.text === letter.text;
          if (isEqual && Math.abs(other.start - letter.start) < near && Math.abs(other.base - letter.base) < near)
            return true;
        }
      }
    }
    const key = keyOf(cellOf(letter.start), cellOf(letter.base));
    const there = this.#cells.get(key);
    if (there === undefined) this.#cells.set(key, [letter]);
    else if (there.length < MAX_IN_CELL) there.push(letter);
    return false;
  }
}

const CELL_POINTS = 8;
/** A cell holds a few letters; a pile of them is no line struck twice. */
const MAX_IN_CELL = 64;
const KEY_STRIDE = 1 << 20;

function cellOf(coordinate: number): number {
  return Math.floor(coordinate / CELL_POINTS);
}

function keyOf(column: number, row: number): number {
  return column * KEY_STRIDE + row;
}
