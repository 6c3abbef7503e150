/**
 * Whether a box leaves nothing of its contents to be seen: by its size and overflow, by clips, masks, squeezing and turning.
 */
import type { Hidden } from '../../stages.ts';
import { MIN_PIXELS } from '../../visibility/size.ts';
import { SCREEN } from './css/media.ts';
import { clipPathHides, clipsAll, type Moved, maskHides } from './css/shapes.ts';
import type { HtmlElement } from './css/tree.ts';
import { SVG } from './undrawn.ts';
import { hiddenAt, type Reader, type View } from './view.ts';

export interface Box {
  readonly element: HtmlElement;
  readonly read: Reader;
  readonly display: string;
  readonly isInline: boolean;
  readonly isOutOfFlow: boolean;
  readonly position: string;
  readonly parent: View;
}

/** `around`: what holds in the element as far as its inherited values say. */
export function boxOf(element: HtmlElement, around: View, parent: View, read: Reader): Box {
  const { display, isOutOfFlow } = around;
  const isSvg = element.namespaceURI === SVG && element.tagName !== 'svg';
  const isItem = /(?:flex|grid)$/.test(parent.display);
  const isInline =
    !isSvg &&
    (display === 'inline' || display === 'ruby' || display === 'inline flow') &&
    !isOutOfFlow &&
    read.text('float', 'none') === 'none' &&
    !isItem;
  return { element, read, display, isInline, isOutOfFlow, position: read.text('position', 'static'), parent };
}

/** Whether a box is put elsewhere than where the flow would have it, so that it may lie on others. */
export function isPlacedApart(read: Reader): boolean {
  return read.has('grid-area') || (read.px('margin-top') ?? 0) < 0 || (read.px('margin-left') ?? 0) < 0;
}

/** Of a line that is cut off this low, in font sizes, no letter is left. */
const SLIVER = 0.3;

/** Rows and cells grow with what is in them. */
const GROWING = /^table-(?!caption)/;

/** A box that is clipped or masked away as a whole. */
export function cutAway({ element, read, isOutOfFlow }: Box): Hidden | undefined {
  if (isOutOfFlow && clipsAll(read.text('clip', 'auto')))
    return hiddenAt(element, screenReaderOr(read, 'css-clipped'), 'clipped to nothing');
  if (clipPathHides(read.text('clip-path', 'none'))) {
    return hiddenAt(element, screenReaderOr(read, 'css-clipped'), 'clipped to nothing');
  }
  if (maskHides(read.text('mask-image', 'none'), read.text('mask-size', 'auto')))
    return hiddenAt(element, 'css-masked');
  return undefined;
}

/** The pattern that style libraries use for text that is there for screen readers: a pixel of a box, out of the way. */
function screenReaderOr(
  read: Reader,
  technique: 'css-clipped' | 'css-zero-box',
): 'css-screen-reader-only' | typeof technique {
  const isTiny = (name: string): boolean => (read.px(name) ?? MIN_PIXELS) < MIN_PIXELS;
  const isSmall = (isTiny('width') || isTiny('max-width')) && (isTiny('height') || isTiny('max-height'));
  const isAside = /absolute|fixed/.test(read.text('position', 'static'));
  return isSmall && (isAside || read.has('clip') || read.has('clip-path')) ? 'css-screen-reader-only' : technique;
}

