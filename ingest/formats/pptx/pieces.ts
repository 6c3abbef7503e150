/**
 * A slide taken apart: everything on it in the order of painting, and what of that may hold text.
 * Guarantees: groups' transforms are worked in, placeholders have the place and the fill of their layout or master, prompts of empty
 * placeholders are left out, and what a master lends to a slide is there only where the slide shows it.
 */
import type { Hidden } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { UnreadableDocument } from '../format.ts';
import { type Frame, frameOf, groupMatrix, type Matrix, makeFrame, numberOf, UNMOVED } from '../ooxml/drawing/frame.ts';
import { NO_PAINT, type Paint, type PaintScope, paintIn, styledPaint, UNKNOWN_PAINT } from '../ooxml/drawing/paint.ts';
import { childOf, childrenOf, elementsOf, type XmlElement } from '../ooxml/xml.ts';
import type { Part, Slide } from './deck.ts';
import { placeholderChain } from './placeholders.ts';
import { tableStyler } from './table-style.ts';
import { PPTX_TECHNIQUES } from './techniques.ts';

const MAX_SHAPES = 5_000;
const MAX_DEPTH = 100;

/** Something painted. Of what is `part` of its box it can't be told what it leaves free. */
export interface Painted {
  readonly frame: Frame;
  readonly paint: Paint;
  readonly outline: 'whole' | 'ellipse' | 'part';
  /** It comes and goes in the show. */
  readonly isAnimated: boolean;
  readonly part: Part;
}

/** Something that may hold text. */
export interface Item {
  readonly kind: 'text' | 'table' | 'frame' | 'picture';
  readonly element: XmlElement;
  readonly part: Part;
  readonly layer: 'slide' | 'layout' | 'master';
  readonly frame: Frame;
  /** Whether the file says where it stands. */
  readonly isPlaced: boolean;
  /** How many painted things lie below or are it. Cells of a table add their own. */
  readonly depth: number;
  readonly hidden?: Hidden;
  /** The placeholders of layout and master that it takes from, nearest first. */
  readonly inherits: readonly XmlElement[];
  /** `title`, `body`; absent for what is no placeholder. */
  readonly placeholder?: string;
}

export interface Pieces {
  readonly painted: readonly Painted[];
  readonly items: readonly Item[];
}

export function takeApart(slide: Slide, whole: Frame, tableStyles: XmlElement | undefined): Pieces {
  const taker = new Taker(slide, whole, tableStyles);
  const { part, layout, master } = slide;
  const showsLayout = part.root.attributes.get('showMasterSp') !== '0';
  const showsMaster = showsLayout && layout?.root.attributes.get('showMasterSp') !== '0';
  if (master !== undefined && showsMaster) taker.add(master, 'master');
  if (layout !== undefined && showsLayout) taker.add(layout, 'layout');
  taker.add(part, 'slide');
  return taker;
}

interface Outer {
  readonly matrix: Matrix;
  readonly depth: number;
  readonly hidden?: Hidden;
  readonly fill?: Paint;
}

class Taker implements Pieces {
  readonly painted: Painted[] = [];
  readonly items: Item[] = [];
  readonly #slide: Slide;
  readonly #whole: Frame;
  readonly #tableStyles: XmlElement | undefined;
  #count = 0;
  #animated = new Set<string>();

  constructor(slide: Slide, whole: Frame, tableStyles: XmlElement | undefined) {
    this.#slide = slide;
    this.#whole = whole;
    this.#tableStyles = tableStyles;
  }

  add(part: Part, layer: Item['layer']): void {
    this.#animated = new Set();
    const timing = childOf(part.root, 'p:timing');
    for (const one of timing === undefined ? [] : elementsOf(timing)) {
      if (one.name === 'p:spTgt') this.#animated.add(one.attributes.get('spid') ?? '');
    }
    const tree = childOf(childOf(part.root, 'p:cSld'), 'p:spTree');
    if (tree !== undefined) this.#children(tree, part, layer, { matrix: UNMOVED, depth: 0 });
  }

