/**
 * What holds on an element before any style sheet: the browser's own rules and what attributes say, as far as they decide whether
 * text is seen. Source: WHATWG HTML, "Rendering", and Chromium's sheets where it leaves them open.
 */

import type { Colour } from '../../../visibility/contrast.ts';
import { BLOCK_ELEMENTS, NOT_TEXT } from '../elements.ts';
import { attributeColour, colourOf } from './colour.ts';
import type { Longhand } from './shorthands.ts';
import { attributeOf, type HtmlElement } from './tree.ts';
import { lengthOf } from './value.ts';

const TABLE_DISPLAY: Readonly<Record<string, string>> = {
  table: 'table',
  caption: 'table-caption',
  tbody: 'table-row-group',
  thead: 'table-header-group',
  tfoot: 'table-footer-group',
  tr: 'table-row',
  td: 'table-cell',
  th: 'table-cell',
  col: 'table-column',
  colgroup: 'table-column-group',
  li: 'list-item',
  button: 'inline-block',
  input: 'inline-block',
  marquee: 'inline-block',
  meter: 'inline-block',
  option: 'block',
  select: 'inline-block',
  textarea: 'inline-block',
};

const FONT_SIZES: Readonly<Record<string, string>> = {
  h1: '2em',
  h2: '1.5em',
  h3: '1.17em',
  h5: '.83em',
  h6: '.67em',
  small: 'smaller',
  sub: 'smaller',
  sup: 'smaller',
  big: 'larger',
  rt: '50%',
};

const CONTROLS: ReadonlySet<string> = new Set(['button', 'input', 'optgroup', 'option', 'select', 'textarea']);
const CONTROL: readonly Longhand[] = [
  ['color', 'fieldtext'],
  ['font-size', '13.333px'],
  ['letter-spacing', 'normal'],
  ['text-indent', '0'],
  ['text-shadow', 'none'],
  ['line-height', 'normal'],
];
const OPEN_PAPER: readonly Longhand[] = [
  ['color', 'canvastext'],
  ['background-color', 'canvas'],
];
/** Font sizes of `<font size>`, 1 to 7. */
const OLD_SIZES = ['x-small', 'small', 'medium', 'large', 'x-large', 'xx-large', 'xxx-large'] as const;
/** Elements whose `bgcolor` and `background` count. */
const PAPERS: ReadonlySet<string> = new Set(['body', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'marquee']);
const SVG_ATTRIBUTES = [
  ...['clip-path', 'color', 'display', 'fill', 'fill-opacity', 'filter', 'font-size', 'letter-spacing', 'opacity'],
  ...['overflow', 'transform', 'visibility'],
] as const;

const byTag = new Map<string, readonly Longhand[]>();

/** `body` is the colour of the body's text: in old documents tables take it over, not that of what is around them. */
export function defaultsOf(element: HtmlElement, isQuirky: boolean, body: Colour | 'unknown'): readonly Longhand[] {
  const { tagName: tag, namespaceURI } = element;
  let own = byTag.get(tag);
  if (own === undefined) {
    own = ofTag(tag);
    byTag.set(tag, own);
  }
  if (tag === 'table' && isQuirky) own = [...own, ...QUIRKY_TABLE, ['color', asText(body)]];
  if (tag === 'dialog') own = attributeOf(element, 'open') === undefined ? [...own, HIDDEN] : own;
  if (element.attrs.length === 0) return own;
  const hints = namespaceURI === SVG ? svgHints(element) : htmlHints(element);
  return hints.length === 0 ? own : [...own, ...hints];
}

const SVG = 'http://www.w3.org/2000/svg';
const MATHML = 'http://www.w3.org/1998/Math/MathML';
const HIDDEN: Longhand = ['display', 'none'];
const QUIRKY_TABLE: readonly Longhand[] = [
  ['font-size', 'medium'],
  ['line-height', 'normal'],
];

function asText(colour: Colour | 'unknown'): string {
  return colour === 'unknown' ? 'inherit' : `rgb(${colour.r} ${colour.g} ${colour.b} / ${colour.a})`;
}

