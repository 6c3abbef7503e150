/** Why nothing is seen of a box, nor of anything in it. */
import type { Hidden } from '../../stages.ts';
import { MIN_ALPHA } from '../../visibility/contrast.ts';
import { type Box, cutAway, foldable, turnedAway } from './boxes.ts';
import { inFoldedColumn } from './columns.ts';
import { linePx } from './css/inherited.ts';
import { filterFunctions } from './css/paint.ts';
import type { GeneratedBox } from './css/selector.ts';
import type { Moved } from './css/shapes.ts';
import type { HtmlElement } from './css/tree.ts';
import type { Values } from './css/values.ts';
import type { Clips } from './drawing.ts';
import { behind } from './layers.ts';
import { underNeighbour } from './neighbours.ts';
import { pushedOut } from './pushed.ts';
import { hiddenAt, type Place, type View } from './view.ts';

/** Blurred by this many pixels and this share of a letter, text can't be read. */
const BLURRED = { px: 4, em: 0.25 } as const;

/** Where a box ends up, and how much of it lets itself be seen. */
export interface Shown {
  readonly moved: Moved;
  readonly placed: Place | 'off';
  /** 0 to 1, of all boxes around together. */
  readonly opacity: number;
  readonly filter: string;
}

export interface Surroundings {
  readonly clips: Clips;
  valuesOf(element: HtmlElement): Values;
  /** Of a box that styles put into an element; `undefined` where they put none. */
  boxValuesOf(element: HtmlElement, box: GeneratedBox): Values | undefined;
}

/** The first reason that is found, from those that an element says of itself to those that its neighbours give. */
export function goneBox(
  box: Box,
  { inherited }: View,
  { moved, placed, opacity, filter }: Shown,
  { clips, valuesOf }: Surroundings,
): Hidden | undefined {
  const { element, read, isInline, position, parent } = box;
  if (opacity < MIN_ALPHA) return hiddenAt(element, 'css-opacity', `opacity ${opacity.toFixed(2)}`, foldable(read));
  if (isBlurred(filter, inherited.fontPx)) return hiddenAt(element, 'css-blurred');
  if (!isInline && read.text('content-visibility', 'visible') === 'hidden')
    return hiddenAt(element, 'css-content-visibility');
  if (/^url\(/.test(read.text('content', 'normal'))) return hiddenAt(element, 'css-replaced');
  if (inFoldedColumn(element, parent.foldedColumns)) return hiddenAt(element, 'css-visibility', 'a folded column');
  const cut = cutAway(box);
  if (cut !== undefined) return cut;
  if (clips.isEmpty(read.text('clip-path', 'none'))) return hiddenAt(element, 'css-clipped', 'clipped to nothing');
  const turned = isInline ? undefined : turnedAway(element, read, moved);
  if (turned !== undefined) return turned;
  if (placed === 'off') return hiddenAt(element, 'css-off-screen', 'placed beyond the edge', foldable(read));
  return (
    pushedOut(box, moved, linePx(inherited), valuesOf) ??
    underNeighbour(element, read, position, parent, valuesOf) ??
    behind(box)
  );
}

function isBlurred(filter: string, fontPx: number): boolean {
  if (!filter.includes('blur')) return false;
  return filterFunctions(filter).some(
    ({ name, amount }) => name === 'blur' && amount >= BLURRED.px && amount >= fontPx * BLURRED.em,
  );
}
