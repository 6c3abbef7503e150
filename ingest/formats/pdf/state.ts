/**
 * The graphics state of a page while its operations are walked. Source: ISO 32000-2, 8.4 and 9.3. Text state is part of it and outlives
 * text objects. What a transparency group adds from outside (its opacity, blend mode, mask) is kept apart, because a group starts with a clean state.
 */
import { BLACK } from '../../visibility/contrast.ts';
import { NORMAL } from './blending.ts';
import type { Clip } from './clip.ts';
import { type FontFacts, NO_FONT } from './font.ts';
import { IDENTITY, type Matrix } from './matrix.ts';
import type { Ink } from './page.ts';

export interface GraphicsState {
  matrix: Matrix;
  clip: Clip;
  fill: Ink;
  stroke: Ink;
  fillAlpha: number;
  strokeAlpha: number;
  mode: string;
  isMasked: boolean;
  lineWidth: number;
  isDashed: boolean;
  outer: Outer;
  font: FontFacts;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  /** 1 is as the font has it. */
  horizontalScale: number;
  leading: number;
  rise: number;
  renderMode: number;
  textMatrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
}

/** What the transparency groups around do to everything in them. */
export interface Outer {
  readonly alpha: number;
  readonly mode: string;
  readonly isMasked: boolean;
  /** Some group around is more than a folder: its effect on what is in it is an estimate. */
  readonly isBlended: boolean;
}

const NO_GROUP: Outer = { alpha: 1, mode: NORMAL, isMasked: false, isBlended: false };

export function initialState(matrix: Matrix, clip: Clip): GraphicsState {
  return {
    matrix,
    clip,
    fill: BLACK,
    stroke: BLACK,
    fillAlpha: 1,
    strokeAlpha: 1,
    mode: NORMAL,
    isMasked: false,
    lineWidth: 1,
    isDashed: false,
    outer: NO_GROUP,
    font: NO_FONT,
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    leading: 0,
    rise: 0,
    renderMode: 0,
    textMatrix: IDENTITY,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
  };
}

/** The state in which a group's content starts: what the group itself is painted with comes to all of it. */
export function insideGroup(state: GraphicsState): GraphicsState {
  const { outer } = state;
  const isPlain = state.fillAlpha === 1 && state.mode === NORMAL && !state.isMasked;
  return {
    ...state,
    outer: isPlain
      ? outer
      : {
          alpha: outer.alpha * state.fillAlpha,
          mode: state.mode === NORMAL ? outer.mode : state.mode,
          isMasked: outer.isMasked || state.isMasked,
          isBlended: true,
        },
    fillAlpha: 1,
    strokeAlpha: 1,
    mode: NORMAL,
    isMasked: false,
  };
}

/** The blend mode that what is painted now meets the page with. */
export function modeOf(state: GraphicsState): string {
  return state.mode === NORMAL ? state.outer.mode : state.mode;
}

export function isMasked(state: GraphicsState): boolean {
  return state.isMasked || state.outer.isMasked;
}

/** An ink as it is painted now, with its alpha. */
export function painted(ink: Ink, alpha: number, state: GraphicsState): Ink {
  return typeof ink === 'string' ? ink : { ...ink, a: ink.a * alpha * state.outer.alpha };
}
