/**
 * Whether letters can be told from what they are painted on: their colour, outline and shadow, their size and their spacing.
 */

import { generate } from 'css-tree';
import type { Hidden } from '../../stages.ts';
import { type Colour, MIN_ALPHA } from '../../visibility/contrast.ts';
import { MIN_PIXELS } from '../../visibility/size.ts';
import { type CssColour, colourOf } from './css/colour.ts';
import type { Inherited } from './css/inherited.ts';
import { type Ground, isSeenOn } from './css/paint.ts';
import { attributeOf } from './css/tree.ts';
import { lengthOf, partsOf, remembering, splitAtCommas } from './css/value.ts';
import { hiddenAt, type View } from './view.ts';

/** Letters that are this much closer than their font has them lie on top of each other, in font sizes. */
const SQUEEZED = -0.4;
const SVG = 'http://www.w3.org/2000/svg';

/** Why text of the view is not seen, but for where it is. `grounds` are what else may be behind it; asked for only if needed. */
export function inkHides(view: View, grounds: () => readonly Ground[]): Hidden | undefined {
  const { inherited, element } = view;
  if (!inherited.isVisible) return hiddenAt(element, 'css-visibility');
  const px = inherited.fontPx * Math.min(view.scaleX, view.scaleY);
  if (px < MIN_PIXELS) return hiddenAt(element, 'css-tiny', `${px.toFixed(2)} px`);
  if (inherited.letterPx <= inherited.fontPx * SQUEEZED) {
    return hiddenAt(element, 'css-squeezed-letters', `${inherited.letterPx.toFixed(1)} px between letters`);
  }
  if (inherited.isMasked) return hiddenAt(element, 'css-masked-letters');
  return coloursHide(view, grounds);
}

function coloursHide(view: View, grounds: () => readonly Ground[]): Hidden | undefined {
  const { inherited, ground, group, clipInk, element } = view;
  const ink = inkOf(view);
  if (ink === 'unknown' || isSeenOn(ink, ground, group)) return undefined;
  if (strokeAndShadow(inherited).some((one) => isSeenOn(one, ground, group))) return undefined;
  if (clipInk !== undefined && ink.a < 0.95) {
    if (clipInk.ink.isPicture) return undefined;
    if (clipInk.ink.colours.some((one) => isSeenOn(one, clipInk.ground, group))) return undefined;
  }
  const isClear = ink.a < MIN_ALPHA;
  if (!isClear && grounds().some((one) => isSeenOn(ink, one, group))) return undefined;
  return hiddenAt(element, isClear ? 'css-transparent' : 'css-background-coloured', describe(ink));
}

function inkOf({ inherited, element }: View): Colour | 'unknown' {
  const text = resolve(inherited.textFill, inherited.colour);
  if (element?.namespaceURI !== SVG || element.tagName === 'foreignObject') return text;
  if (attributeOf(element, 'stroke') !== undefined) return 'unknown';
  if (inherited.svgFill === 'none') return { r: 0, g: 0, b: 0, a: 0 };
  const fill = resolve(inherited.svgFill, inherited.colour);
  return fill === 'unknown' ? fill : { ...fill, a: fill.a * inherited.svgFillOpacity };
}

function resolve(colour: CssColour, current: Colour | 'unknown'): Colour | 'unknown' {
  return colour === 'current' ? current : colour;
}

function strokeAndShadow(inherited: Inherited): readonly Colour[] {
  const colours: Colour[] = [];
  const stroke = resolve(inherited.strokeColour, inherited.colour);
  if (inherited.strokePx >= 0.3 && stroke !== 'unknown') colours.push(stroke);
  if (inherited.shadow === 'none') return colours;
  for (const { colour, offset, blur } of shadowsOf(inherited.shadow)) {
    const own = resolve(colour, inherited.colour);
    // A shadow far away lies elsewhere, one that is blurred past the letters shows none.
    if (own !== 'unknown' && offset <= 1_000 && blur <= inherited.fontPx) colours.push(own);
  }
  return colours;
}

interface Shadow {
  readonly colour: CssColour;
  readonly offset: number;
  readonly blur: number;
}

const shadowsOf = remembering((shadow: string): readonly Shadow[] =>
  splitAtCommas(partsOf(shadow) ?? []).map((nodes) => {
    const lengths: number[] = [];
    let colour: CssColour = 'current';
    for (const node of nodes) {
      const text = generate(node);
      const own = colourOf(text);
      if (own !== undefined) colour = own;
      else lengths.push(lengthOf(text)?.({ em: 16, rem: 16, whole: 0 }) ?? 0);
    }
    const [x = 0, y = 0, blur = 0] = lengths;
    return { colour, offset: Math.max(Math.abs(x), Math.abs(y)), blur };
  }),
);

function describe({ r, g, b, a }: Colour): string {
  return `ink rgb(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)}, ${a.toFixed(2)})`;
}
