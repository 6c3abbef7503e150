/** What holds around the root of a page. */
import type { Colour } from '../../visibility/contrast.ts';
import { INITIAL } from './css/inherited.ts';
import { NOTHING_PAINTED } from './css/paint.ts';
import type { View } from './view.ts';

const DARK_CANVAS: Colour = { r: 18, g: 18, b: 18, a: 1 };

/** `isDark`: the page asks for the browser's dark canvas, and is shown on it. */
export function pageView(colour: Colour, isDark: boolean): View {
  const place = { x: 0, y: 0, isExactX: true, isExactY: true, isFixed: false };
  return {
    element: undefined,
    inherited: { ...INITIAL, colour },
    variables: undefined,
    display: 'block',
    isInline: false,
    isOutOfFlow: false,
    isReversed: false,
    indent: '0',
    gone: undefined,
    clipped: undefined,
    folded: undefined,
    // Blend modes find nothing behind them where a page paints no background: white comes in last of all.
    ground: isDark ? { colours: [DARK_CANVAS], isPicture: false } : NOTHING_PAINTED,
    group: undefined,
    opacity: 1,
    clipInk: undefined,
    scaleX: 1,
    scaleY: 1,
    clip: undefined,
    eye: 0,
    foldedColumns: undefined,
    place,
    container: place,
    window: undefined,
    canEscape: true,
    isPaintedOver: false,
    stage: undefined,
    covered: undefined,
    buried: undefined,
    drawing: undefined,
  };
}
