/** Operations that paint pictures, each into the unit square that the matrix places. Source: ISO 32000-2, 8.9, and what pdf.js joins of such. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { asMatrix, type Matrix, multiply } from './matrix.ts';
import { list, number, pairs } from './operands.ts';
import type { Box } from './page.ts';
import type { PageState } from './page-state.ts';
import { isSolidPicture } from './pictures.ts';
import { shapeOfBox } from './shape.ts';

const UNIT: Box = { left: 0, top: 0, right: 1, bottom: 1 };

/** Does the operation, if it paints pictures. */
export function pictureStep(page: PageState, operation: number, args: readonly unknown[]): void {
  const { matrix } = page.graphics;
  switch (operation) {
    case OPS.paintImageXObject:
      page.paint(shapeOfBox(matrix, UNIT), isSolidByName(page, args[0]) ? 'picture' : 'sheer-picture');
      break;
    case OPS.paintInlineImageXObject:
      page.paint(shapeOfBox(matrix, UNIT), isSolidPicture(args[0]) ? 'picture' : 'sheer-picture');
      break;
    case OPS.paintImageMaskXObject:
      page.paint(shapeOfBox(matrix, UNIT), 'sheer-picture');
      break;
    case OPS.paintSolidColorImageMask:
      page.paint(shapeOfBox(matrix, UNIT), 'fill');
      break;
    case OPS.paintInlineImageXObjectGroup:
      for (const part of list(args[1])) paintPart(page, transformOf(part), isSolidPicture(args[0]));
      break;
    case OPS.paintImageMaskXObjectGroup:
      for (const part of list(args[0])) paintPart(page, transformOf(part), false);
      break;
    case OPS.paintImageXObjectRepeat: {
      const isSolid = isSolidByName(page, args[0]);
      const [, width, height] = args;
      for (const [x, y] of pairs(args[3])) {
        paintPart(page, [number(width, 0), 0, 0, number(height, 0), x, y], isSolid);
      }
      break;
    }
    case OPS.paintImageMaskXObjectRepeat: {
      const [, a, b, c, d] = args;
      for (const [x, y] of pairs(args[5])) {
        paintPart(page, [number(a, 0), number(b, 0), number(c, 0), number(d, 0), x, y], false);
      }
      break;
    }
    default:
    // Other operations neither paint nor change what is tracked here.
  }
}

function isSolidByName(page: PageState, name: unknown): boolean {
  return typeof name === 'string' && isSolidPicture(page.pictures(name));
}

function paintPart(page: PageState, transform: Matrix | undefined, isSolid: boolean): void {
  if (transform === undefined) return;
  page.paint(shapeOfBox(multiply(page.graphics.matrix, transform), UNIT), isSolid ? 'picture' : 'sheer-picture');
}

function transformOf(part: unknown): Matrix | undefined {
  return typeof part === 'object' && part !== null ? asMatrix((part as { transform?: unknown }).transform) : undefined;
}
