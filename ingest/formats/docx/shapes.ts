/**
 * The texts of drawings: text boxes of DrawingML and VML, watermarks, diagrams and charts, each with why it is not seen, if it isn't.
 * Alternative texts and addresses of pictures come back as evidence. It reads what Word chooses of alternate content.
 */
import type { Run } from '../../stages.ts';
import type { Colour } from '../../visibility/contrast.ts';
import { MIN_POINTS } from '../../visibility/size.ts';
import { alternatives } from '../ooxml/alternate.ts';
import { resolveColour } from '../ooxml/colours.ts';
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from '../ooxml/xml.ts';
import { imageRuns } from '../targets.ts';
import { filled, vmlFill } from './fill.ts';
import { anchorBox, type Box, isOffPage, sizeOf } from './geometry.ts';
import type { Paper } from './paper.ts';
import type { PartContext, Scope } from './scope.ts';
import { isCovered, type Painted, paperBehind } from './stage.ts';
import type { Unseen } from './verdict.ts';
import { hasRelativeSize, isHiddenVml, isOffPageVml, sizeOfVml, vmlStyle } from './vml.ts';

/** A text that stands beside its paragraph. */
export interface ShapeText {
  /** Paragraphs, in the `w:` language. */
  readonly content?: XmlElement;
  /** Plain lines of diagrams, charts and watermarks. */
  readonly lines?: readonly string[];
  readonly paper: Paper;
  readonly shapeInk?: Colour;
  /** In points, where the box does not grow with its text. */
  readonly height?: number;
  /** Word stretches the letters to the shape: their own size does not count. */
  readonly stretched?: boolean;
  readonly hidden?: Unseen;
}

interface ShapeReading {
  readonly texts: ShapeText[];
  readonly evidence: Run[];
}

interface Inside {
  readonly context: PartContext;
  readonly stage: readonly Painted[];
  readonly scope: Scope;
  readonly hidden?: Unseen;
  readonly reading: ShapeReading;
}

const IS_TRUE = /^(?:1|true|t|on)$/i;

/** Reads a `w:drawing`, `w:pict` or `w:object`. */
export function readShapes(
  element: XmlElement,
  context: PartContext,
  scope: Scope,
  stage: readonly Painted[],
  hidden: Unseen | undefined,
): ShapeReading {
  const reading: ShapeReading = { texts: [], evidence: [] };
  const inside: Inside = { context, stage, scope, reading, ...(hidden === undefined ? {} : { hidden }) };
  for (const child of childrenOf(element)) {
    if (child.name === 'wp:anchor' || child.name === 'wp:inline') readDrawing(child, inside);
    else readVml(child, inside);
  }
  return reading;
}

function readDrawing(drawing: XmlElement, inside: Inside): void {
  const { page } = inside.context;
  const properties = childOf(drawing, 'wp:docPr');
  const box = drawing.name === 'wp:anchor' ? anchorBox(drawing, page) : undefined;
  const size = sizeOf(childOf(drawing, 'wp:extent'));
  const hidden =
    inside.hidden ??
    (isHiddenShape(properties) || IS_TRUE.test(drawing.attributes.get('hidden') ?? '') ? HIDDEN : undefined) ??
    (size !== undefined && isNothing(size) ? NO_SIZE : undefined) ??
    (box !== undefined && isOffPage(box, page) ? OFF_PAGE : undefined);
  describe(properties, drawing, inside);
  const data = childOf(childOf(drawing, 'a:graphic'), 'a:graphicData');
  for (const child of data === undefined ? [] : childrenOf(data)) {
    readGraphic(child, { ...inside, ...(hidden === undefined ? {} : { hidden }) }, box);
  }
}

