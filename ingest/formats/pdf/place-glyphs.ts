/**
 * Places the glyphs of one showing operation on the page and moves the text position on. Source: ISO 32000-2, 9.4.4, in the manner of
 * pdf.js, whose drawing is the reference for what is seen.
 */
import { SAMPLE_ACROSS, SAMPLE_UP, SAMPLES } from './look.ts';
import { asNumbers, type Matrix, multiply } from './matrix.ts';
import type { Box, Glyph } from './page.ts';
import type { GraphicsState } from './state.ts';

export interface PlacedGlyph {
  readonly glyph: Glyph;
  /** Sample points, see `Look`. */
  readonly points: readonly number[];
  /** For Type 3 fonts: which procedure paints it. */
  readonly procedure: string;
}

export interface PlacedText {
  readonly glyphs: readonly PlacedGlyph[];
  readonly emWidth: number;
  readonly emHeight: number;
  readonly angle: number;
}

/** Narrowest body that is looked at, in ems: widths in a file may be zero, and its letters are painted all the same. */
const NARROWEST = 0.3;

/** `items` are pdf.js's glyphs, with numbers between them that move the next one. */
export function placeGlyphs(state: GraphicsState, items: readonly unknown[]): PlacedText {
  const { font, fontSize: size, horizontalScale: scale } = state;
  const text = multiply(state.matrix, state.textMatrix);
  const unit = font.isType3 ? Math.abs(font.matrix[0]) : font.matrix[0];
  const glyphs: PlacedGlyph[] = [];
  const [a, b, c, d, e, f] = text;
  const measure = measureOf(state);
  let along = 0;
  for (const item of items) {
    if (typeof item === 'number') {
      along += (font.isVertical ? 1 : -1) * item * 0.001 * (font.isVertical ? Math.abs(size) : size);
      continue;
    }
    if (typeof item !== 'object' || item === null) continue;
    const raw = item as Readonly<Record<string, unknown>>;
    const width = typeof raw.width === 'number' && Number.isFinite(raw.width) ? raw.width * unit * size : 0;
    const spacing = (raw.isSpace === true ? state.wordSpacing : 0) + state.charSpacing;
    let [x, y] = [state.x + along * scale, state.y];
    let advance = width + spacing;
    if (font.isVertical) {
      const [down, originX, originY] = verticalMetrics(raw, state);
      x = state.x - originX * unit * size * scale;
      y = state.y - (along + originY * unit * size);
      advance = -down * unit * size - spacing;
    }
    const up = y + state.rise;
    // The text matrix times [scale 0 0 1 x up].
    const to: Matrix = [a * scale, b * scale, c, d, a * x + c * up + e, b * x + d * up + f];
    glyphs.push(placed(raw, to, width, measure));
    along += advance;
  }
  if (font.isVertical) state.y -= along;
  else state.x += along * scale;
  return { glyphs, ...measures(multiply(text, [scale, 0, 0, 1, 0, 0]), state) };
}

/** In text space. */
interface Measure {
  readonly bottom: number;
  readonly top: number;
  readonly em: number;
  readonly narrowest: number;
}

function measureOf({ font, fontSize: size }: GraphicsState): Measure {
  const [bottom, top] = [font.descent * size, font.ascent * size];
  // A Type 3 font has no em: its highest point is two thirds of one.
  return { bottom, top, em: font.isType3 ? top * 1.5 : size, narrowest: NARROWEST * Math.abs(size) };
}

function placed(
  raw: Readonly<Record<string, unknown>>,
  to: Matrix,
  width: number,
  { bottom, top, em, narrowest }: Measure,
): PlacedGlyph {
  const box = boxOf(to, width, bottom, top);
  const body = Math.abs(width) < narrowest ? Math.sign(width || 1) * narrowest : width;
  const points = new Array<number>(2 * SAMPLES);
  for (let i = 0; i < SAMPLES; i += 1) {
    const x = (SAMPLE_ACROSS[i] ?? 0) * body;
    const y = (SAMPLE_UP[i] ?? 0) * em;
    points[2 * i] = to[0] * x + to[2] * y + to[4];
    points[2 * i + 1] = to[1] * x + to[3] * y + to[5];
  }
  return {
    glyph: {
      unicode: typeof raw.unicode === 'string' ? raw.unicode : '',
      fontChar: typeof raw.fontChar === 'string' ? raw.fontChar : '',
      isSpace: raw.isSpace === true,
      box,
      x: to[4],
      y: to[5],
    },
    points,
    procedure: typeof raw.operatorListId === 'string' ? raw.operatorListId : String(raw.operatorListId ?? ''),
  };
}

/** The box around a body from the origin to `width`, between two heights, where the matrix takes it. */
function boxOf(to: Matrix, width: number, bottom: number, top: number): Box {
  const [ax, ay] = [to[0] * width, to[1] * width];
  const [bx, by] = [to[2] * bottom, to[3] * bottom];
  const [tx, ty] = [to[2] * top, to[3] * top];
  return {
    left: to[4] + Math.min(0, ax) + Math.min(bx, tx),
    right: to[4] + Math.max(0, ax) + Math.max(bx, tx),
    top: to[5] + Math.min(0, ay) + Math.min(by, ty),
    bottom: to[5] + Math.max(0, ay) + Math.max(by, ty),
  };
}

function verticalMetrics(
  raw: Readonly<Record<string, unknown>>,
  { font }: GraphicsState,
): readonly [down: number, originX: number, originY: number] {
  const own = asNumbers(raw.vmetric, 3);
  if (own !== undefined) return [own[0] ?? -1000, own[1] ?? 500, own[2] ?? 880];
  const [down, , originY] = font.verticalMetrics;
  return [down, typeof raw.width === 'number' ? raw.width / 2 : 500, originY];
}

/** Sizes of an em on the page, and where the baseline runs. */
function measures(to: Matrix, { font, fontSize: size }: GraphicsState): Omit<PlacedText, 'glyphs'> {
  // A Type 3 font's size says nothing: its glyphs, in text space, are as high as its box, two thirds of an em.
  const em = font.isType3 ? size * (font.ascent - font.descent) * 1.2 : size;
  const along = Math.hypot(to[0], to[1]);
  const determinant = Math.abs(to[0] * to[3] - to[1] * to[2]);
  const emWidth = along * Math.abs(em);
  const emHeight = along === 0 ? 0 : (determinant / along) * Math.abs(em);
  const direction = size < 0 ? -1 : 1;
  return { emWidth, emHeight, angle: (Math.atan2(to[1] * direction, to[0] * direction) * 180) / Math.PI };
}
