/**
 * What has been painted on a page that text can stand on or lie under: areas with a colour, or with a picture whose colours are not known here.
 */
import type { Colour } from '../../visibility/contrast.ts';
import { type Clip, letsThrough } from './clip.ts';
import type { Box, Doubt } from './page.ts';
import { covers, type Shape } from './shape.ts';

export interface Paint {
  readonly shape: Shape;
  readonly clip: Clip;
  /** Where it can have left a mark. */
  readonly box: Box;
  /** With its alpha; unknown for pictures, patterns and gradients, and behind soft masks. */
  readonly colour?: Colour;
  readonly mode: string;
  /** Nothing below it shines through. */
  readonly isOpaque: boolean;
  /** What can't be told about glyphs below it, and about glyphs on it. */
  readonly doubtOver?: Doubt;
  readonly doubtBehind?: Doubt;
}

/** Whether the paint reaches a point; `undefined` where its shape is too rough to tell. */
export function reaches(paint: Paint, x: number, y: number): boolean | undefined {
  const { left, top, right, bottom } = paint.box;
  if (x < left || x > right || y < top || y > bottom) return false;
  if (!letsThrough(paint.clip, x, y)) return false;
  const isIn = covers(paint.shape, x, y);
  return isIn === true && paint.clip.isUncertain ? undefined : isIn;
}

/** Whether it fills its box without a hole. */
export function isPlain(paint: Paint): boolean {
  const { shape, clip } = paint;
  return shape.polygons === undefined && !shape.isRough && clip.shapes.length === 0 && !clip.isUncertain;
}