function readGraphic(element: XmlElement, inside: Inside, box: Box | undefined): void {
  const { context, reading, scope } = inside;
  switch (element.name) {
    case 'wps:wsp':
      readWordShape(element, inside);
      break;
    case 'wpg:wgp':
    case 'wpg:grpSp':
    case 'wpc:wpc':
      describe(childOf(element, 'wpg:cNvPr'), undefined, inside);
      for (const child of childrenOf(element)) readGraphic(child, inside, box);
      break;
    case 'mc:AlternateContent':
      for (const child of alternatives(element).chosen) readGraphic(child, inside, box);
      break;
    case 'pic:pic': {
      const properties = childOf(childOf(element, 'pic:nvPicPr'), 'pic:cNvPr');
      describe(properties, element, inside);
      break;
    }
    case 'c:chart':
    case 'dgm:relIds': {
      const id = element.attributes.get(element.name === 'c:chart' ? 'r:id' : 'r:dm') ?? '';
      const tree = context.pack.tree(context.pack.relationships(context.part).get(id)?.target);
      const lines = tree === undefined ? [] : element.name === 'c:chart' ? chartLines(tree) : diagramLines(tree);
      if (lines.length > 0) reading.texts.push({ lines, paper: scope.paper, ...hiddenOf(inside.hidden) });
      break;
    }
    default:
      break;
  }
}

function readWordShape(shape: XmlElement, inside: Inside): void {
  const { context, stage, scope, reading } = inside;
  const own = childOf(shape, 'wps:cNvPr');
  describe(own, undefined, inside);
  const content = childOf(childOf(shape, 'wps:txbx'), 'w:txbxContent');
  if (content === undefined) return;
  const style = childOf(shape, 'wps:style');
  const painted = stage.find((one) => one.element === shape);
  const size = painted?.box ?? sizeOf(childOf(childOf(childOf(shape, 'wps:spPr'), 'a:xfrm'), 'a:ext'));
  const hidden =
    inside.hidden ??
    (isHiddenShape(own) ? HIDDEN : undefined) ??
    (size !== undefined && isNothing(size) ? NO_SIZE : undefined) ??
    (painted !== undefined && isOffPage(painted.box, context.page) && !isInline(painted) ? OFF_PAGE : undefined) ??
    (isCovered(stage, shape) ? COVERED : undefined);
  const ink = resolveColour(childOf(style, 'a:fontRef'), context.colours);
  const body = childOf(shape, 'wps:bodyPr');
  const grows = childOf(body, 'a:spAutoFit') !== undefined || !/^(?:horz)?$/.test(body?.attributes.get('vert') ?? '');
  const warp = childOf(body, 'a:prstTxWarp')?.attributes.get('prst') ?? 'textNoShape';
  const stretched = warp !== 'textNoShape';
  reading.texts.push({
    content,
    ...(stretched ? { stretched } : {}),
    paper: filled(paperBehind(stage, shape, scope.paper), painted?.fill ?? 'none'),
    ...(ink === undefined ? {} : { shapeInk: ink }),
    ...(grows || stretched || size === undefined ? {} : { height: size.height }),
    ...hiddenOf(hidden),
  });
}

function readVml(element: XmlElement, inside: Inside): void {
  const { context, reading, scope } = inside;
  if (!/^v:(?:shape|rect|roundrect|oval|group|line|polyline|arc|curve|image)$/.test(element.name)) return;
  const style = vmlStyle(element);
  const size = sizeOfVml(style);
  const hidden =
    inside.hidden ??
    (isHiddenVml(style) ? HIDDEN : undefined) ??
    (size !== undefined && isNothing(size) && !hasRelativeSize(style) ? NO_SIZE : undefined) ??
    (isOffPageVml(style, context.page) ? OFF_PAGE : undefined);
  const alt = element.attributes.get('alt') ?? element.attributes.get('o:title') ?? '';
  reading.evidence.push(...imageRuns(alt, ''));
  const paper = element.name === 'v:group' ? scope.paper : filled(scope.paper, vmlFill(element));
  for (const child of childrenOf(element)) {
    const content = child.name === 'v:textbox' ? childOf(child, 'w:txbxContent') : undefined;
    const isShown = content === undefined || !isHiddenVml(vmlStyle(child));
    if (content !== undefined)
      reading.texts.push({ content, paper, ...hiddenOf(hidden ?? (isShown ? undefined : HIDDEN)) });
    const watermark = child.name === 'v:textpath' ? (child.attributes.get('string') ?? '') : '';
    if (watermark.trim() !== '' && element.name !== 'v:shapetype') {
      reading.texts.push({
        lines: [watermark],
        paper: scope.paper,
        ...hiddenOf(hidden ?? whyPaleWatermark(element, scope)),
      });
    }
    readVml(child, { ...inside, scope: { ...scope, paper }, ...(hidden === undefined ? {} : { hidden }) });
  }
}

