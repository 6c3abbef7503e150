/** What a box makes of what holds around it: where its contents are, on what ground, how large, and what cuts them off or lies on them. */
import { type Box, boxedIn, windowOf } from './boxes.ts';
import { foldedColumns } from './columns.ts';
import { linePx } from './css/inherited.ts';
import { opacityOf } from './css/paint.ts';
import { movedBy } from './css/shapes.ts';
import type { HtmlElement } from './css/tree.ts';
import { isSpot, movedIn, openedBy, rectangleUnder } from './drawing.ts';
import { foldedBy } from './folds.ts';
import { goneBox, type Surroundings } from './gone.ts';
import { coveredAround, stageOf } from './layers.ts';
import { transformed, zoomOf } from './moved.ts';
import { paintedBy } from './painted.ts';
import { placeOf } from './places.ts';
import { clipOf } from './pushed.ts';
import { buriedIn, coverIn } from './scene.ts';
import { SVG } from './undrawn.ts';
import { hiddenAt, type Place, type Reader, type View, type Window } from './view.ts';

export interface BoxSurroundings extends Surroundings {
  /** Whether a person finds something to press on in the label of a folded part. */
  hasName(label: HtmlElement): boolean;
}

/** `around`: what holds in the box as far as its inherited values say; see {@link View}. */
export function enterBox(box: Box, around: View, surroundings: BoxSurroundings): View {
  const { element, read, display, isInline, isOutOfFlow, position, parent } = box;
  const { inherited } = around;
  const { valuesOf } = surroundings;
  const filter = read.text('filter', 'none');
  const share = opacityOf(read.text('opacity', '1'), filter);
  const opacity = parent.opacity * share;
  const unmoved = movedBy('none');
  const moved = isInline ? unmoved : transformed(read, parent.eye);
  const placed = placeOf(read, position, moved, parent);
  const gone = goneBox(box, around, { moved, placed, opacity, filter }, surroundings);
  if (gone !== undefined || placed === 'off') return { ...around, gone };

  const isDrawing = element.tagName === 'svg' && parent.element?.namespaceURI !== SVG;
  const opened = isDrawing ? openedBy(element, read) : undefined;
  const escapes = isOutOfFlow && parent.canEscape && parent.clipped !== undefined;
  const clipped =
    boxedIn(box, inherited.fontPx, linePx(inherited)) ??
    (isDrawing && isSpot(element, read) ? hiddenAt(element, 'css-zero-box', 'a drawing without size') : undefined) ??
    (escapes ? undefined : parent.clipped);
  const isPositioned = position !== 'static' || moved !== unmoved || filter !== 'none';
  const painted = paintedBy(element, around, parent, read, share, filter);
  // A stacking context: nothing that was painted before comes between its background and its contents.
  const stacks =
    (isPositioned && read.has('z-index')) || share < 1 || filter !== 'none' || painted.isGroup || moved !== unmoved;
  const factor = (isInline ? 1 : zoomOf(read)) * (opened?.scale ?? 1);
  return {
    ...around,
    isInline,
    indent: isInline ? parent.indent : inherited.indent,
    clipped,
    folded: foldedBy(element, surroundings),
    ground: (element.tagName === 'text' ? rectangleUnder(element, inherited.fontPx) : undefined) ?? painted.ground,
    group: painted.group,
    clipInk: painted.clipInk,
    opacity,
    scaleX: parent.scaleX * moved.scaleX * factor,
    scaleY: parent.scaleY * moved.scaleY * factor,
    clip: clipOf(box),
    eye: eyeOf(read),
    foldedColumns: element.tagName === 'table' ? foldedColumns(element, valuesOf) : parent.foldedColumns,
    place: placed,
    container: isPositioned ? placed : parent.container,
    window: windowAt(box, placed, isPositioned),
    canEscape: clipped !== parent.clipped ? !isPositioned : parent.canEscape && !isPositioned,
    isPaintedOver: stacks ? false : parent.isPaintedOver || painted.isOpaque,
    stage: stageOf(box, isPositioned),
    covered:
      coveredAround(box) ?? (isPositioned || display.endsWith('grid') ? coverIn(element, surroundings) : undefined),
    buried: element.tagName === 'svg' ? buriedIn(element) : parent.buried,
    drawing: opened?.drawing ?? movedIn(element, parent.drawing, read.text('transform', 'none'), moved),
  };
}

/** The nearest box that shows nothing beyond its edges. */
function windowAt(box: Box, { x, y }: Place, isPositioned: boolean): Window | undefined {
  const { read, display, isOutOfFlow, parent } = box;
  if (display.endsWith('grid') && /^(?:0(?:fr|px|%)?\s*)+$/.test(read.text('grid-template-rows', 'none')))
    return { width: undefined, height: 0, x, y, isContainer: false };
  const cut = windowOf(box);
  if (cut !== undefined && (cut.width !== undefined || cut.height !== undefined))
    return { ...cut, x, y, isContainer: isPositioned };
  return !isOutOfFlow || parent.window?.isContainer === true ? parent.window : undefined;
}

/** `perspective`, which browsers take for a pixel at least. */
function eyeOf(read: Reader): number {
  const eye = read.px('perspective');
  return eye === undefined ? 0 : Math.max(1, eye);
}
