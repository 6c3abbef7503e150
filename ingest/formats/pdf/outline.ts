/**
 * Outlines of glyphs as small pictures, for comparing shapes: an SVG path in ems (as pdf.js hands it out) is filled on a grid stretched
 * to its bounds, by the non-zero rule. Linear in the path, which is bounded; what can't be read or is too long has no picture.
 */

/** Cells along each side of a picture. */
export const GRID = 24;
/** 32-bit words of a picture: one for each row, of which {@link GRID} bits are used. */
export type Picture = Uint32Array;

export interface Outline {
  /** Bounds in ems, y upwards from the baseline. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  /** Logarithm of width by height. */
  readonly logProportion: number;
  readonly picture: Picture;
}

/** Longest path that is drawn, in characters. Letters take some hundred to some thousand. */
const MAX_PATH_CHARS = 60_000;
/** Longer paths lead somewhere. */
const MAX_DOT_CHARS = 200;
/** Straight pieces that a curve is cut into. */
const CURVE_PIECES = 4;

type Polygon = number[];

/** Nothing at all, or a single point gone over again and again. */
export function isDot(path: string): boolean {
  const [first = '', ...others] = path.slice(0, MAX_DOT_CHARS).match(/[^MLQCZ]+/g) ?? [];
  return path.length < MAX_DOT_CHARS && others.every((other) => other.trim() === first.trim());
}

/** `undefined` for a path without an area, or one too long. */
export function outlineOf(path: string): Outline | undefined {
  if (path === '' || path.length > MAX_PATH_CHARS) return undefined;
  const polygons = flatten(path);
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons) {
    for (let i = 0; i + 1 < polygon.length; i += 2) {
      const [x = 0, y = 0] = [polygon[i], polygon[i + 1]];
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.min(bottom, y);
      top = Math.max(top, y);
    }
  }
  if (!(right > left && top > bottom && Number.isFinite(right - left) && Number.isFinite(top - bottom)))
    return undefined;
  const [width, height] = [right - left, top - bottom];
  const logProportion = Math.log(width / height);
  return { left, right, bottom, top, logProportion, picture: fill(polygons, left, top, width, height) };
}

/** Numbers that each command takes. */
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, Q: 4, C: 6 };

/** Closed polygons, x and y by turns. Numbers are parted by spaces, and commands stand between them. */
function flatten(path: string): Polygon[] {
  const polygons: Polygon[] = [];
  let current: Polygon = [];
  for (const piece of path.matchAll(/([MLQC])([^MLQCZ]*)/g)) {
    const [, command = '', list = ''] = piece;
    const arity = ARITY[command] ?? 2;
    const numbers = list.trim().split(/[ ,]+/).map(Number);
    if (command === 'M') {
      current = [];
      polygons.push(current);
    }
    for (let at = 0; at + arity <= numbers.length; at += arity) appendCurve(current, numbers, at, arity);
  }
  return polygons;
}

/** Appends a line (2 numbers), a quadratic (4) or a cubic (6) curve from the last point on. */
function appendCurve(polygon: Polygon, numbers: readonly number[], at: number, count: number): void {
  const n = (i: number): number => numbers[at + i] ?? 0;
  if (count === 2) {
    polygon.push(n(0), n(1));
    return;
  }
  const x0 = polygon.at(-2) ?? n(0);
  const y0 = polygon.at(-1) ?? n(1);
  for (let piece = 1; piece <= CURVE_PIECES; piece += 1) {
    const t = piece / CURVE_PIECES;
    const s = 1 - t;
    if (count === 4) {
      polygon.push(s * s * x0 + 2 * s * t * n(0) + t * t * n(2), s * s * y0 + 2 * s * t * n(1) + t * t * n(3));
    } else {
      const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
      polygon.push(a * x0 + b * n(0) + c * n(2) + d * n(4), a * y0 + b * n(1) + c * n(3) + d * n(5));
    }
  }
}

/** The grid's rows, from the top; a cell is set when its middle is inside. */
function fill(polygons: readonly Polygon[], left: number, top: number, width: number, height: number): Picture {
  const crossings: { x: number; turn: number }[][] = Array.from({ length: GRID }, () => []);
  for (const polygon of polygons) {
    const count = polygon.length / 2;
    for (let i = 0; i < count; i += 1) {
      const next = (i + 1) % count;
      const y0 = ((top - (polygon[2 * i + 1] ?? 0)) / height) * GRID;
      const y1 = ((top - (polygon[2 * next + 1] ?? 0)) / height) * GRID;
      if (y0 === y1) continue;
      const x0 = (((polygon[2 * i] ?? 0) - left) / width) * GRID;
      const x1 = (((polygon[2 * next] ?? 0) - left) / width) * GRID;
      const turn = y0 < y1 ? 1 : -1;
      const last = Math.min(GRID - 1, Math.ceil(Math.max(y0, y1) - 0.5) - 1);
      for (let row = Math.max(0, Math.ceil(Math.min(y0, y1) - 0.5)); row <= last; row += 1) {
        crossings[row]?.push({ x: x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0), turn });
      }
    }
  }
  return Uint32Array.from(crossings, fillRow);
}

function fillRow(crossings: { x: number; turn: number }[]): number {
  crossings.sort((a, b) => a.x - b.x);
  let bits = 0;
  let winding = 0;
  for (const [i, { x, turn }] of crossings.entries()) {
    winding += turn;
    if (winding === 0) continue;
    const end = Math.min(GRID, Math.ceil((crossings[i + 1]?.x ?? x) - 0.5));
    for (let cell = Math.max(0, Math.ceil(x - 0.5)); cell < end; cell += 1) bits |= 1 << cell;
  }
  return bits >>> 0;
}

/** Cells that both have, of the cells that either has: 0 to 1. */
export function overlapOf(one: Picture, other: Picture): number {
  let both = 0;
  let either = 0;
  for (let row = 0; row < GRID; row += 1) {
    const [a = 0, b = 0] = [one[row], other[row]];
    both += bitCount(a & b);
    either += bitCount(a | b);
  }
  return either === 0 ? 0 : both / either;
}

function bitCount(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
