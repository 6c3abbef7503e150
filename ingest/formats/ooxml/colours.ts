/**
 * Colours of Office documents as red, green, blue and alpha: DrawingML's (`a:srgbClr`, `a:schemeClr`, `a:sysClr`, `a:prstClr`, `a:scrgbClr`,
 * `a:hslClr` with their modifiers, and `w14`'s twins of them) and WordprocessingML's (`w:val` with `w:themeColor`, tint and shade).
 * Source: ECMA-376 part 1, 20.1.2.3 and 17.3.2.6. A colour that can't be told is `undefined`: the caller decides what that means.
 */
import { colorsNamed } from 'culori/fn';
import type { Colour } from '../../visibility/contrast.ts';
import { colourOfHex } from './hex.ts';
import type { Theme } from './theme.ts';
import { childrenOf, type XmlElement } from './xml.ts';

/** Names that documents use for colours of the theme → names in its scheme. */
export type ColourMap = ReadonlyMap<string, string>;

/** What a document without a colour map means. */
const DEFAULT_COLOUR_MAP: ColourMap = new Map([
  ['bg1', 'lt1'],
  ['tx1', 'dk1'],
  ['bg2', 'lt2'],
  ['tx2', 'dk2'],
]);

export interface ColourScope {
  readonly theme: Theme;
  readonly map?: ColourMap;
  /** What `phClr` stands for: the colour of the shape that uses a style of the theme. */
  readonly placeholder?: Colour;
}

const COLOUR_NAMES = /^(?:a|w14):(?:srgbClr|schemeClr|sysClr|prstClr|scrgbClr|hslClr)$/;

/** The colour that `element` is, or that stands in it (`a:solidFill`, `a:fontRef`). */
export function resolveColour(element: XmlElement | undefined, scope: ColourScope): Colour | undefined {
  if (element === undefined) return undefined;
  const colour = COLOUR_NAMES.test(element.name) ? element : childrenOf(element).find((c) => COLOUR_NAMES.test(c.name));
  if (colour === undefined) return undefined;
  const base = baseColour(colour, scope);
  return base === undefined ? undefined : childrenOf(colour).reduce(modified, base);
}

/** The colour of the theme that a document calls `name`: `bg1`, `accent2`, and Word's `background1`, `dark1`. */
function schemeColour(name: string, { theme, map = DEFAULT_COLOUR_MAP, placeholder }: ColourScope): Colour | undefined {
  if (name === 'phClr') return placeholder;
  const short = WORD_NAMES.get(name) ?? name;
  const mapped = map.get(short) ?? DEFAULT_COLOUR_MAP.get(short) ?? short;
  return theme.scheme.get(WORD_NAMES.get(mapped) ?? mapped);
}

const WORD_NAMES: ReadonlyMap<string, string> = new Map([
  ['background1', 'bg1'],
  ['text1', 'tx1'],
  ['background2', 'bg2'],
  ['text2', 'tx2'],
  ['dark1', 'dk1'],
  ['light1', 'lt1'],
  ['dark2', 'dk2'],
  ['light2', 'lt2'],
  ['hyperlink', 'hlink'],
  ['followedHyperlink', 'folHlink'],
]);

/** A colour of WordprocessingML as it stands in attributes. */
export interface WordColour {
  /** `RRGGBB` or `auto`. */
  readonly value?: string;
  readonly theme?: string;
  /** `00` to `FF`: how much of the colour stays, the rest is white. */
  readonly tint?: string;
  /** The same, the rest is black. */
  readonly shade?: string;
}

/** `auto` where Word chooses a colour that can be read; `undefined` where nothing is said. The theme wins over the value. */
export function resolveWordColour(colour: WordColour, scope: ColourScope): Colour | 'auto' | undefined {
  const fromTheme = colour.theme === undefined ? undefined : schemeColour(colour.theme, scope);
  if (fromTheme !== undefined) return tinted(fromTheme, byte(colour.tint), byte(colour.shade));
  if (colour.value === undefined || colour.value === '') return undefined;
  return colour.value === 'auto' ? 'auto' : (colourOfHex(colour.value) ?? colourOfName(colour.value));
}

/** `white`, `dkBlue`, `ltGray`: names of CSS and of DrawingML's presets. */
export function colourOfName(name: string): Colour | undefined {
  const plain = name
    .trim()
    .replace(/^dk(?=[A-Z])/, 'dark')
    .replace(/^lt(?=[A-Z])/, 'light')
    .replace(/^med(?=[A-Z])/, 'medium')
    .toLowerCase();
  const value = Object.hasOwn(colorsNamed, plain) ? colorsNamed[plain as keyof typeof colorsNamed] : undefined;
  return value === undefined ? undefined : colourOfHex(value.toString(16).padStart(6, '0'));
}

function byte(hex: string | undefined): number | undefined {
  return hex !== undefined && /^[0-9a-f]{1,2}$/i.test(hex) ? Number.parseInt(hex, 16) / 255 : undefined;
}

