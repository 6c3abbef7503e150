/** Operations on text. Source: ISO 32000-2, 9.3 and 9.4. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { asMatrix, IDENTITY, type Matrix } from './matrix.ts';
import { list, number } from './operands.ts';
import type { PageState } from './page-state.ts';
import type { GraphicsState } from './state.ts';

const ZERO: Matrix = [0, 0, 0, 0, 0, 0];

/** Whether the operation is one on text; then it is done. */
export function textStep(page: PageState, operation: number, args: readonly unknown[]): boolean {
  const { graphics } = page;
  switch (operation) {
    case OPS.beginText:
      graphics.textMatrix = IDENTITY;
      moveTo(graphics, 0, 0);
      return true;
    case OPS.endText: {
      const clip = page.painter.endText();
      if (clip !== undefined) graphics.clip = { ...graphics.clip, text: clip };
      return true;
    }
    case OPS.setCharSpacing:
      graphics.charSpacing = number(args[0], 0);
      return true;
    case OPS.setWordSpacing:
      graphics.wordSpacing = number(args[0], 0);
      return true;
    case OPS.setHScale:
      graphics.horizontalScale = number(args[0], 100) / 100;
      return true;
    case OPS.setLeading:
      graphics.leading = -number(args[0], 0);
      return true;
    case OPS.setFont:
      page.setFont(args[0], args[1]);
      return true;
    case OPS.setTextRenderingMode:
      graphics.renderMode = number(args[0], 0);
      return true;
    case OPS.setTextRise:
      graphics.rise = number(args[0], 0);
      return true;
    case OPS.moveText:
      moveTo(graphics, graphics.lineX + number(args[0], 0), graphics.lineY + number(args[1], 0));
      return true;
    case OPS.setLeadingMoveText:
      graphics.leading = number(args[1], 0);
      moveTo(graphics, graphics.lineX + number(args[0], 0), graphics.lineY + number(args[1], 0));
      return true;
    case OPS.setTextMatrix:
      graphics.textMatrix = asMatrix(args[0]) ?? asMatrix(args) ?? ZERO;
      moveTo(graphics, 0, 0);
      return true;
    case OPS.nextLine:
      moveTo(graphics, graphics.lineX, graphics.lineY + graphics.leading);
      return true;
    case OPS.showText:
      page.painter.showText(graphics, list(args[0]), { isShown: page.isShown, isInMask: page.isInMask });
      return true;
    default:
      return false;
  }
}

/** To the start of a line. */
function moveTo(graphics: GraphicsState, x: number, y: number): void {
  graphics.x = x;
  graphics.lineX = x;
  graphics.y = y;
  graphics.lineY = y;
}
