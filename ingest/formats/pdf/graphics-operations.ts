/** Operations on the graphics state and on paths. Source: ISO 32000-2, 8.4 and 8.5. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { narrow } from './clip.ts';
import { asNumbers, IDENTITY } from './matrix.ts';
import { ink, isDashed, list, number } from './operands.ts';
import type { Box } from './page.ts';
import type { PageState } from './page-state.ts';
import { shapeOfBox, shapeOfPath } from './shape.ts';

const NOWHERE: Box = { left: 0, top: 0, right: -1, bottom: -1 };
const EVEN_ODD: ReadonlySet<number> = new Set<number>([OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke]);
const FILLS: ReadonlySet<number> = new Set<number>([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const STROKES: ReadonlySet<number> = new Set<number>([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Whether the operation is one of these; then it is done. */
export function graphicsStep(page: PageState, operation: number, args: readonly unknown[]): boolean {
  const { graphics } = page;
  switch (operation) {
    case OPS.setGState:
      setParameters(page, args[0]);
      return true;
    case OPS.setLineWidth:
      graphics.lineWidth = number(args[0], graphics.lineWidth);
      return true;
    case OPS.setDash:
      graphics.isDashed = isDashed(args[0]);
      return true;
    case OPS.setFillRGBColor:
      graphics.fill = ink(args[0]);
      return true;
    case OPS.setStrokeRGBColor:
      graphics.stroke = ink(args[0]);
      return true;
    case OPS.setFillColorN:
      graphics.fill = 'pattern';
      return true;
    case OPS.setStrokeColorN:
      graphics.stroke = 'pattern';
      return true;
    case OPS.setFillTransparent:
      graphics.fill = 'none';
      return true;
    case OPS.setStrokeTransparent:
      graphics.stroke = 'none';
      return true;
    case OPS.clip:
      page.pendingClip = 'nonzero';
      return true;
    case OPS.eoClip:
      page.pendingClip = 'even-odd';
      return true;
    case OPS.constructPath:
      path(page, args);
      return true;
    case OPS.shadingFill:
      page.paint(shapeOfBox(IDENTITY, graphics.clip.box), 'gradient');
      return true;
    default:
      return false;
  }
}

function setParameters(page: PageState, parameters: unknown): void {
  const { graphics } = page;
  for (const entry of list(parameters)) {
    if (!Array.isArray(entry)) continue;
    const [key, value]: readonly unknown[] = entry;
    if (key === 'LW') graphics.lineWidth = number(value, graphics.lineWidth);
    else if (key === 'D' && Array.isArray(value)) graphics.isDashed = isDashed(value[0]);
    else if (key === 'CA') graphics.strokeAlpha = number(value, 1);
    else if (key === 'ca') graphics.fillAlpha = number(value, 1);
    else if (key === 'BM') graphics.mode = typeof value === 'string' ? value : 'source-over';
    else if (key === 'SMask') graphics.isMasked = value !== false && value !== null;
    else if (key === 'Font' && Array.isArray(value)) page.setFont(value[0], value[1]);
  }
}

/** pdf.js joins a path and what is done with it. */
function path(page: PageState, args: readonly unknown[]): void {
  const { graphics, painter } = page;
  const [left = 0, top = 0, right = 0, bottom = 0] = asNumbers(args[2], 4) ?? [];
  const bounds = {
    left: Math.min(left, right),
    top: Math.min(top, bottom),
    right: Math.max(left, right),
    bottom: Math.max(top, bottom),
  };
  const points = list(args[1])[0] as ArrayLike<number> | null | undefined;
  const operation = number(args[0], OPS.endPath);
  const isEmpty = points === undefined || points === null || points.length === 0;
  if (!isEmpty && page.isPainted) {
    if (FILLS.has(operation)) {
      painter.paint(graphics, shapeOfPath(graphics.matrix, points, bounds, EVEN_ODD.has(operation)), 'fill');
    }
    if (STROKES.has(operation)) painter.stroke(graphics, points, bounds);
  }
  if (page.pendingClip !== 'none') {
    const shape = isEmpty
      ? { box: NOWHERE, isEvenOdd: false, isRough: false }
      : shapeOfPath(graphics.matrix, points, bounds, page.pendingClip === 'even-odd');
    graphics.clip = narrow(graphics.clip, shape);
    page.pendingClip = 'none';
  }
}
