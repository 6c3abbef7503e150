/**
 * Puts texts and paints on the scene of a page: turns the graphics state into colours, opacities and doubts.
 */
import type { Colour } from '../../visibility/contrast.ts';
import { isToBeTaken } from './actual-text.ts';
import { isKnownMode, NORMAL } from './blending.ts';
import { Figures } from './figures.ts';
import { Look, UNKNOWN_INK } from './look.ts';
import { boxAround, cornersOf, intersection } from './matrix.ts';
import type { Box, Doubt, GlyphRun, Ink } from './page.ts';
import type { Paint } from './paint.ts';
import { type PlacedGlyph, placeGlyphs } from './place-glyphs.ts';
import { type Backdrop, Scene } from './scene.ts';
import { type Shape, shapeOfPath, shapeOfStroke } from './shape.ts';
import { type GraphicsState, isMasked, modeOf, painted } from './state.ts';
import { TextClips } from './text-clips.ts';
import { lostBy, runsOf, type WalkedGlyph, type WalkedText } from './walked-text.ts';

/** What an area is painted with: the fill colour, a picture without holes, one with, or a gradient. */
export type PaintHow = 'fill' | 'picture' | 'sheer-picture' | 'gradient';

/** Where a text stands beside its state. */
export interface TextSetting {
  /** Its layer is. */
  readonly isShown: boolean;
  /** It is part of the definition of a mask. */
  readonly isInMask: boolean;
}

/** Below this an area is as good as not painted; from this on nothing shines through. */
const LEAST_ALPHA = 0.01;
const OPAQUE_ALPHA = 0.97;
/** Pens thinner than this, in points, cover no text. */
const THICK_PEN = 2;
/** An outline as wide as this share of an em hides the letter's fill under it. */
const DROWNING_PEN = 0.12;
/** Letters from this size on, in points, may cover others. */
const LARGE_LETTER = 24;
/** For ink of unknown colour, of which nothing is to be concluded but by what covers it. */
const UNKNOWN_BACKDROP: Backdrop = { papers: [undefined], doubts: [] };

export class Painter {
  readonly figures = new Figures();
  readonly #view: Box;
  readonly #scene: Scene;
  readonly #clips = new TextClips();
  readonly #texts: WalkedText[] = [];
  #span: { actualText: string; depth: number; glyphs: { list: WalkedGlyph[]; at: number }[] } | undefined;

  constructor(view: Box) {
    this.#view = view;
    this.#scene = new Scene(view.right, view.bottom);
  }

