/**
 * Whether text stands out from what is behind it. Source: WCAG 2.2, relative luminance and contrast ratio; the threshold was chosen on
 * documents (an 85 % grey watermark, 1.41, is read; #F8F8F8 on white, 1.06, is not). It knows colours, not pictures.
 */

/** Red, green and blue from 0 to 255, and how much of it covers what is behind, from 0 to 1. */
export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

export const WHITE: Colour = { r: 255, g: 255, b: 255, a: 1 };
export const BLACK: Colour = { r: 0, g: 0, b: 0, a: 1 };

/** Text with less contrast than this is not seen. */
export const MIN_CONTRAST = 1.15;
/** The same for letters that are smaller than this many points: small and pale together hide. */
const MIN_CONTRAST_OF_SMALL = 1.5;
const SMALL_POINTS = 4;
/** Text of which less than this covers what is behind it is not seen, whatever its colour. */
export const MIN_ALPHA = 0.05;

/** What is seen where `over` is painted on the opaque colour `under`. */
export function blend(over: Colour, under: Colour): Colour {
  const mix = (top: number, bottom: number): number => top * over.a + bottom * (1 - over.a);
  return { r: mix(over.r, under.r), g: mix(over.g, under.g), b: mix(over.b, under.b), a: 1 };
}

/** Contrast ratio of two opaque colours, 1 (the same) to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Whether text of colour `ink` and of a size in points can't be read on the opaque `paper`. Hues of one luminance are told apart by eye: red
 * on green is seen.
 */
export function isUnseen(ink: Colour, paper: Colour, points = Number.POSITIVE_INFINITY): boolean {
  if (ink.a < MIN_ALPHA) return true;
  const seen = blend(ink, paper);
  const least = points < SMALL_POINTS ? MIN_CONTRAST_OF_SMALL : MIN_CONTRAST;
  return contrast(seen, paper) < least && difference(seen, paper) < MIN_DIFFERENCE;
}

/** Difference of hue and strength below which two colours of one luminance look alike. Cream (#FFFFCC) on white is 0.07, yellow 0.21, red on green above 0.3. */
const MIN_DIFFERENCE = 0.12;

/** Distance of two opaque colours in the plane of hues of Oklab, lightness left out: 0 to about 0.6. Source: Ottosson 2020. */
function difference(one: Colour, other: Colour): number {
  const [a, b] = [hueOf(one), hueOf(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function hueOf(colour: Colour): readonly [greenToRed: number, blueToYellow: number] {
  const [r, g, b] = [linear(colour.r), linear(colour.g), linear(colour.b)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
}

function luminance({ r, g, b }: Colour): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function linear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}
