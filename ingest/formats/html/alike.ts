/**
 * Siblings that are styled alike have one view: tells what styles an element, where nothing but its name and the rules that match it does.
 */
import type { StyleRule } from './css/sheets.ts';
import type { HtmlElement } from './css/tree.ts';
import type { View } from './view.ts';

/** Elements that nothing but rules and their name sets apart from siblings. */
const ALIKE: ReadonlySet<string> = new Set([
  ...[
    'a',
    'abbr',
    'b',
    'blockquote',
    'br',
    'cite',
    'code',
    'dd',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'h1',
    'h2',
  ],
  ...[
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'kbd',
    'li',
    'ol',
    'p',
    'pre',
    'section',
    'small',
    'span',
    'strong',
    'sub',
    'sup',
  ],
  ...['tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul', 'wbr'],
]);
/** Attributes that style an element by themselves. */
const COUNTS: ReadonlySet<string> = new Set([
  'background',
  'bgcolor',
  'dir',
  'hidden',
  'href',
  'nowrap',
  'popover',
  'style',
]);
/** With these, what is inside and around an element counts, too. */
const PLACES: ReadonlySet<string> = new Set([
  'position',
  'display',
  'grid-area',
  'grid-row',
  'grid-column',
  'margin',
  'margin-top',
  'margin-left',
  'height',
  'transform',
  'translate',
  'rotate',
  'scale',
  'offset-path',
  'filter',
  'all',
]);
/** Whether the name and the rules of an element may be all that styles it among its siblings. */
export function mayBeAlike(element: HtmlElement, parent: View): boolean {
  if (parent.folded !== undefined || parent.covered !== undefined || parent.stage !== undefined) return false;
  if (parent.foldedColumns !== undefined || parent.clip?.height !== undefined) return false;
  return ALIKE.has(element.tagName) && !element.attrs.some(({ name }) => COUNTS.has(name));
}

/** What styles the element; `undefined` where its place counts, too. */
export function alikeKey(element: HtmlElement, rules: readonly StyleRule[]): string | undefined {
  for (const rule of rules) if (rule.declarations.some((one) => PLACES.has(one.property))) return undefined;
  return `${element.tagName} ${rules.map((rule) => rule.order).join(' ')}`;
}