  runs(): GlyphRun[] {
    return runsOf(this.#texts, this.#view, this.#scene.isExhausted);
  }

  /** Marked content opens whose glyphs mean a text together. `depth` tells it from what is inside it. */
  openSpan(actualText: string, depth: number): void {
    if (this.#span === undefined) this.#span = { actualText, depth, glyphs: [] };
  }

  /** Marked content closes. The first glyph of a span takes its text, the others go with it. */
  closeSpan(depth: number): void {
    if (this.#span === undefined || depth > this.#span.depth) return;
    const { actualText, glyphs } = this.#span;
    this.#span = undefined;
    const said = glyphs.map(({ list, at }) => list[at]?.glyph.unicode ?? '');
    if (!isToBeTaken(actualText, said)) return;
    glyphs.forEach(({ list, at }, i) => {
      const walked = list[at];
      if (walked !== undefined)
        list[at] = { ...walked, glyph: { ...walked.glyph, unicode: i === 0 ? actualText : '' } };
    });
  }

  /** The end of a text object: the number of the clip that its letters make, if they do. */
  endText(): number | undefined {
    return this.#clips.close();
  }

  /** An area painted with the state's fill, or with something else in its place. */
  paint(state: GraphicsState, shape: Shape, how: PaintHow): void {
    const ink: Ink = how === 'fill' ? painted(state.fill, state.fillAlpha, state) : 'pattern';
    const alpha = typeof ink === 'string' ? state.fillAlpha * state.outer.alpha : ink.a;
    if (ink === 'none') return;
    const isPlain = how === 'fill' && isColour(ink) && shape.polygons === undefined && !shape.isRough;
    this.figures.add({ box: intersection(shape.box, state.clip.box), isPlain });
    this.#add(state, shape, how, ink, alpha);
  }

  /** A path drawn along with a pen; thin ones are no matter. */
  stroke(state: GraphicsState, path: ArrayLike<number>, bounds: Box): void {
    const width = state.lineWidth * scaleOf(state);
    const ink = painted(state.stroke, state.strokeAlpha, state);
    this.#drawn(state, path, bounds, ink);
    if (!(width >= THICK_PEN)) return;
    const alpha = typeof ink === 'string' ? state.strokeAlpha * state.outer.alpha : ink.a;
    if (ink !== 'none') this.#add(state, shapeOfStroke(state.matrix, path, bounds, width), 'fill', ink, alpha);
  }

  /** Remembers a line drawn along a path. */
  #drawn(state: GraphicsState, path: ArrayLike<number>, bounds: Box, ink: Ink): void {
    if (ink === 'none') return;
    const around = boxAround(cornersOf(state.matrix, bounds));
    const isLine = Math.min(around.right - around.left, around.bottom - around.top) < 0.5;
    const shape = isLine ? undefined : shapeOfPath(state.matrix, path, bounds, false);
    const isPlain = isColour(ink) && (shape === undefined || (shape.polygons === undefined && !shape.isRough));
    this.figures.add({ box: intersection(around, state.clip.box), isPlain });
  }

  #add(state: GraphicsState, shape: Shape, how: PaintHow, ink: Ink, alpha: number): void {
    if (alpha < LEAST_ALPHA) return;
    const mode = modeOf(state);
    const isKnown = isKnownMode(mode) && !isMasked(state);
    const colour = isKnown && typeof ink !== 'string' ? ink : undefined;
    const isOpaque = isKnown && mode === NORMAL && alpha >= OPAQUE_ALPHA && (colour !== undefined || how === 'picture');
    const paint: Paint = {
      shape,
      clip: state.clip,
      box: intersection(shape.box, state.clip.box),
      ...(colour === undefined ? {} : { colour }),
      mode,
      isOpaque,
      ...doubtsOf(state, how, colour, isOpaque),
    };
    if (state.clip.text === undefined) this.#scene.addPaint(paint);
    else this.#clips.paint(state.clip.text, paint);
  }

  /** A text: `items` are the operand of pdf.js's showing operation. */
  showText(state: GraphicsState, items: readonly unknown[], setting: TextSetting): void {
    const mode = state.renderMode & 3;
    const clips = state.renderMode >= 4;
    const placed = placeGlyphs(state, items);
    const { emWidth, emHeight, angle } = placed;
    const fill = mode === 0 || mode === 2 ? painted(state.fill, state.fillAlpha, state) : 'none';
    const stroke = mode === 1 || mode === 2 ? painted(state.stroke, state.strokeAlpha, state) : 'none';
    const doubts = textDoubts(state, setting, fill, stroke);
    const isDrowned = mode === 2 && state.lineWidth * scaleOf(state) > DROWNING_PEN * emHeight;
    const inks = [isDrowned && stroke !== 'none' ? 'none' : fill, stroke].filter(isColour);
    const hasPattern = fill === 'pattern' || stroke === 'pattern';
    const { ordinal, glyphs }: { ordinal: number; glyphs: WalkedGlyph[] } = { ordinal: this.#texts.length, glyphs: [] };
    if (emHeight >= LARGE_LETTER && state.renderMode !== 3) this.#coverWithLetters(state, placed.glyphs);
    for (const one of placed.glyphs) {
      this.#span?.glyphs.push({ list: glyphs, at: glyphs.length });
      const lost = this.#lost(state, one, setting, { emWidth, emHeight });
      if (lost !== undefined) {
        glyphs.push({ glyph: one.glyph, look: undefined, lost });
        continue;
      }
      if (setting.isInMask) {
        glyphs.push({ glyph: one.glyph, look: undefined });
        continue;
      }
      const backdrop = hasPattern ? UNKNOWN_BACKDROP : this.#scene.backdropOf(one.points);
      const look = new Look(one.points, hasPattern ? [UNKNOWN_INK] : inks, backdrop.papers, modeOf(state));
      for (const doubt of backdrop.doubts) look.doubt(doubt);
      if (state.font.procedures.get(one.procedure) === 'picture') look.doubt('type3-font');
      this.#scene.addLook(look);
      if (clips) this.#clips.add(look);
      glyphs.push({ glyph: one.glyph, look });
    }
    this.#texts.push({
      ordinal,
      font: state.font.name,
      renderMode: state.renderMode,
      fill,
      stroke,
      emWidth,
      emHeight,
      angle,
      isVertical: state.font.isVertical,
      doubts,
      glyphs,
    });
  }

