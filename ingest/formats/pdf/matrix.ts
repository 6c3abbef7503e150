/**
 * Affine matrices as PDF writes them, and boxes: `[a, b, c, d, e, f]` takes (x, y) to (ax + cy + e, bx + dy + f).
 */
import type { Box } from './page.ts';

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The matrix that applies `inner` first and `outer` then. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

export function applyTo(matrix: Matrix, x: number, y: number): Point {
  return { x: matrix[0] * x + matrix[2] * y + matrix[4], y: matrix[1] * x + matrix[3] * y + matrix[5] };
}

/** Whether lines along the axes stay along the axes. */
export function keepsAxes(matrix: Matrix): boolean {
  const isNil = (value: number): boolean => Math.abs(value) < 1e-6;
  return (isNil(matrix[1]) && isNil(matrix[2])) || (isNil(matrix[0]) && isNil(matrix[3]));
}

/** The four corners of a box, in order around it, where the matrix takes them. */
export function cornersOf(matrix: Matrix, box: Box): readonly [Point, Point, Point, Point] {
  return [
    applyTo(matrix, box.left, box.top),
    applyTo(matrix, box.right, box.top),
    applyTo(matrix, box.right, box.bottom),
    applyTo(matrix, box.left, box.bottom),
  ];
}

/** The smallest box along the axes around points. */
export function boxAround(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { left, top, right, bottom };
}

/** What two boxes share; empty (right < left, or bottom < top) when they share nothing. */
export function intersection(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

export function isEmpty(box: Box): boolean {
  // A box of not-a-number is empty, too.
  return !(box.right >= box.left && box.bottom >= box.top);
}

export function areaOf(box: Box): number {
  return isEmpty(box) ? 0 : (box.right - box.left) * (box.bottom - box.top);
}

export function holds(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** Six finite numbers of whatever pdf.js hands over, or undefined. */
export function asMatrix(value: unknown): Matrix | undefined {
  const numbers = asNumbers(value, 6);
  if (numbers === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
  return [a, b, c, d, e, f];
}

/** The first `count` numbers of an array, plain or typed, when all are finite. */
export function asNumbers(value: unknown, count: number): readonly number[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const list = value as ArrayLike<unknown>;
  const numbers: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const number = list[i];
    if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
    numbers.push(number);
  }
  return numbers;
}
