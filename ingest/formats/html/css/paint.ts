/**
 * What text is painted on: the colours behind it, through translucent backgrounds, gradients, groups with opacity, filters and blend modes.
 * A picture can't be judged without drawing it: text on one counts as seen. Where several colours may be behind, text is unseen only when
 * it is on all of them. Source: CSS Compositing and Blending Level 1, CSS Filter Effects Level 1.
 */
import { type CssNode, generate } from 'css-tree';
import { type Colour, isUnseen, MIN_ALPHA, WHITE } from '../../../visibility/contrast.ts';
import { colourOf, TRANSPARENT } from './colour.ts';
import { listOf } from './lists.ts';
import { argumentsOf, lengthOfNode, partsOf, remembering, shareOf, splitAtCommas } from './value.ts';

/** What is painted so far in a group, as seen from its front: colours that may be there, and whether a picture is. */
export interface Ground {
  readonly colours: readonly Colour[];
  readonly isPicture: boolean;
}

/** An element whose contents are drawn apart and then laid onto what is behind it. */
export interface Group {
  readonly opacity: number;
  readonly filter: string;
  readonly blend: string;
  readonly behind: Ground;
  readonly outer: Group | undefined;
}

export const CANVAS: Ground = { colours: [WHITE], isPicture: false };
export const NOTHING_PAINTED: Ground = { colours: [TRANSPARENT], isPicture: false };

/** Candidates that are kept; more stops of a gradient than this say no more. */
const MAX_COLOURS = 6;
/** A background covers what is behind it from here on. */
const OPAQUE = 0.95;

export function over(top: Colour, under: Colour): Colour {
  const a = top.a + under.a * (1 - top.a);
  if (a === 0) return TRANSPARENT;
  const mix = (x: number, y: number): number => (x * top.a + y * under.a * (1 - top.a)) / a;
  return { r: mix(top.r, under.r), g: mix(top.g, under.g), b: mix(top.b, under.b), a };
}

export function paintColour(ground: Ground, colour: Colour | 'unknown'): Ground {
  if (colour === 'unknown') return { ...ground, isPicture: true };
  if (colour.a === 0) return ground;
  return {
    colours: distinct(ground.colours.map((one) => over(colour, one))),
    isPicture: ground.isPicture && colour.a < OPAQUE,
  };
}

/** Paints the images of `background-image`, the last one first. */
export function paintImages(ground: Ground, images: string): Ground {
  return listOf(images).reduceRight((painted, image) => paintImage(painted, image), ground);
}

function paintImage(ground: Ground, image: string): Ground {
  if (image === 'none' || isEmptyPicture(image)) return ground;
  const stops = gradientColours(image);
  if (stops === undefined) return { ...ground, isPicture: true };
  return {
    colours: distinct(stops.flatMap((stop) => ground.colours.map((one) => over(stop, one)))),
    isPicture: ground.isPicture && stops.some((stop) => stop.a < OPAQUE),
  };
}

