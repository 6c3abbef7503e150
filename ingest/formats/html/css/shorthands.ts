import { layersOf, spaced } from './lists.ts';
import { IMAGE, isColour, isLength, LONGHANDS } from './longhands.ts';

/** A longhand with its value as text. */
export type Longhand = readonly [property: string, value: string];

type Expand = (value: string) => readonly Longhand[] | undefined;

/** Shorthand → its longhands; `undefined` for a value that a browser does not take. */
export const SHORTHANDS: Readonly<Record<string, Expand>> = {
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

/** Shorthand → the longhands that it sets, whatever its value. */
export const NAMES_OF: Readonly<Record<string, readonly string[]>> = {
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
