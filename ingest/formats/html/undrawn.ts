/**
 * Elements that no browser draws, whatever style sheets say: fallbacks, parts of drawings and formulas, drawings without size.
 */
import type { Hidden } from '../../stages.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import { NEVER_SHOWN } from './elements.ts';
import type { HtmlTechniqueName } from './techniques.ts';
import { hiddenAt } from './view.ts';

export const SVG = 'http://www.w3.org/2000/svg';

/** Elements of drawings and formulas that are never drawn themselves. Names in lower case. */
const NOT_DRAWN: Readonly<Record<string, HtmlTechniqueName>> = {
  annotation: 'html-annotation',
  'annotation-xml': 'html-annotation',
  clippath: 'html-defs',
  defs: 'html-defs',
  desc: 'html-desc',
  filter: 'html-defs',
  lineargradient: 'html-defs',
  marker: 'html-defs',
  mask: 'html-defs',
  meter: 'html-meter',
  metadata: 'html-metadata',
  pattern: 'html-defs',
  progress: 'html-progress',
  radialgradient: 'html-defs',
  symbol: 'html-defs',
};
/** Why nothing of the element is drawn. */
export function undrawn(element: HtmlElement): Hidden | undefined {
  const tag = element.tagName.toLowerCase();
  if (tag === 'object' && attributeOf(element, 'data') === undefined) return undefined;
  if (NEVER_SHOWN.has(tag)) return hiddenAt(undefined, `html-${tag}` as HtmlTechniqueName);
  if (element.namespaceURI === SVG && isUndrawn(element))
    return hiddenAt(element, 'css-zero-box', 'a drawing without size');
  const technique = NOT_DRAWN[tag];
  return technique === undefined ? undefined : hiddenAt(element, technique);
}

/** A drawing of no size. */
function isUndrawn(element: HtmlElement): boolean {
  const number = (name: string): number => Number.parseFloat(attributeOf(element, name) ?? '');
  return element.tagName === 'svg' && (number('width') === 0 || number('height') === 0);
}
