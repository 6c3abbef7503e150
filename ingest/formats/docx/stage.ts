/**
 * What the shapes of a part paint, in the order of painting: so that a box of text knows what lies behind it and what lies over it.
 * Only shapes of which the file itself says that they share a page are compared: those of one drawing, of one paragraph, or of places
 * between the same page breaks. Guarantees: work is bounded by {@link MAX_PAINTED} shapes a part; the rest count as painting nothing.
 */
import type { ColourScope } from '../ooxml/colours.ts';
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { type Fill, filled, shapeFill } from './fill.ts';
import { anchorBox, type Box, coverage, sizeOf } from './geometry.ts';
import type { Paper } from './paper.ts';
import type { Page } from './sections.ts';

const MAX_PAINTED = 400;
/** Share of a box that another must cover to count as what is behind it, or over it. */
const MIN_BEHIND = 0.5;
const MIN_OVER = 0.95;

export interface Painted {
  /** `wps:wsp` or `pic:pic`. */
  readonly element: XmlElement;
  readonly box: Box;
  readonly fill: Fill;
  readonly page: number;
  readonly paragraph: XmlElement | undefined;
  readonly behindText: boolean;
  readonly order: number;
}

/** A part's painted shapes, the lowest first. */
export function readStage(root: XmlElement, page: Page, colours: ColourScope): readonly Painted[] {
  const found: Painted[] = [];
  let pageNumber = 0;
  const visit = (element: XmlElement, paragraph: XmlElement | undefined): void => {
    if (element.name === 'mc:Fallback' || found.length > MAX_PAINTED) return;
    if (breaksPage(element)) pageNumber += 1;
    if (element.name === 'wp:anchor' || element.name === 'wp:inline') {
      found.push(...drawingOf(element, { page, colours, pageNumber, paragraph }));
    }
    for (const child of element.children) {
      if (typeof child !== 'string') visit(child, element.name === 'w:p' ? element : paragraph);
    }
  };
  visit(root, undefined);
  return found
    .slice(0, MAX_PAINTED)
    .map((painted, index) => ({ painted, index }))
    .sort((a, b) => layer(a.painted) - layer(b.painted) || a.painted.order - b.painted.order || a.index - b.index)
    .map(({ painted }) => painted);
}

/** What lies behind a shape, `paper` being what lies behind all of them. */
export function paperBehind(stage: readonly Painted[], element: XmlElement, paper: Paper): Paper {
  const at = stage.findIndex((painted) => painted.element === element);
  const shape = stage[at];
  if (shape === undefined) return paper;
  return stage
    .slice(0, at)
    .filter((below) => areTogether(below, shape) && coverage(shape.box, below.box) >= MIN_BEHIND)
    .reduce((under, below) => filled(under, below.fill), paper);
}

/** Whether a later shape is painted over all of this one. */
export function isCovered(stage: readonly Painted[], element: XmlElement): boolean {
  const at = stage.findIndex((painted) => painted.element === element);
  const shape = stage[at];
  if (shape === undefined) return false;
  return stage
    .slice(at + 1)
    .some((above) => isOpaque(above.fill) && areTogether(above, shape) && coverage(shape.box, above.box) >= MIN_OVER);
}

/** Shapes painted over the text of a paragraph that they are anchored in. */
export function coversParagraph(stage: readonly Painted[], paragraph: XmlElement): readonly Box[] {
  return stage
    .filter(
      (shape) => shape.paragraph === paragraph && !shape.behindText && shape.box.fromParagraph && isOpaque(shape.fill),
    )
    .map((shape) => shape.box);
}

/** Whether something dark or coloured, of whatever colour, may lie behind the text of a paragraph. */
export function hasPaintBehind(stage: readonly Painted[], paragraph: XmlElement, pageNumber: number): boolean {
  return stage.some(
    (shape) =>
      shape.behindText &&
      shape.fill !== 'none' &&
      (shape.paragraph === paragraph || (shape.page === pageNumber && !shape.box.fromParagraph)) &&
      shape.box.height >= 10,
  );
}

