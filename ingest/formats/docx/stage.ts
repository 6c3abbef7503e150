/**
 * What the shapes of a part paint, in the order of painting: so that a box of text knows what lies behind it and what lies over it.
 * Only shapes of which the file itself says that they share a page are compared: those of one drawing, of one paragraph, or of places
 * between the same page breaks. Guarantees: work is bounded by {@link MAX_PAINTED} shapes a part; the rest count as painting nothing.
 */
import type { ColourScope } from '../ooxml/colours.ts';
import { childOf, childrenOf, elementsOf, type XmlElement } from '../ooxml/xml.ts';
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
  /** Whether nothing behind it shows through. */
  readonly isOpaque: boolean;
  readonly page: number;
  readonly paragraph: XmlElement | undefined;
  readonly behindText: boolean;
  /** It takes the room of its own, as a letter does. */
  readonly inLine: boolean;
  readonly order: number;
}

/** Whether the picture of a relationship id lets nothing through. */
type SolidPicture = (relationshipId: string) => boolean;

/** A part's painted shapes, the lowest first. */
export function readStage(
  root: XmlElement,
  page: Page,
  colours: ColourScope,
  isSolid: SolidPicture,
): readonly Painted[] {
  const found: Painted[] = [];
  let pageNumber = 0;
  const visit = (element: XmlElement, paragraph: XmlElement | undefined): void => {
    if (element.name === 'mc:Fallback' || found.length > MAX_PAINTED) return;
    if (breaksPage(element)) pageNumber += 1;
    if (element.name === 'wp:anchor' || element.name === 'wp:inline') {
      found.push(...drawingOf(element, { page, colours, pageNumber, paragraph, isSolid }));
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
    .some((above) => above.isOpaque && areTogether(above, shape) && coverage(shape.box, above.box) >= MIN_OVER);
}

/** What a paragraph may be hidden under or stand on, as far as shapes go. Its own place on the page is not known. */
export interface Around {
  readonly paragraph: XmlElement;
  readonly page: Page;
  /** Points from the paragraph that a shape is anchored in to this one, by a low estimate; missing where a table or a page comes between. */
  readonly below: ReadonlyMap<XmlElement, number>;
  /** Points from the top of the page to this paragraph, by a low estimate. */
  readonly pageTop: number;
  /** Low estimate of the paragraph's height, in points. */
  readonly height: number;
  /** Low estimate of how far its text reaches from the left, in points. */
  readonly width: number;
}

/** Share of a paragraph's lines and width that a shape must lie over. */
const MIN_OVER_TEXT = 0.8;

/** Whether a shape in front of the text, anchored in this paragraph or in one shortly before it, is painted over all of it. */
export function isUnderShape(stage: readonly Painted[], around: Around): boolean {
  return stage.some(({ behindText, inLine, isOpaque, box, paragraph }) => {
    const top = paragraph === undefined ? undefined : around.below.get(paragraph);
    if (behindText || inLine || !isOpaque || !box.fromParagraph || top === undefined) return false;
    const left = Math.max(box.left, around.page.left);
    const right = Math.min(box.left + box.width, around.page.left + around.width);
    const upper = Math.max(box.top, top);
    const lower = Math.min(box.top + box.height, top + around.height);
    return right - left >= MIN_OVER_TEXT * around.width && lower - upper >= MIN_OVER_TEXT * around.height;
  });
}

/** Whether a painted shape may lie behind the paragraph: nobody can tell the colour of its paper then. */
export function mayHavePaintBehind(stage: readonly Painted[], around: Around): boolean {
  const { page, below, pageTop, height } = around;
  const column = page.width - page.left - page.right;
  return stage.some(({ behindText, fill, box, paragraph }) => {
    const top = paragraph === undefined ? undefined : below.get(paragraph);
    if (!behindText || fill === 'none' || top === undefined || box.height < MIN_LINE) return false;
    const across = Math.min(box.left + box.width, page.width - page.right) - Math.max(box.left, page.left);
    if (across < MIN_COLUMN_SHARE * column) return false;
    const start = box.fromParagraph ? top : pageTop;
    // The estimate is low: the paragraph may stand further down, but not higher up.
    return box.top + box.height > start && box.top < 3 * start + height + TOLERANCE;
  });
}

/** Share of the column that a shape behind text must span to be taken for its background. */
const MIN_COLUMN_SHARE = 0.3;
/** Points that an estimate may be wrong at the start of a page. */
const TOLERANCE = 60;
/** Lower than this, nothing is behind a line of text. */
const MIN_LINE = 8;

export function breaksPage(element: XmlElement): boolean {
  if (element.name === 'w:lastRenderedPageBreak' || element.name === 'w:pageBreakBefore') return true;
  return element.name === 'w:br' && element.attributes.get('w:type') === 'page';
}

function isOpaqueShape(properties: XmlElement | undefined, fill: Fill, isSolid: SolidPicture): boolean {
  if (fill === 'none') return false;
  if (fill !== 'unknown') return fill.a >= 0.95;
  const gradient = childOf(properties, 'a:gradFill') ?? childOf(properties, 'a:pattFill');
  if (gradient !== undefined) return ![...elementsOf(gradient)].some((one) => one.name === 'a:alpha');
  return isSolidPicture(childOf(properties, 'a:blipFill'), isSolid);
}

function isSolidPicture(fill: XmlElement | undefined, isSolid: SolidPicture): boolean {
  const blip = childOf(fill, 'a:blip');
  const id = blip?.attributes.get('r:embed');
  return (
    blip !== undefined && id !== undefined && !childrenOf(blip).some((one) => /alpha/i.test(one.name)) && isSolid(id)
  );
}

/** The paper that a shape behind the text makes of a whole page, as headers of dark templates do. */
export function pagePaper(stage: readonly Painted[], page: Page, paper: Paper): Paper {
  const whole: Box = { left: 0, top: 0, width: page.width, height: page.height, fromParagraph: false };
  return stage
    .filter((shape) => coverage(whole, shape.box) >= MIN_OF_PAGE)
    .reduce((under, shape) => filled(under, shape.fill), paper);
}

const MIN_OF_PAGE = 0.8;

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
  readonly isSolid: SolidPicture;
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
    inLine: drawing.name === 'wp:inline' || !childrenOf(drawing).some((one) => one.name === 'wp:wrapNone'),
    order: Number(drawing.attributes.get('relativeHeight') ?? 0) || 0,
  };
  const found: Painted[] = [];
  const add = (element: XmlElement, at: Box, group: Fill): void => {
    if (element.name === 'wps:wsp') {
      const fill = shapeFill(childOf(element, 'wps:spPr'), childOf(element, 'wps:style'), group, drawn.colours);
      const isOpaque = isOpaqueShape(childOf(element, 'wps:spPr'), fill, drawn.isSolid);
      found.push({ element, box: at, fill, isOpaque, ...common });
    } else if (element.name === 'pic:pic') {
      const isOpaque = isSolidPicture(childOf(element, 'pic:blipFill'), drawn.isSolid);
      found.push({ element, box: at, fill: 'unknown', isOpaque, ...common });
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
