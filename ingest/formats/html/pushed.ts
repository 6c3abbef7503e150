/**
 * Boxes that are pushed out of a clipping box around them by a margin, by an empty sibling or by shares of their own size.
 * What text alone pushes below an edge counts as seen.
 */
import type { Hidden } from '../../stages.ts';
import { type Box, foldable } from './boxes.ts';
import type { Moved } from './css/shapes.ts';
import type { HtmlElement } from './css/tree.ts';
import { lengthOf } from './css/value.ts';
import type { Values } from './css/values.ts';
import { hiddenAt, type View } from './view.ts';

/** Siblings that are looked at for what pushes a box down. */
const MAX_SIBLINGS = 20;

/** What a box cuts off of its children, and its height where that is fixed. */
export function clipOf({ read, isInline, display, parent }: Box): View['clip'] {
  if (isInline) return parent.clip;
  if (/^table-(?!caption)/.test(display)) return undefined;
  const cuts = (name: string): boolean => /hidden|clip/.test(read.text(name, 'visible'));
  const x = cuts('overflow-x');
  const y = cuts('overflow-y');
  const height = y ? (read.px('height') ?? read.px('max-height')) : undefined;
  const padding = Math.max(0, read.px('padding-bottom') ?? 0);
  return x || y ? { x, y, height: height === undefined ? undefined : height + padding } : undefined;
}

/** Why nothing of a box in the flow is left by the one around it. `linePx`: height of a line, the least that it is high. */
export function pushedOut(
  { element, read, display, isInline, isOutOfFlow, parent }: Box,
  moved: Moved,
  linePx: number,
  valuesOf: (element: HtmlElement) => Values,
): Hidden | undefined {
  const { clip } = parent;
  if (clip === undefined || isInline || isOutOfFlow || !/^(?:block|list-item|flow-root|flex|grid)/.test(display))
    return undefined;
  const out = (severity?: 'info'): Hidden =>
    hiddenAt(element, 'css-clipped', 'pushed out of the box around it', severity);
  const isWide =
    !read.has('width') &&
    !read.has('max-width') &&
    !parent.display.endsWith('flex') &&
    !parent.display.endsWith('grid');
  if (clip.x && isWide && Math.abs(moved.ownX) >= 1 && read.text('float', 'none') === 'none') return out('info');
  if (!clip.y || clip.height === undefined || parent.display.endsWith('flex') || parent.display.endsWith('grid'))
    return undefined;
  const above = emptyAbove(element, read.has('clear'), valuesOf);
  if (moved.ownY <= -1 && above === 0 && !hasBefore(element)) return out('info');
  const top = above + Math.max(0, read.px('margin-top') ?? 0) + Math.max(0, moved.ownY) * linePx;
  return top >= clip.height && top > 0 ? out(foldable(read) ?? (moved.ownY > 0 ? 'info' : undefined)) : undefined;
}

function hasBefore(element: HtmlElement): boolean {
  const siblings = element.parentNode?.childNodes ?? [];
  const first = siblings.find((one) => 'tagName' in one || ('value' in one && one.value.trim() !== ''));
  return first !== element;
}

/** Height of the empty boxes right before an element, in pixels. */
function emptyAbove(element: HtmlElement, clears: boolean, valuesOf: (element: HtmlElement) => Values): number {
  const siblings = element.parentNode?.childNodes ?? [];
  let height = 0;
  let count = 0;
  for (const one of siblings) {
    if (one === element) return height;
    count += 1;
    if (count > MAX_SIBLINGS) return 0;
    if (!('tagName' in one)) continue;
    if (one.childNodes.some((node) => !('value' in node) || node.value.trim() !== '')) continue;
    const values = valuesOf(one);
    const isIn =
      !/absolute|fixed/.test(values.get('position') ?? '') && /^(?:block|flow-root)$/.test(values.get('display') ?? '');
    const isFloat = (values.get('float') ?? 'none') !== 'none';
    if (!isIn || (isFloat && !clears)) continue;
    height += Math.max(0, lengthOf(values.get('height') ?? '0')?.({ em: 16, rem: 16, whole: 0 }) ?? 0);
  }
  return height;
}
