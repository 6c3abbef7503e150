/**
 * Whether a person sees a run of text, from its effective properties and what it stands on. It judges letters alone: what a run is part of
 * (a deletion, a field's code, a hidden box) is known to those who walk the document.
 */
import { blend, type Colour, contrast, isUnseen, MIN_ALPHA } from '../../visibility/contrast.ts';
import { MIN_POINTS } from '../../visibility/size.ts';
import { type ColourScope, resolveColour, resolveWordColour } from '../ooxml/colours.ts';
import { childOf, childrenOf, elementsOf, type XmlElement } from '../ooxml/xml.ts';
import { highlightColour, type Paper, shaded } from './paper.ts';
import type { ParagraphProperties, RunProperties } from './properties.ts';
import type { DOCX_TECHNIQUES } from './techniques.ts';

export interface Unseen {
  readonly technique: keyof typeof DOCX_TECHNIQUES;
  readonly why: string;
}

interface RunOnPaper {
  readonly text: string;
  readonly run: RunProperties;
  readonly paragraph: ParagraphProperties;
  /** Behind the paragraph, without the run's own shading. */
  readonly paper: Paper;
  readonly colours: ColourScope;
  /** What the shape around gives to text that states no colour. */
  readonly shapeInk?: Colour;
  /** Letters are stretched to the shape around them. */
  readonly stretched?: boolean;
}

/** Word's own size where no style states one. */
const DEFAULT_HALF_POINTS = 20;
/** How much smaller raised and lowered letters are. */
const RAISED_SCALE = 0.65;
/** Width of an average letter, and how much of its width must be left, in ems. */
const LETTER_EMS = 0.5;
const MIN_ADVANCE_EMS = 0.06;
/** A line shows text when it is at least this share of the letters' size high. */
const MIN_LINE_SHARE = 0.35;
/** Text further above or below its line than this many points, and than twice its size, is not part of the line. */
const MAX_RISE_POINTS = 48;

const SYMBOL_FONTS = /^(?:wingdings|webdings|zapf ?dingbats|marlett)/i;
const BLANK_FONTS = /^(?:adobe ?blank|adobe ?notdef|last ?resort|blank)/i;

/** Size in points as it is drawn. */
export function pointsOf(run: RunProperties): number {
  const halfPoints = (run.complex === true ? run.complexSize : undefined) ?? run.size ?? DEFAULT_HALF_POINTS;
  return (halfPoints / 2) * (run.raised === true ? RAISED_SCALE : 1);
}

/** How high a line or row must be for text of this size to be seen in it, in points. */
export function leastHeight(points: number): number {
  return Math.max(MIN_POINTS, points * MIN_LINE_SHARE);
}

export function whyUnseen(on: RunOnPaper): Unseen | undefined {
  const { run } = on;
  if (run.vanish === true || run.specVanish === true) return { technique: 'docx-vanish', why: 'the font is hidden' };
  return (on.stretched === true ? undefined : whySmall(on)) ?? whyPale(on) ?? whyMisread(on);
}

function whySmall({ text, run, paragraph }: RunOnPaper): Unseen | undefined {
  const points = pointsOf(run);
  if (points <= MIN_POINTS) return { technique: 'docx-tiny', why: `${points.toFixed(1)} points` };
  const scale = (run.scale ?? 100) / 100;
  if (scale < 1 && points * scale <= MIN_POINTS) {
    return {
      technique: 'docx-squeezed',
      why: `${points.toFixed(1)} points at ${Math.round(scale * 100)} % of the width`,
    };
  }
  const letters = [...text.trim()].length;
  const advance = points * LETTER_EMS * scale + (run.spacing ?? 0) / 20;
  if (run.spacing !== undefined && letters > 3 && advance < points * MIN_ADVANCE_EMS) {
    return { technique: 'docx-squeezed', why: `letters ${(-run.spacing / 20).toFixed(1)} points closer` };
  }
  if (run.fitWidth !== undefined && letters > 0 && run.fitWidth / 20 / letters < points * MIN_ADVANCE_EMS) {
    return {
      technique: 'docx-squeezed',
      why: `${letters} letters fitted into ${(run.fitWidth / 20).toFixed(1)} points`,
    };
  }
  const rise = Math.abs(run.position ?? 0) / 2;
  if (rise > Math.max(MAX_RISE_POINTS, 2 * points)) {
    return { technique: 'docx-displaced', why: `${rise.toFixed(0)} points off the line` };
  }
  const line = linePoints(paragraph, points);
  if (line < leastHeight(points)) return { technique: 'docx-clipped', why: `a line of ${line.toFixed(1)} points` };
  return undefined;
}

