/** What a slide's background paints: its own, or that of its layout or master; white where none says. Source: ECMA-376 part 1, 19.3.1.1. */

import { NO_PAINT, type Paint, paintIn, styledPaint } from '../ooxml/drawing/paint.ts';
import { childOf } from '../ooxml/xml.ts';
import type { Slide } from './deck.ts';

export function groundOf({ part, layout, master, scope }: Slide): Paint {
  for (const one of [part, layout, master]) {
    const background = childOf(childOf(one?.root, 'p:cSld'), 'p:bg');
    if (background === undefined) continue;
    return (
      paintIn(childOf(background, 'p:bgPr'), scope) ?? styledPaint(childOf(background, 'p:bgRef'), scope) ?? NO_PAINT
    );
  }
  return NO_PAINT;
}
