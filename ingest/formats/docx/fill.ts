/** What shapes are filled with: DrawingML's fills and those of VML. */
import { blend, type Colour, WHITE } from '../../visibility/contrast.ts';
import { type ColourScope, colourOfName, resolveColour } from '../ooxml/colours.ts';
import { colourOfHex } from '../ooxml/hex.ts';
import { childOf, type XmlElement } from '../ooxml/xml.ts';
import type { Paper } from './paper.ts';

/** `none` lets through what is behind. */
export type Fill = Colour | 'unknown' | 'none';

/** The fill in `wps:spPr` or `wpg:grpSpPr`, or that of the shape's style. */
export function shapeFill(
  properties: XmlElement | undefined,
  style: XmlElement | undefined,
  group: Fill,
  colours: ColourScope,
): Fill {
  for (const child of properties?.children ?? []) {
    if (typeof child === 'string') continue;
    if (child.name === 'a:noFill') return 'none';
    if (child.name === 'a:grpFill') return group;
    if (child.name === 'a:solidFill') return resolveColour(child, colours) ?? 'unknown';
    if (/^a:(?:grad|blip|patt)Fill$/.test(child.name)) return 'unknown';
  }
  const reference = childOf(style, 'a:fillRef');
  if (reference === undefined || reference.attributes.get('idx') === '0') return 'none';
  return resolveColour(reference, colours) ?? 'unknown';
}

/** The fill of a VML shape. It is white where nothing is said. */
export function vmlFill(shape: XmlElement): Fill {
  if (/^(?:f|false|0)$/i.test(shape.attributes.get('filled') ?? '')) return 'none';
  const fill = childOf(shape, 'v:fill')?.attributes;
  if (/^(?:f|false|0)$/i.test(fill?.get('on') ?? '')) return 'none';
  if (fill?.get('type') !== undefined && fill.get('type') !== 'solid') return 'unknown';
  const colour = vmlColour(shape.attributes.get('fillcolor') ?? fill?.get('color'));
  const opacity = Number.parseFloat(fill?.get('opacity') ?? '1');
  const share = (fill?.get('opacity') ?? '').endsWith('f') ? opacity / 65_536 : opacity;
  if (colour === undefined) return 'unknown';
  return { ...colour, a: Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 1 };
}

/** `#4472c4 [3204]`, `white`, `#fff`; white where nothing is said. */
function vmlColour(value: string | undefined): Colour | undefined {
  const name = (value ?? 'white').replace(/\s*\[.*$/, '').trim();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(name);
  if (short !== null)
    return colourOfHex(
      short
        .slice(1)
        .map((digit) => digit + digit)
        .join(''),
    );
  return colourOfHex(name) ?? (name === 'window' ? WHITE : colourOfName(name));
}

/** What is behind text in a shape of this fill that lies on `paper`. */
export function filled(paper: Paper, fill: Fill): Paper {
  if (fill === 'none') return paper;
  if (fill === 'unknown') return 'unknown';
  if (fill.a >= 1) return fill;
  return paper === 'unknown' ? 'unknown' : blend(fill, paper);
}