export function breaksPage(element: XmlElement): boolean {
  if (element.name === 'w:lastRenderedPageBreak' || element.name === 'w:pageBreakBefore') return true;
  return element.name === 'w:br' && element.attributes.get('w:type') === 'page';
}

function isOpaque(fill: Fill): boolean {
  return fill !== 'none' && fill !== 'unknown' && fill.a >= 0.95;
}

function layer(painted: Painted): number {
  return painted.behindText ? 0 : 1;
}

function areTogether(one: Painted, other: Painted): boolean {
  return (
    one.paragraph === other.paragraph || (one.page === other.page && !one.box.fromParagraph && !other.box.fromParagraph)
  );
}

interface Drawn {
  readonly page: Page;
  readonly colours: ColourScope;
  readonly pageNumber: number;
  readonly paragraph: XmlElement | undefined;
}

function drawingOf(drawing: XmlElement, drawn: Drawn): Painted[] {
  const size = sizeOf(childOf(drawing, 'wp:extent'));
  const inline = size === undefined ? undefined : { ...size, left: 0, top: 0, fromParagraph: true };
  const box = drawing.name === 'wp:anchor' ? anchorBox(drawing, drawn.page) : inline;
  const data = childOf(childOf(drawing, 'a:graphic'), 'a:graphicData');
  if (box === undefined || data === undefined) return [];
  const common = {
    page: drawn.pageNumber,
    paragraph: drawn.paragraph,
    behindText: /^(?:1|true)$/.test(drawing.attributes.get('behindDoc') ?? ''),
    order: Number(drawing.attributes.get('relativeHeight') ?? 0) || 0,
  };
  const found: Painted[] = [];
  const add = (element: XmlElement, at: Box, group: Fill): void => {
    if (element.name === 'wps:wsp') {
      const fill = shapeFill(childOf(element, 'wps:spPr'), childOf(element, 'wps:style'), group, drawn.colours);
      found.push({ element, box: at, fill, ...common });
    } else if (element.name === 'pic:pic') {
      found.push({ element, box: at, fill: 'unknown', ...common });
    } else if (/^(?:wpg:wgp|wpg:grpSp|wpc:wpc)$/.test(element.name)) {
      const properties = childOf(element, 'wpg:grpSpPr');
      const fill = properties === undefined ? group : shapeFill(properties, undefined, group, drawn.colours);
      const frame = childOf(properties, 'a:xfrm');
      for (const child of childrenOf(element)) add(child, childBox(child, at, frame), fill);
    }
  };
  for (const child of childrenOf(data)) add(child, box, 'none');
  return found;
}

/** The box of a group's child, which is stated in the group's own units. */
function childBox(child: XmlElement, group: Box, frame: XmlElement | undefined): Box {
  const properties = childOf(child, 'wps:spPr') ?? childOf(child, 'pic:spPr') ?? childOf(child, 'wpg:grpSpPr');
  const own = childOf(properties, 'a:xfrm');
  const at = sizeOf(childOf(own, 'a:off'), 'x', 'y');
  const size = sizeOf(childOf(own, 'a:ext'));
  if (at === undefined || size === undefined) return group;
  const origin = sizeOf(childOf(frame, 'a:chOff'), 'x', 'y') ?? { width: 0, height: 0 };
  const extent = sizeOf(childOf(frame, 'a:chExt')) ?? group;
  const scaleX = extent.width > 0 ? group.width / extent.width : 1;
  const scaleY = extent.height > 0 ? group.height / extent.height : 1;
  return {
    left: group.left + (at.width - origin.width) * scaleX,
    top: group.top + (at.height - origin.height) * scaleY,
    width: size.width * scaleX,
    height: size.height * scaleY,
    fromParagraph: group.fromParagraph,
  };
}
