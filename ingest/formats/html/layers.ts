/** Which box is painted over which: `z-index`, and what begins a stacking context. */
import type { Hidden } from '../../stages.ts';
import { type Box, isPlacedApart } from './boxes.ts';
import type { HtmlElement } from './css/tree.ts';
import { hiddenAt, type Reader, type View } from './view.ts';

export function zOf(read: Reader): number {
  const z = Number(read.text('z-index', '0'));
  return Number.isNaN(z) ? 0 : z;
}

/** Below zero, a box is painted before the backgrounds around it. */
export function behind({ element, read, position, parent }: Box): Hidden | undefined {
  if (position === 'static' || !parent.isPaintedOver) return undefined;
  const z = zOf(read);
  return z < 0 ? hiddenAt(element, 'css-behind', `z-index ${z}`) : undefined;
}

/** What lies on the contents of the box around, unless this box is that, or is raised above it. */
export function coveredAround({ element, read, position, parent: { covered } }: Box): View['covered'] {
  if (covered === undefined || (covered.by === element && !covered.isGenerated)) return undefined;
  const siblings = covered.by.parentNode?.childNodes;
  const isSibling = element !== covered.by && element.parentNode === covered.by.parentNode;
  const isAfter = isSibling
    ? (siblings?.indexOf(element) ?? 0) > (siblings?.indexOf(covered.by) ?? 0)
    : covered.isAfter;
  const z = zOf(read);
  if (position !== 'static' && (z > covered.z || (z === covered.z && isAfter))) return undefined;
  return isAfter === covered.isAfter ? covered : { ...covered, isAfter };
}

/** The element within which text that is lifted out of the flow may come to lie on something else. */
export function stageOf(box: Box, isPositioned: boolean): HtmlElement | undefined {
  const { element, read } = box;
  if (!isPositioned && !isPlacedApart(read)) return box.parent.stage;
  const parent = element.parentNode;
  return parent !== null && 'tagName' in parent && parent.tagName !== 'html' ? parent : undefined;
}
