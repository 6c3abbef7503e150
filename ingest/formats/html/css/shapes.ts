/**
 * What clips, masks and transforms leave of a box, as far as the declaration alone tells. Boxes are taken to be 300 by 100 pixels
 * where a percentage needs one. Source: CSS Masking Level 1, CSS Transforms Level 2.
 */
import type { CssNode } from 'css-tree';
import { listOf } from './lists.ts';
import { gradientColours } from './paint.ts';
import { argumentsOf, lengthOfNode, partsOf, remembering, splitAtCommas } from './value.ts';

const BOX = { width: 300, height: 100 } as const;
/** A box that shows less than this many pixels on one side shows no letters. */
const MIN_SIDE = 3;

/** Whether `clip: rect(…)` leaves nothing. Top and left count from the box's corner, and so do right and bottom. */
export const clipsAll = remembering((clip: string): boolean => {
  const node = partsOf(clip)?.[0];
  if (node?.type !== 'Function' || node.name.toLowerCase() !== 'rect') return false;
  const [top, right, bottom, left] = argumentsOf(node).map((one) => measure(one, BOX.height));
  const width = (right ?? BOX.width) - (left ?? 0);
  const height = (bottom ?? BOX.height) - (top ?? 0);
  return width < MIN_SIDE || height < MIN_SIDE || (right ?? 1) <= 0 || (bottom ?? 1) <= 0;
});

/** Whether a `clip-path` leaves nothing. */
export const clipPathHides = remembering((path: string): boolean => {
  const node = partsOf(path)?.find((one) => one.type === 'Function');
  if (node?.type !== 'Function') return false;
  const name = node.name.toLowerCase();
  const points = node.children.toArray().filter((one) => one.type !== 'WhiteSpace');
  switch (name) {
    case 'inset':
      return insetHides(points);
    case 'rect':
    case 'xywh':
      return rectHides(name, points);
    case 'circle':
    case 'ellipse':
      return ellipseHides(points);
    case 'polygon':
      return polygonHides(points);
    case 'path':
      return points[0]?.type === 'String' && !/[lhvcsqta]/i.test(points[0].value);
    default:
      return false;
  }
});

function measure(node: CssNode, whole: number): number | undefined {
  return lengthOfNode(node)?.({ em: 16, rem: 16, whole });
}

function insetHides(nodes: readonly CssNode[]): boolean {
  const round = nodes.findIndex((one) => one.type === 'Identifier');
  const [top, right = top, bottom = top, left = right] = round < 0 ? nodes : nodes.slice(0, round);
  const at = (node: CssNode | undefined, whole: number): number =>
    node === undefined ? 0 : (measure(node, whole) ?? 0);
  const height = BOX.height - at(top, BOX.height) - at(bottom, BOX.height);
  const width = BOX.width - at(left, BOX.width) - at(right, BOX.width);
  // Pixels say little of a box whose size is not known: only very many of them surely eat it up.
  const isShare = nodes.some((one) => one.type === 'Percentage');
  return isShare ? height < MIN_SIDE || width < MIN_SIDE : height < -1_000 || width < -2_000;
}