/** A picture in the sheet itself that is too small to show anything but one colour, mostly none: spacers. */
function isEmptyPicture(image: string): boolean {
  return /^url\(\s*["']?data:image\/(?:gif|png)/i.test(image) && image.length < 160;
}

/** Colours of a gradient's stops; `undefined` for other images and colours that are unknown. */
export const gradientColours = remembering((image: string): readonly Colour[] | undefined => {
  if (!/gradient\(/i.test(image)) return undefined;
  const node = partsOf(image)?.[0];
  if (node?.type !== 'Function') return undefined;
  const colours: Colour[] = [];
  for (const part of splitAtCommas(node.children.toArray().filter((one) => one.type !== 'WhiteSpace'))) {
    for (const one of part) {
      const colour = one.type === 'Dimension' || one.type === 'Percentage' ? undefined : colourOf(generate(one));
      if (colour === 'current' || colour === 'unknown') return undefined;
      if (colour !== undefined) colours.push(colour);
    }
  }
  return colours.length === 0 ? undefined : distinct(colours);
});

function distinct(colours: readonly Colour[]): readonly Colour[] {
  if (colours.length < 2) return colours;
  const known = new Map(
    colours.map((one) => [`${Math.round(one.r)},${Math.round(one.g)},${Math.round(one.b)},${one.a.toFixed(2)}`, one]),
  );
  if (known.size <= MAX_COLOURS) return [...known.values()];
  const all = [...known.values()];
  return Array.from(
    { length: MAX_COLOURS },
    (_, i) => all[Math.floor((i * (all.length - 1)) / (MAX_COLOURS - 1))] ?? WHITE,
  );
}

/** Whether text of colour `ink` is told from what is around it. */
export function isSeenOn(ink: Colour, ground: Ground, group: Group | undefined): boolean {
  if (ink.a < MIN_ALPHA) return false;
  let pairs = ground.colours.map((paper) => ({ text: over(ink, paper), paper }));
  let isPicture = ground.isPicture;
  for (let at = group; at !== undefined; at = at.outer) {
    const { behind, opacity, filter, blend } = at;
    isPicture = (isPicture && opacity >= MIN_ALPHA) || behind.isPicture;
    const filtered = pairs.map(({ text, paper }) => ({
      text: filterColour(text, filter),
      paper: filterColour(paper, filter),
    }));
    pairs = filtered.flatMap(({ text, paper }) =>
      behind.colours.map((under) => ({
        text: layOnto(text, under, opacity, blend),
        paper: layOnto(paper, under, opacity, blend),
      })),
    );
    pairs = pairs.slice(0, MAX_COLOURS * MAX_COLOURS);
  }
  if (isPicture) return pairs.some(({ text }) => text.a >= MIN_ALPHA);
  return pairs.some(({ text, paper }) => !isUnseen(over(text, over(paper, WHITE)), over(paper, WHITE)));
}

function layOnto(top: Colour, under: Colour, opacity: number, blend: string): Colour {
  const faded = { ...top, a: top.a * opacity };
  const mode = BLENDS[blend];
  if (mode === undefined || under.a === 0) return over(faded, under);
  const channel = (t: number, u: number): number => {
    const mixed = mode(u / 255, t / 255) * 255;
    return Math.max(0, Math.min(255, mixed * under.a + t * (1 - under.a)));
  };
  return over(
    { r: channel(top.r, under.r), g: channel(top.g, under.g), b: channel(top.b, under.b), a: faded.a },
    under,
  );
}

/** Backdrop and source from 0 to 1. Modes that mix hues are drawn as normal. */
const BLENDS: Readonly<Record<string, (b: number, s: number) => number>> = {
  multiply: (b, s) => b * s,
  screen: (b, s) => b + s - b * s,
  overlay: (b, s) => hardLight(s, b),
  darken: Math.min,
  lighten: Math.max,
  'color-dodge': (b, s) => (b === 0 ? 0 : s === 1 ? 1 : Math.min(1, b / (1 - s))),
  'color-burn': (b, s) => (b === 1 ? 1 : s === 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
  'hard-light': hardLight,
  'soft-light': (b, s) => (s <= 0.5 ? b - (1 - 2 * s) * b * (1 - b) : b + (2 * s - 1) * (Math.sqrt(b) - b)),
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
  'plus-lighter': (b, s) => Math.min(1, b + s),
};

function hardLight(b: number, s: number): number {
  return s <= 0.5 ? b * 2 * s : b + (2 * s - 1) - b * (2 * s - 1);
}

function filterColour(colour: Colour, filter: string): Colour {
  if (filter === 'none') return colour;
  return filterFunctions(filter).reduce((one, { name, amount }) => {
    const each = (change: (channel: number) => number): Colour => {
      const channel = (value: number): number => Math.max(0, Math.min(255, change(value)));
      return { r: channel(one.r), g: channel(one.g), b: channel(one.b), a: one.a };
    };
    switch (name) {
      case 'brightness':
        return each((value) => value * amount);
      case 'contrast':
        return each((value) => (value - 127.5) * amount + 127.5);
      case 'invert':
        return each((value) => value + (255 - 2 * value) * Math.min(1, amount));
      case 'grayscale': {
        const grey = 0.2126 * one.r + 0.7152 * one.g + 0.0722 * one.b;
        return each((value) => value + (grey - value) * Math.min(1, amount));
      }
      default:
        return one;
    }
  }, colour);
}

interface FilterFunction {
  readonly name: string;
  /** Share or factor; pixels for `blur`. */
  readonly amount: number;
}

/** The functions of a `filter`, as far as they change what is seen. */
export const filterFunctions = remembering((filter: string): readonly FilterFunction[] =>
  (partsOf(filter) ?? []).flatMap((node) => {
    if (node.type !== 'Function') return [];
    const name = node.name.toLowerCase();
    const argument: CssNode | undefined = argumentsOf(node)[0];
    const amount = argument === undefined ? undefined : lengthOfNode(argument)?.({ em: 16, rem: 16, whole: 1 });
    return [{ name, amount: amount ?? (name === 'blur' ? 0 : 1) }];
  }),
);

/** How much of a group `filter` and `opacity` let through, 0 to 1. */
export function opacityOf(opacity: string, filter: string): number {
  const own = shareOf(opacity) ?? 1;
  return filterFunctions(filter).reduce(
    (share, { name, amount }) => (name === 'opacity' ? share * Math.max(0, Math.min(1, amount)) : share),
    own,
  );
}