  /** Large letters may hide what is below them, as a block character does: pixels know. */
  #coverWithLetters(state: GraphicsState, glyphs: readonly PlacedGlyph[]): void {
    for (const { glyph } of glyphs) {
      if (glyph.unicode === ' ') continue;
      const shape: Shape = { box: glyph.box, isEvenOdd: false, isRough: false };
      const box = intersection(glyph.box, state.clip.box);
      this.#scene.coverWith({ shape, clip: state.clip, box, mode: NORMAL, isOpaque: false, doubtOver: 'picture-over' });
    }
  }

  #lost(
    state: GraphicsState,
    { glyph, points, procedure }: PlacedGlyph,
    { isShown }: TextSetting,
    sizes: Pick<WalkedText, 'emWidth' | 'emHeight'>,
  ): WalkedGlyph['lost'] {
    if (!isShown) return 'pdf-hidden-layer';
    const { clip } = state;
    const lost = lostBy(glyph, points, sizes, this.#view, clip);
    if (lost !== undefined) return lost;
    return state.font.procedures.get(procedure) === 'blank' ? 'pdf-empty-glyphs' : undefined;
  }
}

function doubtsOf(
  state: GraphicsState,
  how: PaintHow,
  colour: Colour | undefined,
  isOpaque: boolean,
): { doubtOver?: Doubt; doubtBehind?: Doubt } {
  const over: Doubt | undefined = isMasked(state)
    ? 'soft-mask'
    : !isKnownMode(modeOf(state))
      ? 'blend-mode'
      : colour === undefined && !isOpaque
        ? 'picture-over'
        : undefined;
  const behind: Doubt | undefined =
    over === 'soft-mask' || over === 'blend-mode'
      ? over
      : colour !== undefined
        ? undefined
        : how === 'picture' || how === 'sheer-picture'
          ? 'picture-behind'
          : 'gradient-behind';
  return {
    ...(over === undefined ? {} : { doubtOver: over }),
    ...(behind === undefined ? {} : { doubtBehind: behind }),
  };
}

function textDoubts(state: GraphicsState, { isInMask }: TextSetting, fill: Ink, stroke: Ink): Doubt[] {
  const doubts: Doubt[] = [];
  if (state.renderMode === 3 || state.renderMode === 7) doubts.push('invisible-mode');
  if (isMasked(state) || isInMask) doubts.push('soft-mask');
  if (!isKnownMode(modeOf(state))) doubts.push('blend-mode');
  // Dashes may leave no ink on a letter.
  const isDashed = state.isDashed && stroke !== 'none' && fill === 'none';
  if (fill === 'pattern' || stroke === 'pattern' || isDashed) doubts.push('pattern-ink');
  if (state.clip.text !== undefined) doubts.push('text-clip');
  if (state.clip.isUncertain) doubts.push('complex-clip');
  if (state.outer.isBlended) doubts.push('transparency-group');
  return doubts;
}

function isColour(ink: Ink): ink is Colour {
  return typeof ink !== 'string';
}

/** How much a length grows on the page, taken over all directions. */
function scaleOf({ matrix }: GraphicsState): number {
  return Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
}
