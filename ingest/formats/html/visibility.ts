/**
 * Why an element's text is not seen. Inherited: what is inside a hidden element is hidden, too.
 * Today it knows the elements that browsers never draw. Style sheets, colours, sizes and positions are judged here once
 * they are: the walker asks nobody else.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Hidden } from '../../stages.ts';
import { NEVER_SHOWN } from './elements.ts';

export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** The reason that `element` is hidden, given its parent's; `undefined` when a person sees it. */
export function hiddenBecause(element: HtmlElement, inherited: Hidden | undefined): Hidden | undefined {
  if (inherited !== undefined) return inherited;
  if (NEVER_SHOWN.has(element.tagName)) return { technique: `html-${element.tagName}`, severity: 'info' };
  return undefined;
}
