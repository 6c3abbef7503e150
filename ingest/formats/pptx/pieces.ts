/**
 * A slide taken apart: everything on it in the order of painting, and what of that may hold text.
 * Guarantees: groups' transforms are worked in, placeholders have the place and the fill of their layout or master, prompts of empty
 * placeholders are left out, and what a master lends to a slide is there only where the slide shows it.
 */
import type { Hidden } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { UnreadableDocument } from '../format.ts';
import { alternatives } from '../ooxml/alternate.ts';
import type { Budget } from '../ooxml/budget.ts';
import { type Frame, frameOf, groupMatrix, type Matrix, UNMOVED } from '../ooxml/drawing/frame.ts';
import { NO_PAINT, type Paint, paintIn, styledPaint, UNKNOWN_PAINT } from '../ooxml/drawing/paint.ts';
import { childOf, childrenOf, elementsOf, type XmlElement } from '../ooxml/xml.ts';
import type { Part, Slide } from './deck.ts';
import { type Outline, outlineOf } from './outline.ts';
import { placeholderChain } from './placeholders.ts';
import { drawingProperties, graphicOf, xfrmOf } from './shape-xml.ts';
import { tableCells } from './table-cells.ts';
import { PPTX_TECHNIQUES } from './techniques.ts';

const MAX_SHAPES = 5_000;
const MAX_DEPTH = 100;

/** Something painted. Of what is `part` of its box it can't be told what it leaves free. */
export interface Painted {
  readonly frame: Frame;
  readonly paint: Paint;
  readonly outline: Outline;
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

/** `shapes` pays for every shape and cell. */
export function takeApart(slide: Slide, whole: Frame, tableStyles: XmlElement | undefined, shapes: Budget): Pieces {
  const taker = new Taker(slide, whole, tableStyles, shapes);
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
  readonly #shapes: Budget;
  #count = 0;
  #animated = new Set<string>();

  constructor(slide: Slide, whole: Frame, tableStyles: XmlElement | undefined, shapes: Budget) {
    this.#shapes = shapes;
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
        const { chosen } = alternatives(element);
        this.#children({ ...element, children: chosen }, part, layer, { ...outer, depth: outer.depth + 1 });
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
    this.#shapes.spend(1);
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

function kindOf(element: XmlElement): Item['kind'] {
  if (element.name === 'p:pic') return 'picture';
  if (element.name !== 'p:graphicFrame') return 'text';
  return childOf(graphicOf(element), 'a:tbl') === undefined ? 'frame' : 'table';
}
