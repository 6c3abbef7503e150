/**
 * The texts of a page while it is walked: each glyph with what is known of how it looks. At the end they become runs, split where glyphs
 * of one showing operation fare differently.
 */
import type { Hidden } from '../../stages.ts';
import { MIN_ALPHA } from '../../visibility/contrast.ts';
import { MIN_POINTS } from '../../visibility/size.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { type Clip, letsThrough } from './clip.ts';
import { type Look, SAMPLES } from './look.ts';
import { areaOf, intersection } from './matrix.ts';
import type { Box, Doubt, Glyph, GlyphRun, Ink } from './page.ts';
import { PDF_TECHNIQUES } from './techniques.ts';

type TechniqueName = keyof typeof PDF_TECHNIQUES;

/** One glyph, and what was known when it was painted. */
export interface WalkedGlyph {
  readonly glyph: Glyph;
  readonly look: Look | undefined;
  /** Why it can't be seen, whatever is painted later. */
  readonly lost?: TechniqueName;
}

export interface WalkedText {
  readonly ordinal: number;
  readonly font: string;
  readonly renderMode: number;
  readonly fill: Ink;
  readonly stroke: Ink;
  readonly emWidth: number;
  readonly emHeight: number;
  readonly angle: number;
  readonly isVertical: boolean;
  readonly doubts: readonly Doubt[];
  readonly glyphs: readonly WalkedGlyph[];
}

/** A letter of which less than this share is inside what is shown is not seen. */
const MIN_SHARE = 0.5;
/** How far from what is shown of the page the marks of printers stand, in points, and how much of them there is. */
const SLUG_POINTS = 80;
const MAX_SLUG_LETTERS = 200;
/** Nothing shrinks honest text to less than this. */
const SPECK_POINTS = 1.25;

/** Why a glyph can't be seen where it stands, by its size, the page's edge and the clip alone. */
export function lostBy(
  glyph: Glyph,
  points: readonly number[],
  { emWidth, emHeight }: Pick<WalkedText, 'emWidth' | 'emHeight'>,
  view: Box,
  clip: Clip,
): TechniqueName | undefined {
  // Not a number is no size, either.
  if (!(emWidth > 0.05 && emHeight > 0.05)) return 'pdf-zero-size';
  if (emWidth < MIN_POINTS || emHeight < MIN_POINTS) return 'pdf-tiny-text';
  if (isInside(glyph.box, view) && isInside(glyph.box, clip.box) && clip.shapes.length === 0) return undefined;
  if (shareOf(glyph.box, view) < MIN_SHARE) return 'pdf-off-page';
  if (shareOf(glyph.box, clip.box) < MIN_SHARE) return 'pdf-clipped-text';
  let through = 0;
  for (let i = 0; i < SAMPLES; i += 1) if (letsThrough(clip, points[2 * i] ?? 0, points[2 * i + 1] ?? 0)) through += 1;
  return through < SAMPLES * MIN_SHARE ? 'pdf-clipped-text' : undefined;
}

function isInside(box: Box, other: Box): boolean {
  return box.left >= other.left && box.right <= other.right && box.top >= other.top && box.bottom <= other.bottom;
}

/** How much of a box lies in another; a box without area counts by its sides. */
function shareOf(box: Box, other: Box): number {
  const grown = { left: box.left - 0.01, top: box.top - 0.01, right: box.right + 0.01, bottom: box.bottom + 0.01 };
  return areaOf(intersection(grown, other)) / areaOf(grown);
}

/** The runs of a page, in order, each with one verdict. */
export function runsOf(texts: readonly WalkedText[], view: Box, isExhausted: boolean): GlyphRun[] {
  const slugLetters = lettersOffPage(texts);
  const runs: GlyphRun[] = [];
  for (const text of texts) {
    const { ordinal, font, renderMode, fill, stroke, emWidth, emHeight, angle, isVertical } = text;
    for (const { technique, glyphs, doubts } of partsOf(text)) {
      const [first] = glyphs;
      const all = new Set<Doubt>([...text.doubts, ...doubts, ...(isExhausted ? EXHAUSTED : [])]);
      const place = glyphs.map(({ glyph }) => glyph);
      const hidden =
        technique === undefined || first === undefined
          ? undefined
          : explain(technique, text, first, around(place.map(({ box }) => box)), view, slugLetters);
      runs.push({
        ordinal,
        font,
        renderMode,
        fill,
        stroke,
        emWidth,
        emHeight,
        angle,
        isVertical,
        glyphs: place,
        ...(hidden === undefined ? {} : { hidden }),
        doubts: [...all],
      });
    }
  }
  return runs;
}

const EXHAUSTED: readonly Doubt[] = ['picture-over'];
const NO_DOUBTS: readonly Doubt[] = [];

interface Part {
  readonly technique: TechniqueName | undefined;
  readonly doubts: readonly Doubt[];
  readonly glyphs: WalkedGlyph[];
}