function ofTag(tag: string): readonly Longhand[] {
  const list: Longhand[] = [];
  const display = TABLE_DISPLAY[tag] ?? (BLOCK_ELEMENTS.has(tag) ? 'block' : NOT_TEXT.has(tag) ? 'none' : undefined);
  if (display !== undefined) list.push(['display', display]);
  const size = FONT_SIZES[tag];
  if (size !== undefined) list.push(['font-size', size]);
  if (CONTROLS.has(tag)) list.push(...(tag === 'option' || tag === 'optgroup' ? CONTROL.slice(0, 1) : CONTROL));
  if (tag === 'button') list.push(['background-color', 'buttonface']);
  if (tag === 'input' || tag === 'textarea' || tag === 'select') list.push(['background-color', 'field']);
  if (tag === 'bdo') list.push(['unicode-bidi', 'isolate-override']);
  if (tag === 'bdi') list.push(['unicode-bidi', 'isolate']);
  if (tag === 'dialog') list.push(...OPEN_PAPER);
  if (tag === 'mark') list.push(['background-color', 'mark'], ['color', 'marktext']);
  if (tag === 'table') list.push(['text-indent', '0']);
  if (tag === 'mphantom') list.push(['visibility', 'hidden']);
  if (tag === 'svg') list.push(['overflow-x', 'hidden'], ['overflow-y', 'hidden']);
  if (tag === 'nobr') list.push(['white-space', 'nowrap']);
  return list;
}

function htmlHints(element: HtmlElement): readonly Longhand[] {
  const list: Longhand[] = [];
  const { tagName: tag, namespaceURI: namespace } = element;
  for (const { name, value } of element.attrs) {
    switch (name) {
      case 'hidden':
        // `until-found` keeps the box and hides what is in it.
        list.push(value.toLowerCase() === 'until-found' ? ['content-visibility', 'hidden'] : HIDDEN);
        break;
      case 'popover':
        list.push(HIDDEN, ...OPEN_PAPER);
        break;
      case 'dir':
        list.push(...directionHint(tag, value.trim().toLowerCase()));
        break;
      case 'bgcolor':
        if (PAPERS.has(tag)) list.push(...colourHint('background-color', value));
        break;
      case 'background':
        if (PAPERS.has(tag) && value.trim() !== '') list.push(['background-image', 'url(attribute)']);
        break;
      case 'color':
        if (tag === 'font') list.push(...colourHint('color', value));
        break;
      case 'text':
        if (tag === 'body') list.push(...colourHint('color', value));
        break;
      case 'size':
        if (tag === 'font') list.push(...sizeHint(value));
        break;
      case 'href':
        if (tag === 'a') list.push(['color', 'linktext']);
        break;
      case 'mathsize':
        if (namespace === MATHML && lengthOf(value.trim()) !== undefined) list.push(['font-size', value.trim()]);
        break;
      case 'mathcolor':
      case 'mathbackground':
        if (namespace === MATHML && colourOf(value) !== undefined)
          list.push([name === 'mathcolor' ? 'color' : 'background-color', value.trim().toLowerCase()]);
        break;
      case 'nowrap':
        list.push(['white-space', 'nowrap']);
        break;
      default:
        break;
    }
  }
  return list;
}

function directionHint(tag: string, value: string): Longhand[] {
  if (value !== 'ltr' && value !== 'rtl') return [];
  return [['direction', value], ...(tag === 'bdo' ? [] : [['unicode-bidi', 'isolate'] as const])];
}

function colourHint(property: string, value: string): Longhand[] {
  const colour = attributeColour(value);
  if (colour === undefined || typeof colour === 'string') return [];
  return [[property, `rgb(${colour.r},${colour.g},${colour.b})`]];
}

function sizeHint(value: string): Longhand[] {
  const match = /^\s*([+-]?)(\d{1,3})/.exec(value);
  if (match === null) return [];
  const amount = Number(match[2]);
  const size = match[1] === '+' ? 3 + amount : match[1] === '-' ? 3 - amount : amount;
  const name = OLD_SIZES[Math.max(1, Math.min(7, size)) - 1];
  return name === undefined ? [] : [['font-size', name]];
}

/** Presentation attributes. Their numbers need no units. */
function svgHints(element: HtmlElement): readonly Longhand[] {
  const list: Longhand[] = [];
  for (const { name, value } of element.attrs) {
    const text = value.trim().toLowerCase();
    if (!(SVG_ATTRIBUTES as readonly string[]).includes(name) || text === '') continue;
    if (name === 'overflow') list.push(['overflow-x', text], ['overflow-y', text]);
    else if ((name === 'font-size' || name === 'letter-spacing') && /^-?[\d.]+$/.test(text))
      list.push([name, `${text}px`]);
    else list.push([name, text]);
  }
  return list;
}
