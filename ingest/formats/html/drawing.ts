/**
 * Where text stands in an SVG drawing: out of what the drawing shows, in a clip without area, or right on a rectangle.
 * Coordinates are the drawing's own. Turned, slanted and mirrored parts, drawings within drawings and text on a path count as seen.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Hidden } from '../../stages.ts';
import { MIN_PIXELS } from '../../visibility/size.ts';
import { colourOf } from './css/colour.ts';
import { SCREEN } from './css/media.ts';
import type { Ground } from './css/paint.ts';
import type { Moved } from './css/shapes.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import { lengthOf } from './css/value.ts';
import { type Drawing, hiddenAt, type Reader, type View } from './view.ts';

/** Width of a letter in font sizes, at most. */
const LETTER = 0.7;
/** How far letters reach from their base line, in font sizes. */
const REACH = 1.5;
/** A drawing of unknown size shows this much, in its own units. */
const ANYWHERE = { left: -1_000, top: -1_000, right: 20_000, bottom: 20_000 } as const;
/** Parts of a drawing that are looked at for what is behind a text. */
const MAX_PARTS = 200;

/** Pixels to a unit of the drawing, at most, and what the drawing shows. */
export function openedBy(svg: HtmlElement, read: Reader): { readonly scale: number; readonly drawing: Drawing } {
  const width = sideOf(svg, read, 'width', SCREEN.width);
  const height = sideOf(svg, read, 'height', undefined);
  const [left = 0, top = 0, w = 0, h = 0] = (attributeOf(svg, 'viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const start = { x: 0, y: 0, factor: 1 };
  const isShown = read.text('overflow-x', 'visible') === 'visible';
  if (!(w > 0 && h > 0)) {
    const isKnown = width !== undefined && height !== undefined && !isShown;
    return {
      scale: 1,
      drawing: { ...start, ...(isKnown ? { left: 0, top: 0, right: width, bottom: height } : ANYWHERE) },
    };
  }
  const scale = Math.min((width ?? SCREEN.width) / w, (height ?? Number.POSITIVE_INFINITY) / h);
  if (isShown) return { scale, drawing: { ...start, left: -1e5, top: -1e5, right: 1e5, bottom: 1e5 } };
  const isKnown = width !== undefined && height !== undefined;
  // What is beyond the view box shows where the drawing's sides are of another ratio.
  const moreX = isKnown ? width / scale - w : 2 * Math.max(w, h);
  const moreY = isKnown ? height / scale - h : 2 * Math.max(w, h);
  const drawing = { ...start, left: left - moreX, top: top - moreY, right: left + w + moreX, bottom: top + h + moreY };
  return { scale, drawing };
}

/** A drawing that is a spot. */
export function isSpot(svg: HtmlElement, read: Reader): boolean {
  if (read.text('overflow-x', 'visible') === 'visible') return false;
  return (['width', 'height'] as const).some((side) => (sideOf(svg, read, side, undefined) ?? 100) < MIN_PIXELS);
}

function sideOf(
  svg: HtmlElement,
  read: Reader,
  side: 'width' | 'height',
  whole: number | undefined,
): number | undefined {
  if (read.has(side)) return read.px(side, whole);
  const text = (attributeOf(svg, side) ?? '').trim();
  if (text.includes('%')) return undefined;
  return lengthOf(text)?.({ em: 16, rem: 16, whole: 0 });
}

/** Where a part of a drawing is. `undefined`: it can't be told. */
export function movedIn(
  element: HtmlElement,
  drawing: Drawing | undefined,
  transform: string,
  moved: Moved,
): View['drawing'] {
  if (drawing === undefined || element.tagName === 'svg' || element.tagName === 'textPath') return undefined;
  if (isTurned(transform) || moved.scaleX !== moved.scaleY || moved.ownX !== 0 || moved.ownY !== 0) return undefined;
  const { factor } = drawing;
  return {
    ...drawing,
    x: drawing.x + moved.x * factor,
    y: drawing.y + moved.y * factor,
    factor: factor * moved.scaleX,
  };
}

function isTurned(transform: string): boolean {
  return (
    transform !== 'none' && /rotate[^(]*\(\s*[^0)]|rotate[^(]*\(\s*0?\.|skew|matrix|scale[^(]*\([^)]*-/.test(transform)
  );
}

/** Whether text of `length` letters is out of what the drawing shows. */
export function offDrawing({ element, drawing, inherited }: View, length: number): Hidden | undefined {
  if (drawing === undefined || element === undefined) return undefined;
  const spot = spotOf(element, inherited.fontPx);
  if (spot === undefined) return undefined;
  const reach = inherited.fontPx * drawing.factor * REACH;
  const width = length * inherited.fontPx * drawing.factor * LETTER + reach;
  const x = drawing.x + spot.x * drawing.factor;
  const y = drawing.y + spot.y * drawing.factor;
  const isOut =
    x + width < drawing.left || x - width > drawing.right || y + reach < drawing.top || y - reach > drawing.bottom;
  return isOut ? hiddenAt(element, 'css-clipped', `at ${Math.round(x)}, ${Math.round(y)} of a drawing`) : undefined;
}

/** Where the text begins that the element is in; `undefined` where no attribute tells. */
function spotOf(element: HtmlElement, fontPx: number): { readonly x: number; readonly y: number } | undefined {
  let x: number | undefined;
  let y: number | undefined;
  for (let at: HtmlElement | undefined = element; at !== undefined; at = parentOf(at)) {
    if (attributeOf(at, 'rotate') !== undefined) return undefined;
    const more = (name: string): number => measured(at, `d${name}`, fontPx) ?? 0;
    x ??= has(at, 'x') ? (measured(at, 'x', fontPx) ?? Number.NaN) + more('x') : undefined;
    y ??= has(at, 'y') ? (measured(at, 'y', fontPx) ?? Number.NaN) + more('y') : undefined;
    if (at.tagName === 'text') {
      const spot = { x: x ?? more('x'), y: y ?? more('y') };
      return Number.isNaN(spot.x) || Number.isNaN(spot.y) ? undefined : spot;
    }
    if (at.tagName !== 'tspan' && at.tagName !== 'a') return undefined;
  }
  return undefined;
}

function has(element: HtmlElement, name: string): boolean {
  return attributeOf(element, name) !== undefined;
}

function measured(element: HtmlElement, name: string, em: number): number | undefined {
  const first = (attributeOf(element, name) ?? '').trim().split(/[\s,]+/)[0] ?? '';
  return first.includes('%') ? undefined : lengthOf(first)?.({ em, rem: 16, whole: 0 });
}

function parentOf({ parentNode }: HtmlElement): HtmlElement | undefined {
  return parentNode !== null && 'tagName' in parentNode ? parentNode : undefined;
}

/** What a text lies on, all of it: the rectangle that is drawn under it, with nothing in between that may be on that. */
export function rectangleUnder(text: HtmlElement, fontPx: number): Ground | undefined {
  const spot = spotOf(text, fontPx);
  if (spot === undefined) return undefined;
  const width = lettersIn(text) * fontPx * LETTER;
  let count = 0;
  for (let at = text; at.tagName !== 'svg'; ) {
    const parent = parentOf(at);
    if (parent === undefined || ['transform', 'style', 'class'].some((name) => has(at, name) && at !== text))
      return undefined;
    if (at === text && has(at, 'transform')) return undefined;
    const siblings = parent.childNodes;
    for (let i = siblings.indexOf(at) - 1; i >= 0; i -= 1) {
      const one = siblings[i];
      count += 1;
      if (count > MAX_PARTS) return undefined;
      if (one === undefined || !('tagName' in one) || UNDRAWN.has(one.tagName)) continue;
      if (one.tagName !== 'rect' || has(one, 'transform') || has(one, 'class')) return undefined;
      const side = (name: string): number => measured(one, name, 16) ?? (has(one, name) ? Number.NaN : 0);
      const whole = (name: string): number => (attributeOf(one, name)?.trim() === '100%' ? 1e6 : side(name));
      const [x, y, w, h] = [side('x'), side('y'), whole('width'), whole('height')];
      const isApart = x > spot.x + width || x + w < spot.x - width || y > spot.y + fontPx || y + h < spot.y - fontPx;
      if (isApart) continue;
      const isWhole =
        x <= startOf(text, spot.x, width) &&
        x + w >= endOf(text, spot.x, width) &&
        y <= spot.y - fontPx * 0.6 &&
        y + h >= spot.y;
      const colour = fillOf(one);
      return isWhole && colour !== undefined ? { colours: [colour], isPicture: false } : undefined;
    }
    at = parent;
  }
  return undefined;
}

const UNDRAWN: ReadonlySet<string> = new Set([
  'title',
  'desc',
  'defs',
  'style',
  'metadata',
  'text',
  'clipPath',
  'symbol',
]);

function anchorOf(text: HtmlElement): string {
  for (let at: HtmlElement | undefined = text; at !== undefined && at.tagName !== 'svg'; at = parentOf(at)) {
    const anchor = attributeOf(at, 'text-anchor');
    if (anchor !== undefined) return anchor;
    if (has(at, 'class') || /text-anchor/i.test(attributeOf(at, 'style') ?? '')) return 'unknown';
  }
  return 'start';
}

function startOf(text: HtmlElement, x: number, width: number): number {
  const anchor = anchorOf(text);
  return anchor === 'start' ? x : x - (anchor === 'middle' ? width / 2 : width);
}

function endOf(text: HtmlElement, x: number, width: number): number {
  const anchor = anchorOf(text);
  return anchor === 'end' ? x : x + (anchor === 'middle' ? width / 2 : width);
}

function fillOf(rect: HtmlElement): Ground['colours'][number] | undefined {
  if (
    ['opacity', 'fill-opacity', 'display', 'visibility', 'filter', 'mask', 'clip-path'].some((name) => has(rect, name))
  )
    return undefined;
  const style = attributeOf(rect, 'style') ?? '';
  const written =
    /^\s*fill\s*:\s*([^;]+);?\s*$/i.exec(style)?.[1] ?? (style === '' ? attributeOf(rect, 'fill') : undefined);
  const colour = written === undefined ? undefined : colourOf(written.trim());
  return typeof colour === 'object' && colour.a > 0.95 ? colour : undefined;
}

function lettersIn(element: HtmlElement): number {
  let longest = 0;
  const pending: DefaultTreeAdapterTypes.ChildNode[] = [...element.childNodes];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ('value' in node) longest += node.value.trim().length;
    else if ('childNodes' in node) for (const child of node.childNodes) pending.push(child);
  }
  return longest;
}

/** Clips of drawings, by their id. */
export class Clips {
  readonly #root: DefaultTreeAdapterTypes.ParentNode;
  #byId: Map<string, HtmlElement> | undefined;

  constructor(root: DefaultTreeAdapterTypes.ParentNode) {
    this.#root = root;
  }

  /** Whether `clip-path: url(#id)` names a clip without area. */
  isEmpty(path: string): boolean {
    const id = /^url\(\s*["']?#([^"')]*)["']?\s*\)/i.exec(path)?.[1];
    const clip = id === undefined ? undefined : this.#ids().get(id.toLowerCase());
    if (clip === undefined) return false;
    return clip.childNodes.every((node) => !('tagName' in node) || node.tagName === 'title' || hasNoArea(node));
  }

  #ids(): ReadonlyMap<string, HtmlElement> {
    if (this.#byId !== undefined) return this.#byId;
    this.#byId = new Map();
    const pending: DefaultTreeAdapterTypes.ChildNode[] = [...this.#root.childNodes].reverse();
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!('tagName' in node)) continue;
      const id = node.tagName === 'clipPath' ? attributeOf(node, 'id')?.toLowerCase() : undefined;
      if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, node);
      for (let i = node.childNodes.length - 1; i >= 0; i -= 1) {
        const child = node.childNodes[i];
        if (child !== undefined) pending.push(child);
      }
    }
    return this.#byId;
  }
}

/** Sides by attribute alone: what a style sheet says of them is not asked. */
function hasNoArea(shape: HtmlElement): boolean {
  if (has(shape, 'style') || has(shape, 'class')) return false;
  const isNone = (name: string): boolean =>
    !has(shape, name) || Number.parseFloat(attributeOf(shape, name) ?? '') === 0;
  switch (shape.tagName) {
    case 'rect':
      return isNone('width') || isNone('height');
    case 'circle':
      return isNone('r');
    case 'ellipse':
      return !(has(shape, 'rx') && has(shape, 'ry')) ? isNone('rx') && isNone('ry') : isNone('rx') || isNone('ry');
    default:
      return false;
  }
}
