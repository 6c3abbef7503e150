/**
 * What text inherits: colour, size and the like, worked out from an element's values and its parent's. Pixels throughout.
 */
import { BLACK, type Colour } from '../../../visibility/contrast.ts';
import { type CssColour, colourOf } from './colour.ts';
import { lengthOf, type Measures, shareOf } from './value.ts';
import type { Values } from './values.ts';

export interface Inherited {
  readonly colour: Colour | 'unknown';
  readonly textFill: CssColour;
  /** Of letters in a drawing; `none` leaves them unpainted. */
  readonly svgFill: CssColour | 'none';
  readonly svgFillOpacity: number;
  readonly strokePx: number;
  readonly strokeColour: CssColour;
  readonly isVisible: boolean;
  readonly fontPx: number;
  /** In pixels; `undefined` is what the font wants. A number counts font sizes. */
  readonly line: { readonly px: number } | { readonly times: number } | undefined;
  readonly indent: string;
  readonly letterPx: number;
  readonly shadow: string;
  /** Letters are shown as dots. */
  readonly isMasked: boolean;
  readonly isOneLine: boolean;
  readonly family: string;
  readonly isRightToLeft: boolean;
}

export const ROOT_PX = 16;

export const INITIAL: Inherited = {
  colour: BLACK,
  textFill: 'current',
  svgFill: BLACK,
  svgFillOpacity: 1,
  strokePx: 0,
  strokeColour: 'current',
  isVisible: true,
  fontPx: ROOT_PX,
  line: undefined,
  indent: '0',
  letterPx: 0,
  shadow: 'none',
  isMasked: false,
  isOneLine: false,
  family: '',
  isRightToLeft: false,
};

const SIZES: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
  'xxx-large': 48,
};

/** `root` is the font size of the root element. */
export function inheritedOf(values: Values, parent: Inherited, root: number, initialColour: Colour): Inherited {
  if (!NAMES.some((name) => values.has(name))) return parent;
  /** What is said, the initial value, or nothing: the parent's is taken. */
  const pick = <T>(name: string, initial: T, inheritedValue: T, read: (value: string) => T | undefined): T => {
    const value = values.get(name);
    if (value === undefined || value === 'inherit' || value === 'unset') return inheritedValue;
    if (value === 'initial') return initial;
    return read(value) ?? inheritedValue;
  };
  const fontPx = pick('font-size', ROOT_PX, parent.fontPx, (value) => fontSize(value, parent.fontPx, root));
  const measures: Measures = { em: fontPx, rem: root, whole: fontPx };
  const px = (value: string): number | undefined => lengthOf(value)?.(measures);
  const colour = pick<CssColour>('color', initialColour, parent.colour, colourOf);
  return {
    fontPx,
    colour: colour === 'current' ? parent.colour : colour,
    textFill: pick('-webkit-text-fill-color', 'current', parent.textFill, colourOf),
    svgFill: pick<CssColour | 'none'>('fill', BLACK, parent.svgFill, (value) => {
      if (value === 'none') return 'none';
      return /^(?:url|context)/.test(value) ? 'unknown' : colourOf(value);
    }),
    svgFillOpacity: pick('fill-opacity', 1, parent.svgFillOpacity, shareOf),
    strokePx: pick('-webkit-text-stroke-width', 0, parent.strokePx, (value) => px(value) ?? 1),
    strokeColour: pick('-webkit-text-stroke-color', 'current', parent.strokeColour, colourOf),
    isVisible: pick('visibility', true, parent.isVisible, (value) => value === 'visible'),
    line: pick<Inherited['line']>('line-height', undefined, parent.line, (value) => lineOf(value, px)),
    indent: pick('text-indent', '0', parent.indent, (value) => value),
    letterPx: pick('letter-spacing', 0, parent.letterPx, (value) => (value === 'normal' ? 0 : px(value))),
    shadow: pick('text-shadow', 'none', parent.shadow, (value) => value),
    isMasked: pick('-webkit-text-security', false, parent.isMasked, (value) => value !== 'none'),
    isOneLine: pick('white-space', false, parent.isOneLine, (value) => /nowrap|pre$/.test(value)),
    family: pick('font-family', '', parent.family, (value) => value),
    isRightToLeft: pick('direction', false, parent.isRightToLeft, (value) => value === 'rtl'),
  };
}

const NAMES = [
  ...['color', 'font-size', 'visibility', 'line-height', 'text-indent', 'letter-spacing', 'text-shadow', 'font-family'],
  ...['-webkit-text-fill-color', 'fill', 'fill-opacity', '-webkit-text-stroke-width', '-webkit-text-stroke-color'],
  ...['-webkit-text-security', 'white-space', 'direction'],
] as const;

function fontSize(value: string, parentPx: number, root: number): number | undefined {
  const named = SIZES[value];
  if (named !== undefined) return named;
  if (value === 'smaller') return parentPx / 1.2;
  if (value === 'larger') return parentPx * 1.2;
  const px = lengthOf(value)?.({ em: parentPx, rem: root, whole: parentPx });
  return px === undefined ? undefined : Math.max(0, px);
}

function lineOf(value: string, px: (value: string) => number | undefined): Inherited['line'] {
  if (value === 'normal') return undefined;
  if (/^[\d.]+$/.test(value)) return { times: Number(value) };
  const length = px(value);
  return length === undefined ? undefined : { px: length };
}

/** Height of a line, in pixels. */
export function linePx({ line, fontPx }: Inherited): number {
  if (line === undefined) return fontPx * 1.2;
  return 'px' in line ? line.px : line.times * fontPx;
}