/** A watermark is painted in the shape's own fill. Silver at half strength, Word's own choice, is seen. */
function whyPaleWatermark(shape: XmlElement, scope: Scope): Unseen | undefined {
  const fill = vmlFill(shape);
  if (fill === 'unknown' || scope.paper === 'unknown') return undefined;
  if (fill === 'none' || fill.a < 0.05 || (fill.a === 1 && fill.r > 250 && fill.g > 250 && fill.b > 250)) {
    return { technique: 'docx-transparent', why: 'a watermark without a colour' };
  }
  return undefined;
}

const HIDDEN: Unseen = { technique: 'docx-hidden-shape', why: 'the shape is marked as hidden' };
const NO_SIZE: Unseen = { technique: 'docx-hidden-shape', why: 'the shape has next to no size' };
const OFF_PAGE: Unseen = { technique: 'docx-off-page', why: 'the shape lies beside the page' };
const COVERED: Unseen = { technique: 'docx-covered', why: 'another shape is painted over it' };

function hiddenOf(hidden: Unseen | undefined): { hidden?: Unseen } {
  return hidden === undefined ? {} : { hidden };
}

function isInline(painted: Painted): boolean {
  return painted.box.left === 0 && painted.box.top === 0 && painted.box.fromParagraph;
}

function isNothing({ width, height }: { width: number; height: number }): boolean {
  return width < MIN_POINTS || height < MIN_POINTS;
}

function isHiddenShape(properties: XmlElement | undefined): boolean {
  return IS_TRUE.test(properties?.attributes.get('hidden') ?? '');
}

/** Alternative text, screen tip, and the addresses of pictures that are fetched from elsewhere. */
function describe(
  properties: XmlElement | undefined,
  pictures: XmlElement | undefined,
  { context, reading }: Inside,
): void {
  const relations = context.pack.relationships(context.part);
  const links = [...(pictures === undefined ? [] : elementsOf(pictures))]
    .filter((element) => element.name === 'a:blip')
    .map((blip) => relations.get(blip.attributes.get('r:link') ?? ''))
    .filter((relation) => relation?.isExternal === true)
    .map((relation) => relation?.target ?? '');
  const said = [properties?.attributes.get('descr'), properties?.attributes.get('title')].filter(
    (one) => one !== undefined,
  );
  const alt = [...new Set(said)].join('\n');
  if (pictures?.name !== 'pic:pic') for (const link of links) reading.evidence.push(...imageRuns('', link));
  reading.evidence.push(...imageRuns(alt, ''));
}

/** Titles, names of series and categories, as they were saved with the chart. */
function chartLines(chart: XmlElement): string[] {
  const lines: string[] = [];
  for (const element of elementsOf(chart)) {
    if (element.name === 'c:title') {
      const title = [...elementsOf(element)].filter((one) => one.name === 'a:p').map(richText);
      lines.push(...title);
    }
    if (element.name === 'c:tx' || element.name === 'c:cat') {
      lines.push(...[...elementsOf(element)].filter((one) => one.name === 'c:v').map((value) => textOf(value)));
    }
  }
  return [...new Set(lines.map((line) => line.trim()))].filter((line) => line !== '');
}

/** The texts of a diagram's nodes, in the order of the data. */
function diagramLines(diagram: XmlElement): string[] {
  return [...elementsOf(diagram)]
    .filter((point) => point.name === 'dgm:pt' && /^(?:node|asst|doc)?$/.test(point.attributes.get('type') ?? ''))
    .flatMap((point) => childrenOf(point, 'dgm:t').flatMap((text) => childrenOf(text, 'a:p').map(richText)))
    .filter((line) => line.trim() !== '');
}

function richText(paragraph: XmlElement): string {
  return [...elementsOf(paragraph)]
    .filter((one) => one.name === 'a:t')
    .map(textOf)
    .join('');
}
