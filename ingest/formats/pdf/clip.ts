/**
 * What of the page a drawing operation can reach: the clip of the graphics state, a chain of shapes that all must hold a point.
 * Chains share their tails, so that saving a state costs nothing. Long chains of odd shapes are cut short and say so.
 */
import { intersection, isEmpty } from './matrix.ts';
import type { Box } from './page.ts';
import { covers, type Shape } from './shape.ts';

export interface Clip {
  /** Nothing outside this box is painted. */
  readonly box: Box;
  /** The shapes that are no plain boxes, the latest first. */
  readonly shapes: readonly Shape[];
  /** Some shapes were not kept, or are too rough: inside the box, who knows. */
  readonly isUncertain: boolean;
  /** Number of a text that clips, see `TextClips`. Later text clips replace earlier ones. */
  readonly text?: number;
}

const MAX_SHAPES = 6;

export function clipToBox(box: Box): Clip {
  return { box, shapes: [], isUncertain: false };
}

/** The clip narrowed to a shape. */
export function narrow(clip: Clip, shape: Shape): Clip {
  const box = intersection(clip.box, shape.box);
  if (shape.polygons === undefined && !shape.isRough) return { ...clip, box };
  if (shape.isRough || clip.shapes.length >= MAX_SHAPES) return { ...clip, box, isUncertain: true };
  return { ...clip, box, shapes: [shape, ...clip.shapes] };
}

/** Whether something painted at a point is let through. Uncertain shapes let everything in their box through. */
export function letsThrough(clip: Clip, x: number, y: number): boolean {
  if (isEmpty(clip.box)) return false;
  const { left, top, right, bottom } = clip.box;
  if (x < left || x > right || y < top || y > bottom) return false;
  return clip.shapes.every((shape) => covers(shape, x, y) !== false);
}