function rectHides(name: 'rect' | 'xywh', nodes: readonly CssNode[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = nodes.map((one, i) => measure(one, i % 2 === 0 ? BOX.height : BOX.width));
  return name === 'xywh' ? c < MIN_SIDE || d < MIN_SIDE : b - d < MIN_SIDE || c - a < MIN_SIDE;
}

function ellipseHides(nodes: readonly CssNode[]): boolean {
  const at = nodes.findIndex((one) => one.type === 'Identifier' && one.name === 'at');
  const radii = nodes.slice(0, at < 0 ? undefined : at).map((one) => measure(one, BOX.height));
  if (radii.some((radius) => radius !== undefined && radius < MIN_SIDE / 2)) return true;
  if (at < 0) return false;
  const [x, y] = nodes.slice(at + 1).map((one, i) => measure(one, i === 0 ? BOX.width : BOX.height));
  const radius = radii[0];
  return radius !== undefined && ((x ?? 0) + radius < 0 || (y ?? 0) + (radii[1] ?? radius) < 0);
}

function polygonHides(nodes: readonly CssNode[]): boolean {
  const points = splitAtCommas(nodes)
    .filter((pair) => pair[0]?.type !== 'Identifier')
    .map(([x, y]) => ({
      x: x === undefined ? 0 : (measure(x, BOX.width) ?? 0),
      y: y === undefined ? 0 : (measure(y, BOX.height) ?? 0),
    }));
  if (points.length < 3) return points.length > 0;
  const area = points.reduce((sum, point, i) => {
    const next = points[(i + 1) % points.length] ?? point;
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
  const isOff = points.every(({ x }) => x <= 0) || points.every(({ y }) => y <= 0);
  return isOff || Math.abs(area) / 2 < MIN_SIDE * MIN_SIDE;
}

/** Whether every mask lets nothing through. Pictures are taken to let text through. */
export function maskHides(images: string, sizes: string): boolean {
  const list = listOf(images).filter((image) => image !== 'none');
  if (list.length === 0) return false;
  if (listOf(sizes).every((size) => /^0(?:px|%)?(?:\s|$)/.test(size))) return true;
  return list.every((image) => gradientColours(image)?.every((stop) => stop.a < 0.05) ?? false);
}

/** What a chain of transform functions does, roughly. */
export interface Moved {
  /** Factors of both axes; 0 when the box is seen from its edge. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** Pixels, and shares of the box itself. */
  readonly x: number;
  readonly y: number;
  readonly ownX: number;
  readonly ownY: number;
  /** Turned by half around an axis of the page: its back is to the front. */
  readonly showsBack: boolean;
  /** Distance of the eye, in pixels; 0 without a perspective. */
  readonly eye: number;
}

export const UNMOVED: Moved = { scaleX: 1, scaleY: 1, x: 0, y: 0, ownX: 0, ownY: 0, showsBack: false, eye: 0 };

export const movedBy = remembering((transform: string): Moved => {
  let moved = UNMOVED;
  for (const node of partsOf(transform) ?? []) if (node.type === 'Function') moved = after(moved, node);
  return moved;
});

function after(moved: Moved, node: CssNode & { type: 'Function' }): Moved {
  const nodes = argumentsOf(node);
  const numbers = nodes.map((one) => measure(one, 1) ?? 0);
  const [a = 0, b = 0, , d = 0, e = 0, f = 0] = numbers;
  switch (node.name.toLowerCase()) {
    case 'translate':
    case 'translate3d':
      return shifted(shifted(away(moved, numbers[2] ?? 0), nodes[0], 'x'), nodes[1], 'y');
    case 'translatez':
      return away(moved, a);
    case 'perspective':
      return { ...moved, eye: a };
    case 'translatex':
      return shifted(moved, nodes[0], 'x');
    case 'translatey':
      return shifted(moved, nodes[0], 'y');
    case 'scale':
    case 'scale3d':
      return scaled(moved, a, nodes[1] === undefined ? a : b);
    case 'scalex':
      return scaled(moved, a, 1);
    case 'scaley':
      return scaled(moved, 1, a);
    case 'matrix': {
      const isFlat = Math.abs(a * d - b * (numbers[2] ?? 0)) < 1e-4;
      const next = scaled(moved, isFlat ? 0 : Math.hypot(a, b), isFlat ? 0 : Math.hypot(numbers[2] ?? 0, d));
      return { ...next, x: next.x + e * moved.scaleX, y: next.y + f * moved.scaleY };
    }
    case 'matrix3d': {
      const [m11 = 1, , , , , m22 = 1] = numbers;
      const next = scaled(moved, Math.abs(m11), Math.abs(m22));
      return { ...next, x: next.x + (numbers[12] ?? 0), y: next.y + (numbers[13] ?? 0) };
    }
    case 'rotatex':
      return turned(moved, a, 'scaleY');
    case 'rotatey':
      return turned(moved, a, 'scaleX');
    case 'rotate3d':
      // Around an axis of the page; others leave some of it to be seen.
      return (numbers[2] ?? 0) === 0 && (a !== 0 || b !== 0) ? turned(moved, d, a === 0 ? 'scaleX' : 'scaleY') : moved;
    case 'skew':
    case 'skewx':
    case 'skewy':
      return Math.abs((Math.abs(a) % 180) - 90) < 0.5 ? scaled(moved, 0, 0) : moved;
    default:
      return moved;
  }
}

function shifted(moved: Moved, node: CssNode | undefined, axis: 'x' | 'y'): Moved {
  if (node === undefined) return moved;
  const px = measure(node, 0) ?? 0;
  const share = (measure(node, 1) ?? 0) - px;
  const own = Math.abs(share) < 1e-9 ? 0 : share;
  if (axis === 'x') return { ...moved, x: moved.x + px * moved.scaleX, ownX: moved.ownX + own * moved.scaleX };
  return { ...moved, y: moved.y + px * moved.scaleY, ownY: moved.ownY + own * moved.scaleY };
}

/** Moved away from the eye, things get smaller; behind it, they are gone. */
function away(moved: Moved, z: number): Moved {
  if (moved.eye <= 0 || z === 0) return moved;
  const factor = z >= moved.eye ? 0 : moved.eye / (moved.eye - z);
  return scaled(moved, factor, factor);
}

function scaled(moved: Moved, x: number, y: number): Moved {
  return { ...moved, scaleX: moved.scaleX * Math.abs(x), scaleY: moved.scaleY * Math.abs(y) };
}

function turned(moved: Moved, degrees: number, axis: 'scaleX' | 'scaleY'): Moved {
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const next = { ...moved, showsBack: moved.showsBack !== cosine < -0.01 };
  return { ...next, [axis]: moved[axis] * (Math.abs(cosine) < 0.01 ? 0 : 1) };
}
