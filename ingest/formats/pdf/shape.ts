/**
 * Areas on a page: boxes, and paths flattened to polygons, with a test whether a point lies in them. Source of the tests: crossing
 * and winding numbers, ISO 32000-2, 8.5.3.3. Guarantees: a bounded number of corners; a path that has more is `isRough`, and only its box is known.
 */
import { applyTo, boxAround, cornersOf, holds, keepsAxes, type Matrix, type Point } from './matrix.ts';
import type { Box } from './page.ts';

export interface Shape {
  readonly box: Box;
  /** Closed polygons in page space; without them the shape is its box. */
  readonly polygons?: readonly (readonly Point[])[];
  readonly isEvenOdd: boolean;
  /** Too complex to be kept: inside the box, who knows. */
  readonly isRough: boolean;
}

const MAX_CORNERS = 600;
const CURVE_STEPS = 4;
/** Path operations as pdf.js numbers them in its flat path arrays. */
const MOVE_TO = 0;
const LINE_TO = 1;
const CURVE_TO = 2;
const CLOSE_PATH = 3;

/** The area of a box under a matrix. */
export function shapeOfBox(matrix: Matrix, box: Box): Shape {
  const corners = cornersOf(matrix, box);
  const around = boxAround(corners);
  return keepsAxes(matrix)
    ? { box: around, isEvenOdd: false, isRough: false }
    : { box: around, polygons: [corners], isEvenOdd: false, isRough: false };
}

/** The area inside a path. `bounds` is the path's own box, as pdf.js measured it. */
export function shapeOfPath(matrix: Matrix, path: ArrayLike<number>, bounds: Box, isEvenOdd: boolean): Shape {
  const lines = flatten(matrix, path);
  if (lines === undefined) {
    return { box: boxAround(cornersOf(matrix, bounds)), isEvenOdd, isRough: true };
  }
  const polygons = lines.filter((line) => line.length > 2);
  const box = boxAround(polygons.flat());
  const [first] = polygons;
  const isPlain = polygons.length === 1 && first !== undefined && isAxisRectangle(first);
  return isPlain ? { box, isEvenOdd, isRough: false } : { box, polygons, isEvenOdd, isRough: false };
}

/** The area that a pen of `width` (in page space) leaves along a path. Bends are left open: who hides text under a line needs no corners. */
export function shapeOfStroke(matrix: Matrix, path: ArrayLike<number>, bounds: Box, width: number): Shape {
  const lines = flatten(matrix, path);
  const half = width / 2;
  const around = boxAround(cornersOf(matrix, bounds));
  const box = {
    left: around.left - half,
    top: around.top - half,
    right: around.right + half,
    bottom: around.bottom + half,
  };
  if (lines === undefined) return { box, isEvenOdd: false, isRough: true };
  const polygons: Point[][] = [];
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [from, to] = [line[i - 1], line[i]];
      if (from === undefined || to === undefined) continue;
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      if (length === 0) continue;
      const nx = (-(to.y - from.y) / length) * half;
      const ny = ((to.x - from.x) / length) * half;
      polygons.push([
        { x: from.x + nx, y: from.y + ny },
        { x: to.x + nx, y: to.y + ny },
        { x: to.x - nx, y: to.y - ny },
        { x: from.x - nx, y: from.y - ny },
      ]);
    }
  }
  return { box, polygons, isEvenOdd: false, isRough: false };
}

/** Whether a point lies in the shape; `undefined` where the shape is too rough to tell. */
export function covers(shape: Shape, x: number, y: number): boolean | undefined {
  if (!holds(shape.box, x, y)) return false;
  if (shape.isRough) return undefined;
  if (shape.polygons === undefined) return true;
  let winding = 0;
  let crossings = 0;
  for (const polygon of shape.polygons) {
    let before = polygon.at(-1);
    for (const corner of polygon) {
      if (before !== undefined && before.y <= y !== corner.y <= y) {
        const at = before.x + ((y - before.y) / (corner.y - before.y)) * (corner.x - before.x);
        if (at > x) {
          crossings += 1;
          winding += corner.y > before.y ? 1 : -1;
        }
      }
      before = corner;
    }
  }
  return shape.isEvenOdd ? crossings % 2 === 1 : winding !== 0;
}

/** The path's lines in page space, curves in a few steps; `undefined` when it has too many corners. */
function flatten(matrix: Matrix, path: ArrayLike<number>): Point[][] | undefined {
  const lines: Point[][] = [];
  let line: Point[] = [];
  let corners = 0;
  let [x, y] = [0, 0];
  const at = (i: number): number => path[i] ?? 0;
  for (let i = 0; i < path.length; ) {
    const operation = path[i];
    i += 1;
    switch (operation) {
      case MOVE_TO:
      case LINE_TO:
        [x, y] = [at(i), at(i + 1)];
        i += 2;
        if (operation === MOVE_TO) {
          line = [];
          lines.push(line);
        }
        line.push(applyTo(matrix, x, y));
        corners += 1;
        break;
      case CURVE_TO: {
        const [x1, y1, x2, y2, x3, y3] = [at(i), at(i + 1), at(i + 2), at(i + 3), at(i + 4), at(i + 5)];
        i += 6;
        for (let step = 1; step <= CURVE_STEPS; step += 1) {
          const t = step / CURVE_STEPS;
          const u = 1 - t;
          const bx = u * u * u * x + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t * t * t * x3;
          const by = u * u * u * y + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * y3;
          line.push(applyTo(matrix, bx, by));
        }
        [x, y] = [x3, y3];
        corners += CURVE_STEPS;
        break;
      }
      case CLOSE_PATH: {
        const [first] = line;
        if (first !== undefined) line.push(first);
        break;
      }
      default:
        return undefined;
    }
    if (corners > MAX_CORNERS) return undefined;
  }
  return lines;
}

/** Whether the corners are those of a rectangle along the axes, closed or not. */
function isAxisRectangle(corners: readonly Point[]): boolean {
  const last = corners.at(-1);
  const [first] = corners;
  const isClosed = first !== undefined && last !== undefined && isNear(first.x, last.x) && isNear(first.y, last.y);
  const open = isClosed ? corners.slice(0, -1) : corners;
  if (open.length !== 4) return false;
  let before = open[3];
  let wasAcross: boolean | undefined;
  for (const corner of open) {
    if (before === undefined) return false;
    const isAcross = isNear(corner.y, before.y);
    if (!isAcross && !isNear(corner.x, before.x)) return false;
    if (wasAcross === isAcross) return false;
    wasAcross = isAcross;
    before = corner;
  }
  return true;
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) < 0.01;
}
