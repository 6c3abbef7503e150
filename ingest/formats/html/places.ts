/**
 * Where boxes go by position, offsets, margins and transforms, and whether text there is off the page. A page scrolls to the right and
 * down, never to the left and up; what is further away than anybody scrolls counts as off, too.
 */
import type { Hidden } from '../../stages.ts';
import { linePx, ROOT_PX } from './css/inherited.ts';
import { SCREEN } from './css/media.ts';
import type { Moved } from './css/shapes.ts';
import { lengthOf } from './css/value.ts';
import { hiddenAt, type Place, type Reader, type View } from './view.ts';

/** Further to the right or below than this, in pixels, nobody scrolls. */
const FAR_RIGHT = 4_000;
const FAR_BELOW = 9_000;
/** Margins smaller than this shift things about on the page. */
const LARGE_MARGIN = 100;
/** How far from the page's left edge a box may be that is placed from an unknown point. */
const SLACK_X = 320;
const SLACK_Y = 2_000;
/** Width of a letter in font sizes, at most. */
const LETTER = 0.6;

/** A box placed so that all of it is off the page by itself, whatever its size: `left: 100%`, `translate(-100%)`. */
export type Placed = Place | 'off';

export function placeOf(read: Reader, position: string, moved: Moved, parent: View): Placed {
  const isFixed =
    position === 'fixed' ||
    (parent.place.isFixed && position !== 'absolute') ||
    (position === 'absolute' && parent.container.isFixed);
  const isOut = position === 'absolute' || position === 'fixed';
  const base: Place =
    position === 'fixed'
      ? { x: 0, y: 0, isExactX: true, isExactY: true, isFixed }
      : isOut
        ? parent.container
        : parent.place;
  const isOffset = isOut || position === 'relative' || position === '-webkit-sticky';
  const left = isOffset ? read.px('left', SCREEN.width) : undefined;
  const right = isOffset ? read.px('right', SCREEN.width) : undefined;
  const top = isOffset ? read.px('top', SCREEN.height) : undefined;
  const bottom = isOffset ? read.px('bottom', SCREEN.height) : undefined;
  let { x, y } = isOut ? base : parent.place;
  let isExactX = isOut && base.isExactX;
  let isExactY = isOut && base.isExactY;
  if (left !== undefined) x += left;
  else if (right !== undefined && !isOut) x -= right;
  else if (right !== undefined) {
    if (right >= SCREEN.width || right <= -FAR_RIGHT || (isFixed && -right >= SCREEN.width)) return 'off';
    isExactX = false;
  } else if (isOut) isExactX = false;
  if (top !== undefined) y += top;
  else if (bottom !== undefined && !isOut) y -= bottom;
  else if (bottom !== undefined) {
    if ((base.isExactY && bottom >= SCREEN.height) || bottom >= SLACK_Y || bottom <= -FAR_BELOW) return 'off';
    isExactY = false;
  } else if (isOut) isExactY = false;
  x += large(read.px('margin-left', SCREEN.width)) + moved.x;
  y += large(read.px('margin-top', SCREEN.width)) + moved.y;
  if (-large(-(read.px('margin-left', SCREEN.width) ?? 0)) >= FAR_RIGHT) return 'off';
  const isPinnedX = isOut && base.isExactX && (left ?? (isFixed && right === undefined ? 0 : 1)) <= 0;
  const isPinnedY = isOut && base.isExactY && (top ?? 1) <= 0;
  if (moved.ownX <= -20 || moved.ownX >= 40 || moved.ownY <= -40) return 'off';
  if ((moved.ownX <= -1 && isPinnedX) || (moved.ownY <= -1 && isPinnedY)) return 'off';
  if (isFixed && ((moved.ownX >= 1 && (right ?? 1) <= 0) || (moved.ownY >= 1 && (bottom ?? 1) <= 0))) return 'off';
  return { x, y, isExactX, isExactY, isFixed };
}

function large(margin: number | undefined): number {
  return margin !== undefined && margin <= -LARGE_MARGIN ? margin : 0;
}

/** Whether a text of `length` letters that starts at the view's place is off the page, or out of the window that it is in. */
export function offPage(view: View, length: number): Hidden | undefined {
  const { place, inherited, window, element } = view;
  const { x, y } = place;
  if (x === 0 && y === 0 && window === undefined) return undefined;
  const width = Math.min(length * inherited.fontPx * LETTER, SCREEN.width);
  const height = linePx(inherited) * Math.ceil(Math.max(1, (length * inherited.fontPx * LETTER) / SCREEN.width));
  const slackX = place.isExactX ? 0 : SLACK_X;
  const isLeft = x + width <= -slackX;
  const isAbove = place.isExactY ? y + height <= 0 : y + height <= -SLACK_Y;
  const isRight = x >= (place.isFixed ? SCREEN.width : FAR_RIGHT);
  const isBelow = y >= (place.isFixed ? SCREEN.height : FAR_BELOW);
  if (isLeft || isAbove || isRight || isBelow)
    return hiddenAt(element, 'css-off-screen', `moved by ${Math.round(x)}, ${Math.round(y)} px`);
  if (window === undefined) return undefined;
  const dx = x - window.x;
  const dy = y - window.y;
  const isOutX = window.width !== undefined && (dx >= window.width || dx + width <= 0);
  const isOutY = window.height !== undefined && (dy >= window.height || dy + height <= 0);
  return (dx !== 0 || dy !== 0) && (isOutX || isOutY)
    ? hiddenAt(element, 'css-clipped', 'moved out of the box around it', 'info')
    : undefined;
}

/** Text that is pushed out of its own box by its indent. Only blocks indent. */
export function indented(view: View, length: number): Hidden | undefined {
  const { indent } = view;
  const { fontPx, isOneLine } = view.inherited;
  if (indent === '0') return undefined;
  const text = indent.replace(/\s*\b(?:hanging|each-line)\b\s*/g, '');
  const px = lengthOf(text)?.({ em: fontPx, rem: ROOT_PX, whole: view.window?.width ?? 1_280 }) ?? 0;
  const width = Math.min(length * fontPx * 0.6, 1_280);
  const isOut = view.window !== undefined && isOneLine && px >= (view.window.width ?? 1_280);
  return px + width <= -320 || (px < -900 && px + width < 0) || px >= 4_000 || isOut
    ? hiddenAt(view.element, 'css-text-indent', `indented by ${Math.round(px)} px`)
    : undefined;
}
