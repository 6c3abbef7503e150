/**
 * The longhands that decide whether text is seen, with the values that a browser takes for each.
 */
import { colourOf } from './colour.ts';
import { listOf } from './lists.ts';
import { lengthOf, partsOf, shareOf } from './value.ts';

type Reads = (value: string) => boolean;

const words =
  (...list: string[]): Reads =>
  (value) =>
    list.includes(value);
export const isColour: Reads = (value) => colourOf(value) !== undefined;
const isShare: Reads = (value) => shareOf(value) !== undefined;
const isNumber: Reads = (value) => /^[+-]?[\d.]+%?$/.test(value) || /^[a-z-]+\(/.test(value);
/** Zero alone may go without a unit. */
export const isLength: Reads = (value) =>
  lengthOf(value) !== undefined && (!/^[+-]?[\d.]+$/.test(value) || Number(value) === 0);
const isLengthOr =
  (...list: string[]): Reads =>
  (value) =>
    list.includes(value) || isLength(value);
const isPositive =
  (...list: string[]): Reads =>
  (value) =>
    list.includes(value) ||
    /^(?:fit-content|calc-size|anchor-size)\(/.test(value) ||
    (isLength(value) && !/^-[\d.]*[1-9]/.test(value));
const isList =
  (reads: Reads): Reads =>
  (value) =>
    listOf(value).every((one) => reads(one));
const isAnything: Reads = (value) => partsOf(value) !== undefined;
const FUNCTIONS = /^(?:[a-z0-9-]+\([^;{}]*\)\s*)+$/i;
const isFunctionsOrNone: Reads = (value) => value === 'none' || (FUNCTIONS.test(value) && partsOf(value) !== undefined);

const SIZES = ['auto', 'min-content', 'max-content', 'fit-content', 'stretch', '-webkit-fill-available'] as const;
const FONT_SIZES = [
  'xx-small',
  'x-small',
  'small',
  'medium',
  'large',
  'x-large',
  'xx-large',
  'xxx-large',
  'smaller',
  'larger',
];
const OUTER = ['block', 'inline', 'run-in'];
const INNER = ['flow', 'flow-root', 'table', 'flex', 'grid', 'ruby', 'math'];
const DISPLAYS = new Set([
  ...OUTER,
  ...INNER,
  'none',
  'contents',
  'list-item',
  'inline-block',
  'inline-table',
  'inline-flex',
  'inline-grid',
  '-webkit-box',
  '-webkit-inline-box',
  '-webkit-flex',
  '-webkit-inline-flex',
  'table-row-group',
  'table-header-group',
  'table-footer-group',
  'table-row',
  'table-cell',
  'table-column-group',
  'table-column',
  'table-caption',
  'ruby-base',
  'ruby-text',
]);
const isDisplay: Reads = (value) => {
  if (DISPLAYS.has(value)) return true;
  const parts = value.split(/\s+/);
  return parts.length <= 3 && parts.length > 1 && parts.every((one) => [...OUTER, ...INNER, 'list-item'].includes(one));
};
const OVERFLOWS = words('visible', 'hidden', 'clip', 'scroll', 'auto', 'overlay');
const BLENDS = words(
  ...['normal', 'multiply', 'screen', 'overlay', 'darken', 'lighten', 'color-dodge', 'color-burn', 'hard-light'],
  ...[
    'soft-light',
    'difference',
    'exclusion',
    'hue',
    'saturation',
    'color',
    'luminosity',
    'plus-lighter',
    'plus-darker',
  ],
);
/** An image as a shorthand's part. */
export const IMAGE =
  /^(?:none|(?:url|(?:-webkit-|-moz-)?(?:repeating-)?(?:linear|radial|conic)-gradient|(?:-webkit-)?image-set|(?:-webkit-)?cross-fade|image|element|paint)\(.*\))$/is;

/** Longhand → whether a browser takes a value for it. Values are in lower case. */
export const LONGHANDS: Readonly<Record<string, Reads>> = {
  'animation-delay': isList(isAnything),
  'animation-duration': isList(isAnything),
  'animation-fill-mode': isList(words('none', 'forwards', 'backwards', 'both')),
  'animation-iteration-count': isList((value) => value === 'infinite' || isNumber(value)),
  'animation-name': isAnything,
  'animation-play-state': isList(words('running', 'paused')),
  'backface-visibility': words('visible', 'hidden'),
  'background-clip': isList(words('border-box', 'padding-box', 'content-box', 'text', 'border-area')),
  'background-color': isColour,
  'background-image': isList((value) => IMAGE.test(value)),
  'background-size': isAnything,
  bottom: isLengthOr('auto'),
  'box-sizing': words('content-box', 'border-box'),
  clear: words('none', 'left', 'right', 'both', 'inline-start', 'inline-end'),
  clip: (value) => value === 'auto' || /^rect\(/.test(value),
  'clip-path': (value) => value === 'none' || isAnything(value),
  color: isColour,
  'color-scheme': isAnything,
  content: isAnything,
  'content-visibility': words('visible', 'auto', 'hidden'),
  direction: words('ltr', 'rtl'),
  display: isDisplay,
  fill: (value) => value === 'none' || /^url\(|^context-/.test(value) || isColour(value),
  'fill-opacity': isShare,
  filter: (value) => isFunctionsOrNone(value),
  float: words('none', 'left', 'right', 'inline-start', 'inline-end'),
  'flex-basis': isPositive('auto', 'content', ...SIZES),
  'flex-grow': isNumber,
  'font-family': isAnything,
  'font-size': isPositive(...FONT_SIZES, 'math'),
  'grid-area': isAnything,
  'grid-template-rows': isAnything,
  height: isPositive(...SIZES),
  left: isLengthOr('auto'),
  'letter-spacing': isLengthOr('normal'),
  'line-height': (value) => value === 'normal' || (lengthOf(value) !== undefined && !/^-/.test(value)),
  'margin-bottom': isLengthOr('auto'),
  'margin-left': isLengthOr('auto'),
  'margin-right': isLengthOr('auto'),
  'margin-top': isLengthOr('auto'),
  'mask-image': isList((value) => IMAGE.test(value) || /^url\(/.test(value)),
  'mask-size': isAnything,
  'max-height': isPositive('none', ...SIZES),
  'max-width': isPositive('none', ...SIZES),
  'min-height': isPositive(...SIZES),
  'min-width': isPositive(...SIZES),
  'mix-blend-mode': BLENDS,
  'offset-distance': isLength,
  'offset-path': isAnything,
  opacity: isShare,
  'overflow-x': OVERFLOWS,
  'overflow-y': OVERFLOWS,
  'padding-bottom': isPositive(),
  'padding-left': isPositive(),
  'padding-right': isPositive(),
  'padding-top': isPositive(),
  perspective: isPositive('none'),
  position: words('static', 'relative', 'absolute', 'fixed', 'sticky', '-webkit-sticky'),
  right: isLengthOr('auto'),
  rotate: isAnything,
  scale: isAnything,
  'text-indent': (value) => isLength(value.replace(/\s*\b(?:hanging|each-line)\b\s*/g, '')),
  'text-shadow': isAnything,
  top: isLengthOr('auto'),
  transform: isFunctionsOrNone,
  'transition-property': isAnything,
  translate: isAnything,
  'unicode-bidi': words('normal', 'embed', 'isolate', 'bidi-override', 'isolate-override', 'plaintext'),
  visibility: words('visible', 'hidden', 'collapse'),
  '-webkit-text-fill-color': isColour,
  '-webkit-text-security': words('none', 'disc', 'circle', 'square'),
  '-webkit-text-stroke-color': isColour,
  '-webkit-text-stroke-width': isLengthOr('thin', 'medium', 'thick'),
  'white-space': isAnything,
  width: isPositive(...SIZES),
  'z-index': (value) => value === 'auto' || /^[+-]?\d+$/.test(value) || /^calc\(/.test(value),
  zoom: (value) => ['normal', 'reset', 'document'].includes(value) || shareOf(value) !== undefined,
  'mso-hide': isAnything,
};
