/**
 * Colours as style sheets write them: names, hex, functions, system colours of a light theme, mixes. What is valid but can't be
 * worked out here (colours made from other colours) is `unknown`, and counts as seen. Source: CSS Color Levels 4 and 5.
 */
import { converter, parse } from 'culori';
import { BLACK, type Colour, WHITE } from '../../../visibility/contrast.ts';
import { lengthOf, remembering } from './value.ts';

/** `current` is the colour of the text. */
export type CssColour = Colour | 'current' | 'unknown';

export const TRANSPARENT: Colour = { r: 0, g: 0, b: 0, a: 0 };

const toRgb = converter('rgb');
const grey = (value: number): Colour => ({ r: value, g: value, b: value, a: 1 });

/** Chromium's, in its light theme. */
const SYSTEM: Readonly<Record<string, Colour>> = {
  accentcolor: { r: 0, g: 117, b: 255, a: 1 },
  accentcolortext: WHITE,
  activeborder: WHITE,
  activecaption: WHITE,
  activetext: { r: 255, g: 0, b: 0, a: 1 },
  appworkspace: WHITE,
  background: WHITE,
  buttonborder: BLACK,
  buttonface: grey(239),
  buttonhighlight: grey(239),
  buttonshadow: grey(239),
  buttontext: BLACK,
  canvas: WHITE,
  canvastext: BLACK,
  captiontext: BLACK,
  field: WHITE,
  fieldtext: BLACK,
  graytext: grey(128),
  highlight: { r: 181, g: 213, b: 255, a: 1 },
  highlighttext: BLACK,
  infobackground: WHITE,
  infotext: BLACK,
  linktext: { r: 0, g: 0, b: 238, a: 1 },
  mark: { r: 255, g: 255, b: 0, a: 1 },
  marktext: BLACK,
  menu: WHITE,
  menutext: BLACK,
  selecteditem: { r: 181, g: 213, b: 255, a: 1 },
  selecteditemtext: BLACK,
  threedface: grey(239),
  visitedtext: { r: 85, g: 26, b: 139, a: 1 },
  window: WHITE,
  windowtext: BLACK,
};