/** Stretches of a text that fare alike. White space goes with what is before it. */
function partsOf(text: WalkedText): Part[] {
  const parts: Part[] = [];
  let part: Part | undefined;
  let before: { look: Look; technique: TechniqueName | undefined } | undefined;
  for (const walked of text.glyphs) {
    const { look, glyph } = walked;
    const isBlank = part !== undefined && (glyph.unicode === ' ' || glyph.unicode.trim() === '');
    if (part === undefined || !isBlank) {
      const isLike =
        before !== undefined && look !== undefined && walked.lost === undefined && areAlike(before.look, look);
      const technique: TechniqueName | undefined = isLike ? before?.technique : verdictOf(walked, text);
      if (look !== undefined && walked.lost === undefined) before = { look, technique };
      const doubts = look?.doubts ?? NO_DOUBTS;
      if (part === undefined || part.technique !== technique || !areSame(part.doubts, doubts)) {
        part = { technique, doubts, glyphs: [] };
        parts.push(part);
      }
    }
    part.glyphs.push(walked);
  }
  return parts;
}

/** Whether two glyphs have the same ink on the same paper, and nothing came over either. */
function areAlike(one: Look, other: Look): boolean {
  return one.inks === other.inks && one.papers === other.papers && !one.isCovered && !other.isCovered;
}

function areSame(one: readonly Doubt[], other: readonly Doubt[]): boolean {
  return one === other || (one.length === other.length && one.every((doubt) => other.includes(doubt)));
}

function verdictOf(
  { look, lost }: WalkedGlyph,
  { renderMode, emWidth, emHeight }: WalkedText,
): TechniqueName | undefined {
  if (lost !== undefined) return lost;
  if (look === undefined) return undefined;
  if (look.inks.length === 0) return renderMode === 7 ? 'pdf-clip-only-text' : 'pdf-invisible-mode';
  if (look.isCovered) return 'pdf-covered-text';
  if (look.isSeen(Math.min(emWidth, emHeight))) return undefined;
  return look.inks.every(({ a }) => a < MIN_ALPHA) ? 'pdf-transparent-text' : 'pdf-same-colour';
}

function explain(
  technique: TechniqueName,
  text: WalkedText,
  { look }: WalkedGlyph,
  box: Box,
  view: Box,
  slugLetters: number,
): Hidden {
  const place = placeOf(box);
  const gap = Math.max(view.left - box.right, box.left - view.right, view.top - box.bottom, box.top - view.bottom);
  if (technique === 'pdf-off-page' && gap < SLUG_POINTS && slugLetters <= MAX_SLUG_LETTERS) {
    return hiddenBy(PDF_TECHNIQUES, 'pdf-slug-line', { place, why: `${round(Math.max(gap, 0))} pt off the page` });
  }
  const why = whyOf(technique, text, look, gap);
  // Labels in a shrunken drawing are small; specks of dust are nothing else than hidden.
  const isSpeck = Math.min(text.emWidth, text.emHeight) < SPECK_POINTS;
  if (technique === 'pdf-tiny-text') {
    return hiddenBy(PDF_TECHNIQUES, technique, { place, why, severity: isSpeck ? 'high' : 'low' });
  }
  return hiddenBy(PDF_TECHNIQUES, technique, { place, why });
}

function whyOf(technique: TechniqueName, text: WalkedText, look: Look | undefined, gap: number): string {
  switch (technique) {
    case 'pdf-zero-size':
    case 'pdf-tiny-text':
      return `an em is ${round(text.emWidth)} by ${round(text.emHeight)} pt on the page`;
    case 'pdf-off-page':
    case 'pdf-slug-line':
      return `${round(Math.max(gap, 0))} pt off the page`;
    case 'pdf-same-colour':
    case 'pdf-transparent-text': {
      const [ink] = look?.inks ?? [];
      const [paper] = look?.papers ?? [];
      const name = (colour: typeof ink): string =>
        colour === undefined ? 'unknown' : `rgb ${round(colour.r)} ${round(colour.g)} ${round(colour.b)}`;
      return `${name(ink)} with opacity ${round(ink?.a ?? 0)} on ${name(paper)}`;
    }
    case 'pdf-invisible-mode':
    case 'pdf-clip-only-text':
      return `text render mode ${text.renderMode}`;
    case 'pdf-empty-glyphs':
    case 'pdf-clipped-text':
    case 'pdf-covered-text':
    case 'pdf-hidden-layer':
      return PDF_TECHNIQUES[technique].says;
    default: {
      const never: never = technique;
      return never;
    }
  }
}

function lettersOffPage(texts: readonly WalkedText[]): number {
  let count = 0;
  for (const { glyphs } of texts) for (const { lost } of glyphs) if (lost === 'pdf-off-page') count += 1;
  return count;
}

function around(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.left);
    top = Math.min(top, box.top);
    right = Math.max(right, box.right);
    bottom = Math.max(bottom, box.bottom);
  }
  return { left, top, right, bottom };
}

function placeOf({ left, top, right, bottom }: Box): string {
  return `${round(left)},${round(top)} to ${round(right)},${round(bottom)} pt from the top left`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
