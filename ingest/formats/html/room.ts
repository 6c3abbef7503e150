/**
 * Whether hidden text leaves a gap where it stands, and whether its element is there at all.
 */
import type { Hidden } from '../../stages.ts';

/** Techniques that take an element off the page rather than out of sight. */
const TAKES_NO_SPACE: ReadonlySet<string> = new Set([
  'css-display-none',
  'html-dialog',
  'html-hidden-attribute',
  'html-popover',
]);

/** Techniques, beside those that start with `html-`, that leave no gap where the text would be. */
const TAKES_NO_ROOM: ReadonlySet<string> = new Set([
  'css-collapsed',
  'css-content-visibility',
  'css-display-none',
  'css-screen-reader-only',
  'css-squeezed-letters',
  'css-tiny',
  'css-zero-box',
]);

/** Whether the element is off the page rather than out of sight. */
export function isOffPage(hidden: Hidden | undefined): hidden is Hidden {
  return hidden !== undefined && TAKES_NO_SPACE.has(hidden.technique);
}

/** Whether text hidden so takes the room that it would take if it were seen. */
export function takesRoom({ technique }: Hidden): boolean {
  return !technique.startsWith('html-') && !TAKES_NO_ROOM.has(technique);
}