/** A colour; `undefined` when the text is none. */
export const colourOf = remembering((text: string): CssColour | undefined => {
  const name = text.trim().toLowerCase();
  if (name === 'transparent') return TRANSPARENT;
  if (name === 'currentcolor') return 'current';
  const system = SYSTEM[name];
  if (system !== undefined) return system;
  const nested = /^(light-dark|color-mix|contrast-color)\((.*)\)$/s.exec(name);
  if (nested !== null) return nestedColour(nested[1] ?? '', nested[2] ?? '');
  const same = SAME.exec(name);
  if (same !== null) return withAlpha(colourOf(same[1] ?? ''), same[2]);
  if (/^[a-z]+\(\s*from\s/.test(name)) return relative(name);
  // Written with comments or sums inside, it is a colour still.
  if (/^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(.*(?:calc|min|max|clamp)\(/s.test(name)) return 'unknown';
  return plain(name);
});

/** A colour without its hash, as old attributes and documents without a doctype allow. */
export function attributeColour(text: string): CssColour | undefined {
  const name = text.trim().toLowerCase();
  if (name === '' || name === 'transparent') return undefined;
  const hex = name.replace(/^#/, '');
  if (/^[0-9a-f]{6}$|^[0-9a-f]{3}$/.test(hex)) return plain(`#${hex}`);
  const named = /^[a-z]+$/.test(name) ? plain(name) : undefined;
  return named ?? legacy(hex);
}

/** What browsers make of any other text. Source: WHATWG HTML, "rules for parsing a legacy color value". */
function legacy(text: string): Colour {
  let digits = text.slice(0, 128).replace(/[^0-9a-f]/g, '0');
  while (digits.length === 0 || digits.length % 3 !== 0) digits += '0';
  const size = digits.length / 3;
  let parts = [0, 1, 2].map((i) => digits.slice(i * size, (i + 1) * size).slice(-8));
  while ((parts[0]?.length ?? 0) > 2 && parts.every((part) => part.startsWith('0')))
    parts = parts.map((part) => part.slice(1));
  const [r = 0, g = 0, b = 0] = parts.map((part) => Number.parseInt(part.slice(0, 2), 16));
  return { r, g, b, a: 1 };
}

/** `rgb(from white r g b / 20%)`: another colour as it is, but for its alpha. */
const SAME = /^[a-z]+\(\s*from\s+(.+?)\s+(?:r g b|h s l|h w b|l a b|l c h)\s*(?:\/\s*([\d.]+%?)\s*)?\)$/;

function withAlpha(colour: CssColour | undefined, alpha: string | undefined): CssColour | undefined {
  if (typeof colour !== 'object' || alpha === undefined) return colour;
  return { ...colour, a: alpha.endsWith('%') ? Number.parseFloat(alpha) / 100 : Number(alpha) };
}

/** Channels of colour functions, with what is 1 of each in the library's terms. */
const CHANNELS: Readonly<Record<string, readonly (readonly [name: string, whole: number])[]>> = {
  rgb: [...'rgb'].map((name) => [name, 255] as const),
  hsl: [['h', 1], ...[...'sl'].map((name) => [name, 100] as const)],
  hwb: [['h', 1], ...[...'wb'].map((name) => [name, 100] as const)],
  lab: [...'lab'].map((name) => [name, 1] as const),
  lch: [...'lch'].map((name) => [name, 1] as const),
  oklab: [...'lab'].map((name) => [name, 1] as const),
  oklch: [...'lch'].map((name) => [name, 1] as const),
};

/** `rgb(from black 255 g 255 / 0.5)`: made from the channels of another colour. */
function relative(text: string): CssColour {
  const match = /^([a-z]+?)a?\(\s*from\s+((?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+)\s+(.*)\)$/s.exec(text);
  const [, name = '', from = '', rest = ''] = match ?? [];
  const origin = colourOf(from);
  const channels = CHANNELS[name];
  if (typeof origin !== 'object' || channels === undefined) {
    return name === 'color' && typeof origin === 'object' ? (plain(`color(${rest})`) ?? 'unknown') : 'unknown';
  }
  const { r, g, b, a } = origin;
  const converted: Readonly<Record<string, unknown>> = {
    ...converter(name as 'rgb')({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 }),
  };
  const known = new Map(channels.map(([one, whole]) => [one, (Number(converted[one]) || 0) * whole]));
  known.set('alpha', a);
  const filled = rest.replace(/(?<!\w)(?:alpha|[a-z])(?![\w(])/g, (one) => String(known.get(one) ?? one));
  const [values = '', alpha = String(a)] = filled.split('/');
  if (filled.split('/').length > 2) return 'unknown';
  const numbers = splitOutside(values.trim().replace(/\s+(?![^()]*\))/g, ',')).map((one) => {
    const sum = one.includes('(') ? lengthOf(one)?.({ em: 16, rem: 16, whole: 1 }) : undefined;
    return sum === undefined ? one : String(sum);
  });
  return plain(`${name}(${numbers.join(' ')} / ${alpha.trim()})`) ?? 'unknown';
}

function plain(text: string): Colour | undefined {
  const parsed = parse(text);
  const rgb = parsed === undefined ? undefined : toRgb(parsed);
  if (rgb === undefined) return undefined;
  const channel = (value: number): number => Math.max(0, Math.min(255, (Number.isNaN(value) ? 0 : value) * 255));
  return { r: channel(rgb.r), g: channel(rgb.g), b: channel(rgb.b), a: Math.max(0, Math.min(1, rgb.alpha ?? 1)) };
}

function nestedColour(name: string, inner: string): CssColour | undefined {
  const parts = splitOutside(inner);
  if (name === 'light-dark') return parts[0] === undefined ? undefined : colourOf(parts[0]);
  if (name !== 'color-mix') return 'unknown';
  const mixed = parts.slice(1).map((part) => {
    const share = /(?:^|\s)([\d.]+)%(?:\s|$)/.exec(part);
    const colour = colourOf(part.replace(/(?:^|\s)[\d.]+%(?=\s|$)/, ' ').trim());
    return { colour, share: share === null ? undefined : Number(share[1]) / 100 };
  });
  const [one, other] = mixed;
  if (one?.colour === undefined || other?.colour === undefined) return undefined;
  if (typeof one.colour === 'string' || typeof other.colour === 'string') return 'unknown';
  const p = one.share ?? (other.share === undefined ? 0.5 : 1 - other.share);
  const q = other.share ?? 1 - p;
  const total = p + q;
  if (total <= 0) return undefined;
  return mix(one.colour, other.colour, p / total, Math.min(1, total));
}

function mix(one: Colour, other: Colour, share: number, scale: number): Colour {
  const a = one.a * share + other.a * (1 - share);
  if (a === 0) return TRANSPARENT;
  const channel = (x: number, y: number): number => (x * one.a * share + y * other.a * (1 - share)) / a;
  return { r: channel(one.r, other.r), g: channel(one.g, other.g), b: channel(one.b, other.b), a: a * scale };
}

function splitOutside(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}
