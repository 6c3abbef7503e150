/**
 * The properties that decide whether text is seen, and whether a value of one is valid: a browser drops a declaration that it can't
 * read, so one that is taken here and dropped there (or the other way round) would be a way to hide text. Shorthands become longhands.
 */
import type { CssNode } from 'css-tree';
import { generate } from 'css-tree';
import { colourOf } from './colour.ts';
import { lengthOf, partsOf, remembering, shareOf, splitAtCommas } from './value.ts';

/** A longhand with its value as text. */
export type Longhand = readonly [property: string, value: string];

type Reads = (value: string) => boolean;

const words =
  (...list: string[]): Reads =>
  (value) =>
    list.includes(value);
const isColour: Reads = (value) => colourOf(value) !== undefined;
const isShare: Reads = (value) => shareOf(value) !== undefined;
const isNumber: Reads = (value) => /^[+-]?[\d.]+%?$/.test(value) || /^[a-z-]+\(/.test(value);
/** Zero alone may go without a unit. */
const isLength: Reads = (value) =>
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
const FUNCTIONS = /^(?:[a-z-]+\([^;{}]*\)\s*)+$/i;
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
const IMAGE =
  /^(?:none|(?:url|(?:-webkit-|-moz-)?(?:repeating-)?(?:linear|radial|conic)-gradient|(?:-webkit-)?image-set|(?:-webkit-)?cross-fade|image|element|paint)\(.*\))$/is;

const LONGHANDS: Readonly<Record<string, Reads>> = {
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
  clip: (value) => value === 'auto' || /^rect\(/.test(value),
  'clip-path': (value) => value === 'none' || isAnything(value),
  color: isColour,
  'color-scheme': isAnything,
  content: isAnything,
  'content-visibility': words('visible', 'auto', 'hidden'),
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
  opacity: isShare,
  'overflow-x': OVERFLOWS,
  'overflow-y': OVERFLOWS,
  'padding-bottom': isPositive(),
  'padding-left': isPositive(),
  'padding-right': isPositive(),
  'padding-top': isPositive(),
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

/** Other names of a property. Text runs from left to right here. */
const ALIASES: Readonly<Record<string, string>> = {
  'inline-size': 'width',
  'block-size': 'height',
  'max-inline-size': 'max-width',
  'max-block-size': 'max-height',
  'min-inline-size': 'min-width',
  'min-block-size': 'min-height',
  'inset-inline-start': 'left',
  'inset-inline-end': 'right',
  'inset-block-start': 'top',
  'inset-block-end': 'bottom',
  'margin-inline-start': 'margin-left',
  'margin-inline-end': 'margin-right',
  'margin-block-start': 'margin-top',
  'margin-block-end': 'margin-bottom',
  'overflow-inline': 'overflow-x',
  'overflow-block': 'overflow-y',
  'word-wrap': 'overflow-wrap',
  'grid-column': 'grid-area',
  'grid-row': 'grid-area',
};

type Expand = (value: string) => readonly Longhand[] | undefined;

const SHORTHANDS: Readonly<Record<string, Expand>> = {
  animation: expandAnimation,
  background: expandBackground,
  flex: expandFlex,
  font: expandFont,
  inset: (value) => sides(value, ['top', 'right', 'bottom', 'left']),
  'inset-inline': (value) => pair(value, ['left', 'right']),
  'inset-block': (value) => pair(value, ['top', 'bottom']),
  margin: (value) => sides(value, ['margin-top', 'margin-right', 'margin-bottom', 'margin-left']),
  'margin-inline': (value) => pair(value, ['margin-left', 'margin-right']),
  'margin-block': (value) => pair(value, ['margin-top', 'margin-bottom']),
  mask: expandMask,
  overflow: (value) => pair(value, ['overflow-x', 'overflow-y']),
  padding: (value) => sides(value, ['padding-top', 'padding-right', 'padding-bottom', 'padding-left']),
  'padding-block': (value) => pair(value, ['padding-top', 'padding-bottom']),
  'padding-inline': (value) => pair(value, ['padding-left', 'padding-right']),
  transition: (value) => [['transition-property', value]],
  '-webkit-text-stroke': expandStroke,
};

export const WIDE: ReadonlySet<string> = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer']);

/** Whether a declaration of the property can matter. */
export function isRelevant(property: string): boolean {
  return property === 'all' || property.startsWith('--') || property in LONGHANDS || ownName(property) !== undefined;
}

/** Whether a browser takes the value. */
export function readsAs(property: string, value: string): boolean {
  return longhandsOf(property, value) !== undefined;
}

/** The longhands of a declaration without variables; `undefined` when it is not valid. `all` is not expanded. */
export function longhandsOf(property: string, value: string): readonly Longhand[] | undefined {
  return expanded(`${property}\n${value}`);
}

/** The longhands that a declaration of the property sets, whatever its value. */
export function longhandNames(property: string): readonly string[] {
  const name = ownName(property);
  if (name === undefined) return [];
  return name in LONGHANDS ? [name] : (NAMES_OF[name] ?? []);
}

const NAMES_OF: Readonly<Record<string, readonly string[]>> = {
  animation: [
    ...['animation-name', 'animation-duration', 'animation-delay', 'animation-fill-mode', 'animation-iteration-count'],
    'animation-play-state',
  ],
  background: ['background-color', 'background-image', 'background-clip', 'background-size'],
  flex: ['flex-basis', 'flex-grow'],
  font: ['font-size', 'line-height', 'font-family'],
  inset: ['top', 'right', 'bottom', 'left'],
  'inset-inline': ['left', 'right'],
  'inset-block': ['top', 'bottom'],
  margin: ['margin-top', 'margin-right', 'margin-bottom', 'margin-left'],
  'margin-inline': ['margin-left', 'margin-right'],
  'margin-block': ['margin-top', 'margin-bottom'],
  mask: ['mask-image', 'mask-size'],
  overflow: ['overflow-x', 'overflow-y'],
  padding: ['padding-top', 'padding-right', 'padding-bottom', 'padding-left'],
  'padding-block': ['padding-top', 'padding-bottom'],
  'padding-inline': ['padding-left', 'padding-right'],
  transition: ['transition-property'],
  '-webkit-text-stroke': ['-webkit-text-stroke-width', '-webkit-text-stroke-color'],
};

/** The name that a property goes by here; `undefined` for one that does not matter. */
const ownName = remembering((property: string): string | undefined => {
  const known = (name: string): boolean => name in LONGHANDS || name in SHORTHANDS;
  if (known(property)) return property;
  const alias = ALIASES[property];
  if (alias !== undefined) return alias;
  const bare = property.replace(/^-webkit-/, '');
  return bare !== property && known(bare) ? bare : undefined;
});

const expanded = remembering((key: string): readonly Longhand[] | undefined => {
  const split = key.indexOf('\n');
  const name = ownName(key.slice(0, split));
  const written = key.slice(split + 1).trim();
  if (name === undefined || written === '') return undefined;
  const value = CASED.has(name) ? written : lowered(written);
  if (WIDE.has(value.toLowerCase())) return longhandNames(name).map((one): Longhand => [one, value.toLowerCase()]);
  const reads = LONGHANDS[name];
  if (reads !== undefined) return reads(value) ? [[name, value]] : undefined;
  const longhands = SHORTHANDS[name]?.(value);
  if (longhands === undefined) return undefined;
  return longhands.every(([one, own]) => LONGHANDS[one]?.(own) ?? false) ? longhands : undefined;
});

/** Names of animations and contents keep their case. */
const CASED: ReadonlySet<string> = new Set(['animation', 'animation-name', 'content']);

/** Addresses keep their case, everything else has none. */
function lowered(value: string): string {
  return value.includes('url(') || value.includes('URL(')
    ? value.replace(/^[^(]*|\)[^(]*/g, (text) => text.toLowerCase())
    : value.toLowerCase();
}

/** The parts of a comma list, as text. */
export const listOf = remembering((value: string): readonly string[] => {
  const nodes = partsOf(value);
  return nodes === undefined ? [''] : splitAtCommas(nodes).map(textOf);
});

/** The parts of a value, as texts. */
const spaced = remembering((value: string): readonly string[] => partsOf(value)?.map((node) => generate(node)) ?? []);

function textOf(nodes: readonly CssNode[]): string {
  return nodes.map((node) => generate(node)).join(' ');
}

function sides(value: string, names: readonly [string, string, string, string]): readonly Longhand[] | undefined {
  const [top, right = top, bottom = top, left = right, ...more] = spaced(value);
  if (top === undefined || right === undefined || bottom === undefined || left === undefined || more.length > 0)
    return undefined;
  return [
    [names[0], top],
    [names[1], right],
    [names[2], bottom],
    [names[3], left],
  ];
}

function pair(value: string, names: readonly [string, string]): readonly Longhand[] | undefined {
  const [one, other = one, ...more] = spaced(value);
  if (one === undefined || other === undefined || more.length > 0) return undefined;
  return [
    [names[0], one],
    [names[1], other],
  ];
}

const BOXES: ReadonlySet<string> = new Set(['border-box', 'padding-box', 'content-box', 'text']);
const PLACING =
  /^(?:repeat(?:-[xy])?|no-repeat|space|round|scroll|fixed|local|top|left|right|bottom|center|auto|cover|contain)$/;

function expandBackground(value: string): readonly Longhand[] | undefined {
  const layers = layersOf(value);
  const images: string[] = [];
  const clips: string[] = [];
  const sizes: string[] = [];
  let colour = 'transparent';
  for (const [i, layer] of layers.entries()) {
    let image = 'none';
    const boxes: string[] = [];
    let size = 'auto';
    let isSize = false;
    for (const part of layer) {
      if (part === '/') isSize = true;
      else if (IMAGE.test(part)) image = part;
      else if (BOXES.has(part)) boxes.push(part);
      else if (isSize && (isLength(part) || PLACING.test(part))) size = size === 'auto' ? part : `${size} ${part}`;
      else if (PLACING.test(part) || isLength(part)) continue;
      else if (isColour(part) && i === layers.length - 1) colour = part;
      else return undefined;
    }
    images.push(image);
    clips.push(boxes.at(-1) ?? 'border-box');
    sizes.push(size);
  }
  return [
    ['background-color', colour],
    ['background-image', images.join(',')],
    ['background-clip', clips.join(',')],
    ['background-size', sizes.join(',')],
  ];
}

function layersOf(value: string): readonly (readonly string[])[] {
  const nodes = partsOf(value);
  if (nodes === undefined) return [['?']];
  return splitAtCommas(nodes).map((layer) => layer.map((node) => generate(node).trim()));
}

function expandMask(value: string): readonly Longhand[] | undefined {
  const layers = layersOf(value);
  const images = layers.map((layer) => layer.find((part) => IMAGE.test(part)) ?? 'none');
  const sizes = layers.map((layer) => {
    const slash = layer.indexOf('/');
    return slash < 0 ? 'auto' : layer.slice(slash + 1, slash + 3).join(' ');
  });
  return [
    ['mask-image', images.join(',')],
    ['mask-size', sizes.join(',')],
  ];
}

function expandFont(value: string): readonly Longhand[] | undefined {
  if (['caption', 'icon', 'menu', 'message-box', 'small-caption', 'status-bar'].includes(value))
    return [['font-size', '13.333px']];
  const parts = spaced(value).map((part) => part.trim());
  const at = parts.findIndex((part) => LONGHANDS['font-size']?.(part) === true && !/^[\d.]+$/.test(part));
  const at0 = at >= 0 ? at : parts.indexOf('0');
  const size = parts[at0];
  if (size === undefined) return undefined;
  const hasHeight = parts[at0 + 1] === '/';
  const family = parts.slice(at0 + (hasHeight ? 3 : 1)).join(' ');
  if (family === '') return undefined;
  return [
    ['font-size', size],
    ['line-height', hasHeight ? (parts[at0 + 2] ?? '') : 'normal'],
    ['font-family', family],
  ];
}

function expandFlex(value: string): readonly Longhand[] | undefined {
  if (value === 'none') return flex('auto', '0');
  if (value === 'auto') return flex('auto', '1');
  const parts = spaced(value);
  const numbers = parts.filter((part) => /^[\d.]+$/.test(part));
  const basis = parts.find((part) => !/^[\d.]+$/.test(part)) ?? (numbers.length === 3 ? numbers[2] : '0%');
  return flex(basis ?? '0%', numbers[0] ?? '1');
}

function flex(basis: string, grow: string): readonly Longhand[] {
  return [
    ['flex-basis', basis],
    ['flex-grow', grow],
  ];
}

function expandStroke(value: string): readonly Longhand[] | undefined {
  let width = '0';
  let colour = 'currentcolor';
  for (const part of spaced(value)) {
    if (isColour(part)) colour = part;
    else width = part;
  }
  return [
    ['-webkit-text-stroke-width', width],
    ['-webkit-text-stroke-color', colour],
  ];
}

const TIMING = /^(?:linear|ease(?:-in)?(?:-out)?|step-(?:start|end)|(?:cubic-bezier|steps|linear)\(.*\))$/is;

interface Animation {
  name?: string;
  duration?: string;
  delay?: string;
  fill?: string;
  count?: string;
  state?: string;
}

function expandAnimation(value: string): readonly Longhand[] | undefined {
  const animations = layersOf(value).map((layer) => {
    const own: Animation = {};
    for (const part of layer) {
      const text = part.toLowerCase();
      if (/^[+-]?[\d.]+m?s$/.test(text)) own[own.duration === undefined ? 'duration' : 'delay'] = text;
      else if (TIMING.test(text) || /^(?:normal|reverse|alternate(?:-reverse)?)$/.test(text)) continue;
      else if (/^(?:forwards|backwards|both)$/.test(text)) own.fill = text;
      else if (text === 'infinite' || /^[\d.]+$/.test(text)) own.count = text;
      else if (text === 'running' || text === 'paused') own.state = text;
      else own.name = part;
    }
    return own;
  });
  const joined = (name: keyof Animation, otherwise: string): string =>
    animations.map((one) => one[name] ?? otherwise).join(',');
  return [
    ['animation-name', joined('name', 'none')],
    ['animation-duration', joined('duration', '0s')],
    ['animation-delay', joined('delay', '0s')],
    ['animation-fill-mode', joined('fill', 'none')],
    ['animation-iteration-count', joined('count', '1')],
    ['animation-play-state', joined('state', 'running')],
  ];
}
