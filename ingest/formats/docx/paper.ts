/**
 * What is behind text in Word: highlight over shading of the run, over that of the paragraph, of the cell, a box's fill, the page.
 * Source: ECMA-376 part 1, 17.3.2.15 (highlight), 17.3.2.32 and 17.18.78 (shading and its patterns).
 */
import { BLACK, blend, type Colour, WHITE } from '../../visibility/contrast.ts';
import { type ColourScope, resolveWordColour } from '../ooxml/colours.ts';
import { colourOfHex } from '../ooxml/hex.ts';
import type { XmlElement } from '../ooxml/xml.ts';
import { wordColour } from './properties.ts';

/** A colour, or a picture or gradient of which nobody knows the colours. */
export type Paper = Colour | 'unknown';

const HIGHLIGHTS: Readonly<Record<string, string>> = {
  black: '000000',
  blue: '0000FF',
  cyan: '00FFFF',
  darkBlue: '000080',
  darkCyan: '008080',
  darkGray: '808080',
  darkGreen: '008000',
  darkMagenta: '800080',
  darkRed: '800000',
  darkYellow: '808000',
  green: '00FF00',
  lightGray: 'C0C0C0',
  magenta: 'FF00FF',
  red: 'FF0000',
  white: 'FFFFFF',
  yellow: 'FFFF00',
};

export function highlightColour(name: string | undefined): Colour | undefined {
  const hex = name === undefined || !Object.hasOwn(HIGHLIGHTS, name) ? undefined : HIGHLIGHTS[name];
  return hex === undefined ? undefined : colourOfHex(hex);
}

/** The paper after `shading` is laid on it. */
export function shaded(paper: Paper, shading: XmlElement | undefined, colours: ColourScope): Paper {
  if (shading === undefined) return paper;
  const pattern = shading.attributes.get('w:val') ?? 'clear';
  if (pattern === 'nil') return paper;
  const fill = resolveWordColour(wordColour(shading, 'w:fill', 'fill'), colours);
  const ground = fill === undefined || fill === 'auto' ? undefined : fill;
  const share = inkShare(pattern);
  if (share === 0) return ground ?? paper;
  const fore = resolveWordColour(wordColour(shading, 'w:color', 'theme'), colours);
  const ink = fore === undefined || fore === 'auto' ? BLACK : fore;
  return blend({ ...ink, a: share }, ground ?? (paper === 'unknown' ? WHITE : paper));
}

/** How much of the area a pattern's foreground covers. Stripes and grids are taken as an even mix. */
function inkShare(pattern: string): number {
  const percent = /^pct(\d{1,2})$/.exec(pattern)?.[1];
  if (percent !== undefined) return Number(percent) / 100;
  if (pattern === 'solid') return 1;
  if (pattern === 'clear' || pattern === 'nil') return 0;
  return pattern.startsWith('thin') ? 0.25 : 0.5;
}
