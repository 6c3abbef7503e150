/** Where drawings stand on the page, in points from its top left corner, as far as a file says so without being laid out. */
import { childOf, type XmlElement } from '../ooxml/xml.ts';
import type { Page } from './sections.ts';

export const EMU_PER_POINT = 12_700;

/** A place across and the one down; `top` is missing where it depends on the text before it. */
export interface Box {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  /** Whether `top` counts from the paragraph that the drawing is anchored in, instead of the page. */
  readonly fromParagraph: boolean;
}

export function sizeOf(
  element: XmlElement | undefined,
  x = 'cx',
  y = 'cy',
): { width: number; height: number } | undefined {
  const width = Number(element?.attributes.get(x) ?? Number.NaN) / EMU_PER_POINT;
  const height = Number(element?.attributes.get(y) ?? Number.NaN) / EMU_PER_POINT;
  return Number.isFinite(width) && Number.isFinite(height) ? { width, height } : undefined;
}

/** The box of a `wp:anchor`; `undefined` where its place can't be told. */
export function anchorBox(anchor: XmlElement, page: Page): Box | undefined {
  const size = sizeOf(childOf(anchor, 'wp:extent'));
  if (size === undefined) return undefined;
  const simple = childOf(anchor, 'wp:simplePos');
  if (simple !== undefined && /^(?:1|true)$/.test(anchor.attributes.get('simplePos') ?? '')) {
    const at = sizeOf(simple, 'x', 'y');
    return at === undefined ? undefined : { ...size, left: at.width, top: at.height, fromParagraph: false };
  }
  const across = childOf(anchor, 'wp:positionH');
  const down = childOf(anchor, 'wp:positionV');
  const acrossFrom = across?.attributes.get('relativeFrom') ?? 'column';
  const downFrom = down?.attributes.get('relativeFrom') ?? 'paragraph';
  const left = place(across, horizontal(acrossFrom, page), size.width);
  const fromParagraph = downFrom === 'paragraph' || downFrom === 'line';
  const top = place(down, fromParagraph ? [0, 0] : vertical(downFrom, page), size.height);
  return left === undefined || top === undefined ? undefined : { ...size, left, top, fromParagraph };
}

/** Start of a position within a range of the page. */
function place(
  position: XmlElement | undefined,
  [from, to]: readonly [number, number],
  size: number,
): number | undefined {
  const offset = textOf(childOf(position, 'wp:posOffset'));
  if (offset !== undefined) return Number.isFinite(Number(offset)) ? from + Number(offset) / EMU_PER_POINT : undefined;
  switch (textOf(childOf(position, 'wp:align'))) {
    case 'left':
    case 'top':
    case 'inside':
      return from;
    case 'center':
      return (from + to - size) / 2;
    case 'right':
    case 'bottom':
    case 'outside':
      return to - size;
    default:
      return undefined;
  }
}

function textOf(element: XmlElement | undefined): string | undefined {
  return element?.children.find((child) => typeof child === 'string')?.trim();
}

function horizontal(from: string, page: Page): readonly [number, number] {
  switch (from) {
    case 'page':
      return [0, page.width];
    case 'leftMargin':
    case 'insideMargin':
      return [0, page.left];
    case 'rightMargin':
    case 'outsideMargin':
      return [page.width - page.right, page.width];
    default:
      return [page.left, page.width - page.right];
  }
}

function vertical(from: string, page: Page): readonly [number, number] {
  switch (from) {
    case 'page':
      return [0, page.height];
    case 'topMargin':
      return [0, Math.abs(page.top)];
    case 'bottomMargin':
      return [page.height - Math.abs(page.bottom), page.height];
    default:
      return [Math.abs(page.top), page.height - Math.abs(page.bottom)];
  }
}

/** Share of a shape that must be on the page for its text to be read; bleeding over the edge is what covers do. */
const MIN_ON_PAGE = 0.25;

/** Whether next to nothing of the box is on the page. A box that counts from its paragraph is off only where no paragraph could save it. */
export function isOffPage(box: Box, page: Page): boolean {
  if (overlap(box.left, box.width, 0, page.width) < MIN_ON_PAGE) return true;
  if (box.fromParagraph) return box.top + box.height < -page.height || box.top > page.height;
  return overlap(box.top, box.height, 0, page.height) < MIN_ON_PAGE;
}

/** Share of `inner` that lies in `outer`. */
export function coverage(inner: Box, outer: Box): number {
  if (inner.fromParagraph !== outer.fromParagraph) return 0;
  return (
    overlap(inner.left, inner.width, outer.left, outer.left + outer.width) *
    overlap(inner.top, inner.height, outer.top, outer.top + outer.height)
  );
}

function overlap(start: number, size: number, from: number, to: number): number {
  return Math.max(0, Math.min(start + size, to) - Math.max(start, from)) / Math.max(size, 0.01);
}