function tinted(colour: Colour, tint: number | undefined, shade: number | undefined): Colour {
  if (tint === undefined && shade === undefined) return colour;
  const { h, s, l } = toHsl(colour);
  const lighter = tint === undefined ? l : l * tint + (1 - tint);
  return fromHsl(h, s, shade === undefined ? lighter : lighter * shade, colour.a);
}

function baseColour(element: XmlElement, scope: ColourScope): Colour | undefined {
  const attribute = (name: string): string =>
    element.attributes.get(name) ?? element.attributes.get(`w14:${name}`) ?? '';
  switch (element.name.slice(element.name.indexOf(':') + 1)) {
    case 'srgbClr':
      return colourOfHex(attribute('val'));
    case 'schemeClr':
      return schemeColour(attribute('val'), scope);
    case 'sysClr':
      return colourOfHex(attribute('lastClr')) ?? colourOfHex(/^window$/i.test(attribute('val')) ? 'FFFFFF' : '000000');
    case 'prstClr':
      return colourOfName(attribute('val'));
    case 'scrgbClr': {
      const [r, g, b] = ['r', 'g', 'b'].map((channel) => toSrgb(percent(attribute(channel))));
      return r === undefined || g === undefined || b === undefined ? undefined : { r, g, b, a: 1 };
    }
    case 'hslClr':
      return fromHsl(
        Number(attribute('hue')) / 21_600_000 || 0,
        percent(attribute('sat')),
        percent(attribute('lum')),
        1,
      );
    default:
      return undefined;
  }
}

/** Percentages are thousandths in the transitional form, `50%` in the strict one. */
function percent(value: string): number {
  const number = Number.parseFloat(value);
  if (!Number.isFinite(number)) return 0;
  return value.endsWith('%') ? number / 100 : number / 100_000;
}

function modified(colour: Colour, modifier: XmlElement): Colour {
  const value = percent(modifier.attributes.get('val') ?? modifier.attributes.get('w14:val') ?? '');
  // Word's own alpha says how much is let through, DrawingML's how much is not.
  if (modifier.name === 'w14:alpha') return { ...colour, a: clamp(1 - value) };
  const { h, s, l } = toHsl(colour);
  switch (modifier.name.slice(modifier.name.indexOf(':') + 1)) {
    case 'alpha':
      return { ...colour, a: clamp(value) };
    case 'alphaMod':
      return { ...colour, a: clamp(colour.a * value) };
    case 'alphaOff':
      return { ...colour, a: clamp(colour.a + value) };
    case 'lum':
      return fromHsl(h, s, value, colour.a);
    case 'lumMod':
      return fromHsl(h, s, l * value, colour.a);
    case 'lumOff':
      return fromHsl(h, s, l + value, colour.a);
    case 'sat':
      return fromHsl(h, value, l, colour.a);
    case 'satMod':
      return fromHsl(h, s * value, l, colour.a);
    case 'satOff':
      return fromHsl(h, s + value, l, colour.a);
    case 'hueMod':
      return fromHsl(h * value, s, l, colour.a);
    case 'tint':
      return mapLinear(colour, (channel) => channel * value + (1 - value));
    case 'shade':
      return mapLinear(colour, (channel) => channel * value);
    case 'inv':
      return mapLinear(colour, (channel) => 1 - channel);
    case 'comp':
      return fromHsl((h + 0.5) % 1, s, l, colour.a);
    case 'gray': {
      const grey = 0.299 * colour.r + 0.587 * colour.g + 0.114 * colour.b;
      return { r: grey, g: grey, b: grey, a: colour.a };
    }
    default:
      return colour;
  }
}

function mapLinear(colour: Colour, change: (channel: number) => number): Colour {
  const of = (channel: number): number => toSrgb(clamp(change(toLinear(channel))));
  return { r: of(colour.r), g: of(colour.g), b: of(colour.b), a: colour.a };
}

function toLinear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function toSrgb(linear: number): number {
  const c = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return clamp(c) * 255;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Hue, saturation and lightness from 0 to 1. */
function toHsl({ r, g, b }: Colour): { h: number; s: number; l: number } {
  const max = Math.max(r, g, b) / 255;
  const min = Math.min(r, g, b) / 255;
  const l = (max + min) / 2;
  const span = max - min;
  if (span === 0) return { h: 0, s: 0, l };
  const s = span / (1 - Math.abs(2 * l - 1));
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const sixth =
    max === red ? (green - blue) / span : max === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return { h: (((sixth / 6) % 1) + 1) % 1, s, l };
}

function fromHsl(h: number, s: number, l: number, a: number): Colour {
  const [sat, light] = [clamp(s), clamp(l)];
  const reach = sat * Math.min(light, 1 - light);
  const channel = (n: number): number => {
    const k = (n + h * 12) % 12;
    return 255 * (light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return { r: channel(0), g: channel(8), b: channel(4), a };
}
