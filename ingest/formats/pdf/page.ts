/**
 * What the looks at a PDF page hand to each other: the walk over its drawing operations, the shapes of its glyphs, and its pixels.
 * Places are in points from the top left of what is shown of the page (pdf.js's viewport at scale 1, rotation applied), y downwards.
 */

import type { Hidden } from '../../stages.ts';
import type { Colour } from '../../visibility/contrast.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a glyph is painted with; a pattern or gradient is known to the pixels alone. */
export type Ink = Colour | 'pattern' | 'none';

/** Why the walk alone can't tell whether a run is seen. */
export type Doubt =
  | 'invisible-mode'
  | 'picture-behind'
  | 'picture-over'
  | 'gradient-behind'
  | 'pattern-ink'
  | 'blend-mode'
  | 'soft-mask'
  | 'text-clip'
  | 'complex-clip'
  | 'transparency-group'
  | 'type3-font';

export interface Glyph {
  /** What the file says the glyph means. */
  readonly unicode: string;
  /** The key of its outline in the font, for pdf.js's path generator. */
  readonly fontChar: string;
  readonly isSpace: boolean;
  /** Around the glyph's body: advance wide, ascent and descent high. */
  readonly box: Box;
  /** Start of its baseline. */
  readonly x: number;
  readonly y: number;
}

/** The glyphs of one showing operation, as they are painted. */
export interface GlyphRun {
  /** Counts the showing operations of the page from 0, in the order of the operator list, annotations' appearances included. */
  readonly ordinal: number;
  /** pdf.js's name of the font; see `commonObjs`. */
  readonly font: string;
  /** 0 to 7, ISO 32000-2, 9.3.6. */
  readonly renderMode: number;
  readonly fill: Ink;
  readonly stroke: Ink;
  /** Size of one em on the page in points, across and along the baseline's normal. */
  readonly emWidth: number;
  readonly emHeight: number;
  /** Direction of the baseline in degrees, clockwise, 0 for left to right. */
  readonly angle: number;
  readonly isVertical: boolean;
  readonly glyphs: readonly Glyph[];
  /** The verdict of the walk, for the run as a whole; runs are split where glyphs differ. */
  readonly hidden?: Hidden;
  readonly doubts: readonly Doubt[];
}

/** One page as its operations paint it. */
export interface WalkedPage {
  /** Counts from 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly runs: readonly GlyphRun[];
  /** What is painted beside the text. */
  readonly figures: { meets(run: GlyphRun): boolean };
}

/** The final word on each run: the walk's, the shapes' and the pixels' together. Glyphs of one run may differ. */
export interface JudgedRun extends GlyphRun {
  /** One for each glyph; `undefined` is seen. */
  readonly verdicts: readonly (Hidden | undefined)[];
}
