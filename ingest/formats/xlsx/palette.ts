/** Colours of workbooks that go by number: the palette of 64, and the theme's with a tint. Source: ECMA-376 part 1, 18.8.27 and 18.8.19. */
import { BLACK, type Colour, WHITE } from '../../visibility/contrast.ts';
import { colourOfHex } from '../ooxml/hex.ts';
import type { Theme } from '../ooxml/theme.ts';

const FIRST_EIGHT = '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF';
const PALETTE =
  `${FIRST_EIGHT} ${FIRST_EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF
 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99
 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333`
    .split(/\s+/)
    .map(colourOfHex);
/** Text and background of the window. */
const SYSTEM_TEXT = 64;
const SYSTEM_GROUND = 65;

/** `own` is the palette that the workbook brings. */
export function indexedColour(index: number, own: readonly (Colour | undefined)[]): Colour | undefined {
  if (index === SYSTEM_TEXT) return BLACK;
  if (index === SYSTEM_GROUND) return WHITE;
  return own[index] ?? PALETTE[index];
}

/** Light comes before dark here, other than in the theme's own order. */
const THEME_ORDER = [
  'lt1',
  'dk1',
  'lt2',
  'dk2',
  'accent1',
  'accent2',
  'accent3',
  'accent4',
  'accent5',
  'accent6',
  'hlink',
  'folHlink',
];

/** `tint` from -1 (black) to 1 (white) moves the lightness. */
export function themeColour(theme: Theme, index: number, tint: number): Colour | undefined {
  const colour = theme.scheme.get(THEME_ORDER[index] ?? '');
  if (colour === undefined || tint === 0) return colour;
  const max = Math.max(colour.r, colour.g, colour.b) / 255;
  const min = Math.min(colour.r, colour.g, colour.b) / 255;
  const light = (max + min) / 2;
  const target = tint < 0 ? light * (1 + tint) : light * (1 - tint) + tint;
  // Moving lightness at one hue and saturation: chroma shrinks with the room that is left for it.
  const room = (at: number): number => 1 - Math.abs(2 * at - 1);
  const scale = room(light) === 0 ? 0 : room(target) / room(light);
  const moved = (channel: number): number =>
    Math.min(255, Math.max(0, (target + (channel / 255 - light) * scale) * 255));
  return { r: moved(colour.r), g: moved(colour.g), b: moved(colour.b), a: colour.a };
}