/** Height of a line where it is fixed, or where it is a share of what the letters need. */
function linePoints({ line }: ParagraphProperties, points: number): number {
  if (line === undefined || line.rule === 'atLeast') return Number.POSITIVE_INFINITY;
  const value = Math.abs(line.value);
  return line.rule === 'exact' ? value / 20 : (value / 240) * points * NATURAL_LINE;
}

/** Height of an ordinary line, in ems. */
const NATURAL_LINE = 1.15;

function whyPale(on: RunOnPaper): Unseen | undefined {
  const { run, colours } = on;
  if (isOutlined(run, on)) return undefined;
  const inks = inksOf(on);
  if (inks === 'readable') return undefined;
  if (inks.every((ink) => ink.a < MIN_ALPHA))
    return { technique: 'docx-transparent', why: 'the fill of the letters is transparent' };
  const paper = highlightColour(run.highlight) ?? shaded(on.paper, run.shading, colours);
  if (paper === 'unknown' || run.emboss === true || run.imprint === true || run.shadow === true) return undefined;
  if (!inks.every((ink) => isUnseen(ink, paper, pointsOf(run)))) return undefined;
  const ratio = Math.max(...inks.map((ink) => contrast(blend(ink, paper), paper)));
  return { technique: 'docx-same-colour', why: `contrast ${ratio.toFixed(2)} with what is behind it` };
}

/** The colours that letters are filled with, or `readable` where Word itself chooses one that can be read. */
function inksOf({ run, colours, shapeInk }: RunOnPaper): readonly Colour[] | 'readable' {
  const fill = run.textFill;
  if (fill !== undefined) {
    if (childOf(fill, 'w14:noFill') !== undefined) return [{ r: 0, g: 0, b: 0, a: 0 }];
    const solid = resolveColour(childOf(fill, 'w14:solidFill'), colours);
    if (solid !== undefined) return [solid];
    const stops = gradientStops(childOf(fill, 'w14:gradFill'), colours);
    if (stops.length > 0) return stops;
  }
  const stated = run.colour === undefined ? undefined : resolveWordColour(run.colour, colours);
  const ink = stated ?? shapeInk;
  return ink === undefined || ink === 'auto' ? 'readable' : [ink];
}

function gradientStops(gradient: XmlElement | undefined, colours: ColourScope): Colour[] {
  if (gradient === undefined) return [];
  return [...elementsOf(gradient)]
    .filter((element) => element.name === 'w14:gs')
    .map((stop) => resolveColour(stop, colours))
    .filter((colour) => colour !== undefined);
}

/** Letters with a contour that is seen are read, whatever fills them. */
function isOutlined(run: RunProperties, { paper, colours }: RunOnPaper): boolean {
  const outline = run.textOutline;
  if (outline === undefined || childrenOf(outline).some((child) => child.name === 'w14:noFill')) return false;
  const colour = resolveColour(childOf(outline, 'w14:solidFill'), colours);
  if (colour === undefined) return childOf(outline, 'w14:gradFill') !== undefined;
  return paper === 'unknown' ? colour.a >= MIN_ALPHA : !isUnseen(colour, paper);
}

function whyMisread({ text, run }: RunOnPaper): Unseen | undefined {
  if (run.font === undefined) return undefined;
  if (BLANK_FONTS.test(run.font)) return { technique: 'docx-symbol-font', why: 'a font without shapes' };
  // A letter or two are how old documents write arrows and check marks.
  if (SYMBOL_FONTS.test(run.font) && /[a-z]{3}/i.test(text)) {
    return { technique: 'docx-symbol-font', why: 'a font of pictures' };
  }
  return undefined;
}