  #children(parent: XmlElement, part: Part, layer: Item['layer'], outer: Outer): void {
    if (outer.depth > MAX_DEPTH) {
      throw new UnreadableDocument('too-deeply-nested', `the presentation nests groups more than ${MAX_DEPTH} deep`);
    }
    for (const child of childrenOf(parent)) this.#shape(child, part, layer, outer);
  }

  #shape(element: XmlElement, part: Part, layer: Item['layer'], outer: Outer): void {
    switch (element.name) {
      case 'mc:AlternateContent': {
        const chosen = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback');
        if (chosen !== undefined) this.#children(chosen, part, layer, { ...outer, depth: outer.depth + 1 });
        return;
      }
      case 'p:grpSp': {
        const properties = childOf(element, 'p:grpSpPr');
        const hidden = outer.hidden ?? this.#switchedOff(element);
        const fill = paintIn(properties, this.#slide.scope, outer.fill) ?? outer.fill;
        this.#children(element, part, layer, {
          matrix: groupMatrix(childOf(properties, 'a:xfrm'), outer.matrix),
          depth: outer.depth + 1,
          ...(hidden === undefined ? {} : { hidden }),
          ...(fill === undefined ? {} : { fill }),
        });
        return;
      }
      case 'p:sp':
      case 'p:cxnSp':
      case 'p:pic':
      case 'p:graphicFrame':
        this.#one(element, part, layer, outer);
        return;
      default:
        return;
    }
  }

  #one(element: XmlElement, part: Part, layer: Item['layer'], outer: Outer): void {
    this.#tally();
    const { placeholder, chain } = placeholderChain(element, layer, this.#slide);
    // Of layout and master a slide shows what is no placeholder.
    if (placeholder !== undefined && layer !== 'slide') return;
    const all = [element, ...chain];
    const xfrm = all.map(xfrmOf).find((one) => one !== undefined);
    const frame = xfrm === undefined ? this.#whole : frameOf(xfrm, outer.matrix);
    const hidden = outer.hidden ?? this.#switchedOff(element);
    if (hidden === undefined) this.#paint(all, part, frame, outer.fill);
    const kind = kindOf(element);
    this.items.push({
      ...{
        kind,
        element,
        part,
        layer,
        frame,
        isPlaced: xfrm !== undefined,
        inherits: chain,
        depth: this.painted.length,
      },
      ...(hidden === undefined ? {} : { hidden }),
      ...(placeholder === undefined ? {} : { placeholder }),
    });
    if (kind === 'table' && hidden === undefined) {
      for (const { frame: at, fill } of tableCells(element, frame, this.#slide.scope, this.#tableStyles)) {
        this.#tally();
        this.painted.push({ frame: at, part, paint: fill, outline: 'whole', isAnimated: this.#isAnimated(element) });
      }
    }
  }

  #paint(all: readonly XmlElement[], part: Part, frame: Frame, group: Paint | undefined): void {
    const [element] = all;
    if (element === undefined) return;
    const isPicture = element.name === 'p:pic';
    const isFrame = element.name === 'p:graphicFrame';
    const own = all
      .map((one) => paintIn(childOf(one, 'p:spPr'), this.#slide.scope, group))
      .find((one) => one !== undefined);
    const styled = styledPaint(childOf(childOf(element, 'p:style'), 'a:fillRef'), this.#slide.scope);
    const paint = isPicture
      ? (paintIn(element, this.#slide.scope) ?? UNKNOWN_PAINT)
      : isFrame && kindOf(element) !== 'table'
        ? UNKNOWN_PAINT
        : (own ?? styled ?? NO_PAINT);
    this.painted.push({
      ...{ frame, paint, part, isAnimated: this.#isAnimated(element) },
      outline: isFrame ? 'part' : outlineOf(all),
    });
  }

  #tally(): void {
    this.#count += 1;
    if (this.#count <= MAX_SHAPES) return;
    throw new UnreadableDocument('output-too-large', `a slide has more than ${MAX_SHAPES} shapes and cells`);
  }

  #isAnimated(element: XmlElement): boolean {
    return this.#animated.has(drawingProperties(element)?.attributes.get('id') ?? '');
  }

  #switchedOff(element: XmlElement): Hidden | undefined {
    const value = drawingProperties(element)?.attributes.get('hidden');
    return value === '1' || value === 'true' ? hiddenBy(PPTX_TECHNIQUES, 'pptx-hidden-shape') : undefined;
  }
}

/** `p:cNvPr`, whatever the shape is. */
export function drawingProperties(element: XmlElement): XmlElement | undefined {
  for (const child of childrenOf(element)) {
    const found = childOf(child, 'p:cNvPr');
    if (found !== undefined) return found;
  }
  return undefined;
}

function xfrmOf(element: XmlElement): XmlElement | undefined {
  return childOf(element, 'p:xfrm') ?? childOf(childOf(element, 'p:spPr'), 'a:xfrm');
}

export function graphicOf(element: XmlElement): XmlElement | undefined {
  return childOf(childOf(element, 'a:graphic'), 'a:graphicData');
}

function kindOf(element: XmlElement): Item['kind'] {
  if (element.name === 'p:pic') return 'picture';
  if (element.name !== 'p:graphicFrame') return 'text';
  return childOf(graphicOf(element), 'a:tbl') === undefined ? 'frame' : 'table';
}

const WHOLE_SHAPES =
  /^(?:rect|round\w*Rect|snip\w*Rect|flowChart(?:Process|AlternateProcess|PredefinedProcess|InternalStorage)|bevel|actionButton\w+|plaque|foldedCorner|wedge(?:Round)?RectCallout)$/;

/** Which part of its box a shape fills. */
function outlineOf(all: readonly XmlElement[]): Painted['outline'] {
  const properties = all.map((one) => childOf(one, 'p:spPr'));
  const own = properties.find(
    (one) => childOf(one, 'a:prstGeom') !== undefined || childOf(one, 'a:custGeom') !== undefined,
  );
  const preset = childOf(own, 'a:prstGeom')?.attributes.get('prst');
  if (preset !== undefined) {
    if (preset === 'ellipse' || preset === 'flowChartConnector') return 'ellipse';
    return WHOLE_SHAPES.test(preset) ? 'whole' : 'part';
  }
  const custom = childOf(own, 'a:custGeom');
  return custom === undefined || fillsBox(custom) ? 'whole' : 'part';
}

/** Whether a free path is as large as its box (shoelace formula). */
function fillsBox(custom: XmlElement): boolean {
  return childrenOf(childOf(custom, 'a:pathLst') ?? custom, 'a:path').some((path) => {
    const points = childrenOf(path).flatMap((step) => childrenOf(step, 'a:pt').slice(-1));
    const at = points.map((point) => ({ x: numberOf(point, 'x', Number.NaN), y: numberOf(point, 'y', Number.NaN) }));
    const doubled = at.reduce((sum, point, i) => {
      const next = at[(i + 1) % at.length] ?? point;
      return sum + point.x * next.y - next.x * point.y;
    }, 0);
    const [width, height] = [numberOf(path, 'w'), numberOf(path, 'h')];
    return (
      path.attributes.get('fill') !== 'none' && Math.abs(doubled) / 2 >= 0.95 * width * height && width * height > 0
    );
  });
}

export interface TableCell {
  readonly element: XmlElement;
  readonly row: number;
  /** Another cell lies over it. */
  readonly isMerged: boolean;
  readonly frame: Frame;
  readonly fill: Paint;
  /** The colour that the table's style gives its text. */
  readonly text?: Paint;
}

/** Every cell of a table with its box, row by row. Rows that grow with their text are taken as the file states them. */
export function tableCells(
  element: XmlElement,
  frame: Frame,
  scope: PaintScope,
  styles: XmlElement | undefined,
): TableCell[] {
  const table = childOf(graphicOf(element), 'a:tbl');
  if (table === undefined) return [];
  const styleAt = tableStyler(table, styles, scope);
  const columns = childrenOf(childOf(table, 'a:tblGrid') ?? table, 'a:gridCol').map((column) => numberOf(column, 'w'));
  const rows = childrenOf(table, 'a:tr');
  const lefts = offsets(columns);
  const tops = offsets(rows.map((row) => numberOf(row, 'h')));
  const [a, b, c, d, e, f] = frame.toSlide;
  return rows.flatMap((tr, row) =>
    childrenOf(tr, 'a:tc').map((cell, column) => {
      const { fill, text } = styleAt({ row, column, rows: rows.length, columns: columns.length });
      const [left, top] = [lefts[column] ?? 0, tops[row] ?? 0];
      const right = lefts[Math.min(columns.length, column + Math.max(1, numberOf(cell, 'gridSpan', 1)))] ?? left;
      const bottom = tops[Math.min(rows.length, row + Math.max(1, numberOf(cell, 'rowSpan', 1)))] ?? top;
      return {
        ...{ element: cell, row, fill: paintIn(childOf(cell, 'a:tcPr'), scope) ?? fill },
        isMerged: ['hMerge', 'vMerge'].some((name) => /^(?:1|true)$/.test(cell.attributes.get(name) ?? '')),
        frame: makeFrame(right - left, bottom - top, [a, b, c, d, a * left + c * top + e, b * left + d * top + f]),
        ...(text === undefined ? {} : { text }),
      };
    }),
  );
}

/** Where each of several lengths begins, and where the last one ends. */
function offsets(lengths: readonly number[]): number[] {
  const found = [0];
  for (const length of lengths) found.push((found.at(-1) ?? 0) + length);
  return found;
}
