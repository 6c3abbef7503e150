/**
 * Where things stand on a slide: boxes with rotation, inside groups that move, stretch and turn what is in them.
 * Lengths are EMU, of which 12,700 make a point. It knows boxes, not outlines.
 */
import { childOf, type XmlElement } from '../xml.ts';

export const EMU_PER_POINT = 12_700;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const UNMOVED: Matrix = [1, 0, 0, 1, 0, 0];

/** A box of its own measures, and how it lies on the slide. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly toSlide: Matrix;
  /** Absent for a box without extent. */
  readonly fromSlide?: Matrix;
}

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The frame that an `a:xfrm` gives below `outer`. */
export function frameOf(xfrm: XmlElement | undefined, outer: Matrix): Frame {
  const { x, y, width, height } = extentOf(xfrm, 'a:off', 'a:ext');
  return makeFrame(width, height, multiply(outer, multiply([1, 0, 0, 1, x, y], turnOf(xfrm, width, height))));
}

export function makeFrame(width: number, height: number, toSlide: Matrix): Frame {
  const fromSlide = inverse(toSlide);
  return { width, height, toSlide, ...(fromSlide === undefined ? {} : { fromSlide }) };
}

/** What an `a:xfrm` of a group does to the things in it. */
export function groupMatrix(xfrm: XmlElement | undefined, outer: Matrix): Matrix {
  if (xfrm === undefined) return outer;
  const box = extentOf(xfrm, 'a:off', 'a:ext');
  const inner = extentOf(xfrm, 'a:chOff', 'a:chExt');
  const scaleX = inner.width === 0 ? 1 : box.width / inner.width;
  const scaleY = inner.height === 0 ? 1 : box.height / inner.height;
  const fit: Matrix = [scaleX, 0, 0, scaleY, -inner.x * scaleX, -inner.y * scaleY];
  const turned = multiply([1, 0, 0, 1, box.x, box.y], turnOf(xfrm, box.width, box.height));
  return multiply(outer, multiply(turned, fit));
}

export function apply([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** Where a point of the slide lies in the frame, as shares of its width and height; `undefined` outside it. */
export function within(frame: Frame, point: Point): Point | undefined {
  if (frame.fromSlide === undefined || frame.width <= 0 || frame.height <= 0) return undefined;
  const { x, y } = apply(frame.fromSlide, point);
  const at = { x: x / frame.width, y: y / frame.height };
  return at.x < 0 || at.y < 0 || at.x > 1 || at.y > 1 ? undefined : at;
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function inverse([a, b, c, d, e, f]: Matrix): Matrix | undefined {
  const det = a * d - b * c;
  if (det === 0 || !Number.isFinite(det)) return undefined;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

/** Rotation about the middle of a box. Mirroring moves no corner, and text is not mirrored. */
function turnOf(xfrm: XmlElement | undefined, width: number, height: number): Matrix {
  const angle = (numberOf(xfrm, 'rot') / 60_000) * (Math.PI / 180);
  if (angle === 0) return UNMOVED;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [width / 2, height / 2];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

function extentOf(
  xfrm: XmlElement | undefined,
  offset: string,
  extent: string,
): Point & Pick<Frame, 'width' | 'height'> {
  const off = childOf(xfrm, offset);
  const ext = childOf(xfrm, extent);
  return { x: numberOf(off, 'x'), y: numberOf(off, 'y'), width: numberOf(ext, 'cx'), height: numberOf(ext, 'cy') };
}

const UNITS: Readonly<Record<string, number>> = { in: 914_400, cm: 360_000, mm: 36_000, pt: 12_700, pc: 152_400 };

/** A length in EMU; the strict form may write `2.5cm`. */
export function numberOf(element: XmlElement | undefined, name: string, otherwise = 0): number {
  const value = element?.attributes.get(name);
  if (value === undefined) return otherwise;
  const [, digits, unit] = /^\s*(-?[\d.]{1,20})\s*([a-z]{2})?\s*$/.exec(value) ?? [];
  const number = Number(digits) * (unit === undefined ? 1 : (UNITS[unit] ?? 1));
  return Number.isFinite(number) ? number : otherwise;
}