/** A box that is too small and shows nothing beyond its edges. What is placed outside of it may still be seen. */
export function boxedIn(box: Box, fontPx: number, linePx: number): Hidden | undefined {
  const { element, read, display, isInline, isOutOfFlow, parent } = box;
  if (isInline || GROWING.test(display)) return undefined;
  const clipsX = read.text('overflow-x', 'visible') !== 'visible' || read.text('overflow-y', 'visible') !== 'visible';
  const clipsY =
    clipsX && read.text('overflow-y', 'visible') !== 'visible' && read.text('overflow-y', 'visible') !== 'initial';
  if (!clipsX) return undefined;
  const padding = (a: string, b: string): number => Math.max(0, read.px(a) ?? 0) + Math.max(0, read.px(b) ?? 0);
  const paddingX = padding('padding-left', 'padding-right');
  // Padding of a share keeps a shape; text inside is placed on it by other means.
  const isShaped = /%/.test(`${read.text('padding-top', '')}${read.text('padding-bottom', '')}`);
  const paddingY = padding('padding-top', 'padding-bottom');
  const width = used(read, 'width', 'max-width', 'min-width', SCREEN.width);
  const whole = isOutOfFlow ? SCREEN.height : undefined;
  const height = used(read, 'height', 'max-height', 'min-height', whole);
  const isNarrow = width !== undefined && width + paddingX < MIN_PIXELS;
  const isLow = clipsY && height !== undefined && height + paddingY < MIN_PIXELS && !isShaped;
  const why = `${width?.toFixed(0) ?? 'auto'} × ${height?.toFixed(0) ?? 'auto'} px`;
  if (isNarrow || isLow) {
    // A side that comes with a transition is of a part of the page that opens: downwards, or from the side.
    const isFolding = foldable(read) !== undefined;
    return hiddenAt(element, isFolding ? 'css-collapsed' : screenReaderOr(read, 'css-zero-box'), why);
  }
  const rows = parent.display.endsWith('grid') ? parent.element : undefined;
  if (rows !== undefined && clipsY && parent.window?.height === 0)
    return hiddenAt(element, 'css-collapsed', 'a row of no height');
  if (
    parent.display.endsWith('flex') &&
    clipsX &&
    read.px('flex-basis') === 0 &&
    read.text('flex-grow', '0') === '0' &&
    paddingX < MIN_PIXELS
  ) {
    return hiddenAt(element, 'css-zero-box', 'a flexible box without a share');
  }
  if (clipsY && height !== undefined && !isShaped && height + paddingY < fontPx * SLIVER)
    return hiddenAt(element, 'css-zero-box', `${why}, letters of ${fontPx.toFixed(0)} px`);
  // Text begins below the padding, and what is beyond the box is cut off.
  const paddingTop = Math.max(0, read.px('padding-top') ?? 0);
  const isWhole = read.text('box-sizing', 'content-box') === 'border-box';
  const below = isWhole ? Math.max(height ?? 0, paddingY) - paddingTop : (height ?? 0) + paddingY - paddingTop;
  // Of a positioned box, what is placed inside may lie on the padding.
  const isPlain = read.text('position', 'static') === 'static' || !element.childNodes.some((one) => 'tagName' in one);
  if (clipsY && height !== undefined && !isShaped && isPlain && paddingTop > 0 && below < fontPx * SLIVER) {
    // A picture in place of a name.
    const isPicture = /url\(/.test(read.text('background-image', 'none'));
    return hiddenAt(element, 'css-zero-box', `${why}, pushed out by padding`, isPicture ? 'info' : foldable(read));
  }
  if (clipsY && height === undefined && linePx < fontPx * 0.1 && linePx < MIN_PIXELS && paddingY < MIN_PIXELS) {
    return hiddenAt(element, 'css-zero-box', 'lines without height');
  }
  return undefined;
}

/** The size that a box gets, as far as it is fixed. `whole` is what a share counts of; without it shares say nothing. */
function used(read: Reader, size: string, most: string, least: string, whole: number | undefined): number | undefined {
  const own = read.px(size, whole);
  const limit = read.px(most, whole);
  const smaller = limit === undefined ? own : Math.min(own ?? limit, limit);
  // A limit alone says how large it is at most: that is enough to know that it is too small.
  return smaller === undefined ? undefined : Math.max(smaller, read.px(least) ?? 0);
}

/** A box that is squeezed, turned to its edge or away. */
export function turnedAway(element: HtmlElement, read: Reader, moved: Moved): Hidden | undefined {
  if (moved.scaleX < 0.05 || moved.scaleY < 0.05) {
    return hiddenAt(
      element,
      'css-edge-on',
      `scaled to ${moved.scaleX.toFixed(2)} × ${moved.scaleY.toFixed(2)}`,
      foldable(read),
    );
  }
  if (moved.showsBack && read.text('backface-visibility', 'visible') === 'hidden')
    return hiddenAt(element, 'css-turned-away');
  return undefined;
}

/** What changes by and by is a part of the page that comes and goes. */
export function foldable(read: Reader): 'info' | undefined {
  return read.has('transition-property') && read.text('transition-property', 'none') !== 'none' ? 'info' : undefined;
}

/** Size of a box that cuts off what is beyond it, where it is known. */
export function windowOf(box: Box): { width: number | undefined; height: number | undefined } | undefined {
  const { read, isInline, display } = box;
  if (isInline || GROWING.test(display)) return undefined;
  const hides = (name: string): boolean => /hidden|clip/.test(read.text(name, 'visible'));
  if (!hides('overflow-x') && !hides('overflow-y')) return undefined;
  return {
    width: hides('overflow-x') ? read.px('width') : undefined,
    height: hides('overflow-y') ? (read.px('height') ?? read.px('max-height')) : undefined,
  };
}
