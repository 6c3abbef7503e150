/**
 * Neighbours that are painted over a box: a later one that is drawn up over all of it, or one that fills the box around both.
 * Sizes must be said for that; what would have to be drawn to know it counts as seen.
 */
import type { Hidden } from '../../stages.ts';
import type { HtmlElement } from './css/tree.ts';
import { lengthOf } from './css/value.ts';
import type { Values } from './css/values.ts';
import { covers, isOpaqueBox } from './scene.ts';
import { hiddenAt, type Reader, type View } from './view.ts';

type ValuesOf = (element: HtmlElement) => Values;

/** Siblings that are looked at. */
const MAX_SIBLINGS = 12;

/** Why a box of fixed height is under the next one, or a placed one under the only box in the flow beside it. */
export function underNeighbour(
  element: HtmlElement,
  read: Reader,
  position: string,
  parent: View,
  valuesOf: ValuesOf,
): Hidden | undefined {
  if (read.has('z-index')) return undefined;
  if (position === 'static') return drawnOver(element, read, valuesOf);
  if (position !== 'absolute' || parent.element?.tagName === 'body' || parent.container !== parent.place)
    return undefined;
  return besideFlow(element, parent.element, valuesOf);
}

function drawnOver(element: HtmlElement, read: Reader, valuesOf: ValuesOf): Hidden | undefined {
  const height = read.px('height');
  if (height === undefined || height <= 0) return undefined;
  const next = elementsAfter(element)[0];
  if (next === undefined) return undefined;
  const values = valuesOf(next);
  const up = -(pxOf(values, 'margin-top') ?? 0);
  if (up <= 0 || !isRaised(values) || !isOpaqueBox(values) || values.has('width') || values.has('max-width'))
    return undefined;
  const space = ['padding-top', 'padding-bottom', 'margin-bottom'].map((name) => Math.max(0, read.px(name) ?? 0));
  const own = height + space.reduce((sum, one) => sum + one, 0);
  const other = pxOf(values, 'height') ?? pxOf(values, 'min-height');
  return up >= own && (other ?? 0) >= own ? hiddenAt(next, 'css-covered') : undefined;
}

/** The box around is as large as what is in its flow: one opaque box, which is painted over what is placed before it. */
function besideFlow(element: HtmlElement, around: HtmlElement | undefined, valuesOf: ValuesOf): Hidden | undefined {
  if (around === undefined || !covers(valuesOf(element))) return undefined;
  const siblings = around.childNodes;
  if (siblings.length > MAX_SIBLINGS * 2 || siblings.some((one) => 'value' in one && one.value.trim() !== ''))
    return undefined;
  const paddings = ['padding-top', 'padding-bottom', 'padding-left', 'padding-right', 'height', 'min-height'];
  if (paddings.some((name) => (pxOf(valuesOf(around), name) ?? 0) > 0)) return undefined;
  const inFlow = siblings.filter(
    (one): one is HtmlElement => 'tagName' in one && !/absolute|fixed/.test(valuesOf(one).get('position') ?? ''),
  );
  const [only] = inFlow;
  if (only === undefined || inFlow.length > 1 || siblings.indexOf(only) < siblings.indexOf(element)) return undefined;
  const values = valuesOf(only);
  const isWhole = !['width', 'max-width', 'left', 'top', 'right', 'bottom', 'float'].some((name) => values.has(name));
  return isRaised(values) && isOpaqueBox(values) && isWhole && values.get('display') === 'block'
    ? hiddenAt(only, 'css-covered', undefined, valuesOf(element).has('transition-property') ? 'info' : undefined)
    : undefined;
}

/** Painted after what is in the flow, without being put behind it. */
function isRaised(values: Values): boolean {
  const z = Number(values.get('z-index') ?? 0);
  return values.get('position') === 'relative' && (Number.isNaN(z) || z >= 0);
}

function elementsAfter(element: HtmlElement): HtmlElement[] {
  const siblings = element.parentNode?.childNodes ?? [];
  const found: HtmlElement[] = [];
  for (let i = siblings.indexOf(element) + 1; i < siblings.length && found.length === 0; i += 1) {
    const one = siblings[i];
    if (one !== undefined && 'value' in one && one.value.trim() !== '') return [];
    if (one !== undefined && 'tagName' in one) found.push(one);
  }
  return found;
}

function pxOf(values: Values, name: string): number | undefined {
  return lengthOf(values.get(name) ?? '')?.({ em: 16, rem: 16, whole: 0 });
}
