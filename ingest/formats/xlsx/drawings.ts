/**
 * Text boxes, pictures and charts that lie on a sheet: the text that they show, and the cells that they cover.
 * Positions are those of the cells that a drawing is anchored to; sizes in rows are reckoned with generous rows.
 */
import type { Hidden } from '../../stages.ts';
import { type Colour, WHITE } from '../../visibility/contrast.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import { resolveColour } from '../ooxml/colours.ts';
import { NO_SOURCES, readBody, type Span } from '../ooxml/drawing/body.ts';
import { chartBlocks } from '../ooxml/drawing/chart-blocks.ts';
import { numberOf } from '../ooxml/drawing/frame.ts';
import { type Look, whyIllegible } from '../ooxml/drawing/legible.ts';
import {
  NO_PAINT,
  type Paint,
  type PaintScope,
  paintIn,
  solid,
  styledPaint,
  UNKNOWN_PAINT,
} from '../ooxml/drawing/paint.ts';
import { PictureOpacity } from '../ooxml/drawing/pictures.ts';
import { bodyBlocks } from '../ooxml/drawing/words.ts';
import { type Relations, relationsOf, targetsOf } from '../ooxml/relations.ts';
import { childOf, childrenOf, elementsOf, parseXml, textOf, type XmlElement } from '../ooxml/xml.ts';
import type { Area } from './area.ts';
import type { Book, BookSheet } from './book.ts';
import type { Columns } from './measures.ts';
import { XLSX_TECHNIQUES } from './techniques.ts';

const GENEROUS_ROW = 254_000;
/** An edge this near to a cell's counts as being on it. */
const NEAR = 40_000;
const OPAQUE_ALPHA = 0.95;

export interface Drawing {
  /** The shape, picture or chart, or the group of them. */
  readonly element: XmlElement;
  readonly relations: Relations;
  /** Cells that lie under it whole; absent where none does. */
  readonly under?: Area;
  /** It has no extent, as far as its anchors say. */
  readonly isEmpty: boolean;
}

/** The drawings of a sheet in the order of painting. */
export function drawingsOf({ archive }: Book, sheet: BookSheet, columns: Columns): Drawing[] {
  return targetsOf(sheet.relations, 'drawing').flatMap((part) => {
    const source = archive.text(part);
    if (source === undefined) return [];
    const relations = relationsOf(archive, part);
    return childrenOf(parseXml(source)).flatMap((anchor): Drawing[] => {
      const place = anchorPlace(anchor, columns);
      return contentsOf(anchor).map((element) => ({ element, relations, ...place }));
    });
  });
}

function contentsOf(parent: XmlElement): XmlElement[] {
  return childrenOf(parent).flatMap((child) => {
    if (child.name === 'mc:AlternateContent')
      return contentsOf(childOf(child, 'mc:Choice') ?? childOf(child, 'mc:Fallback') ?? parent);
    return ['sp', 'pic', 'graphicFrame', 'grpSp', 'cxnSp'].includes(child.name) ? [child] : [];
  });
}

function anchorPlace(anchor: XmlElement, columns: Columns): Pick<Drawing, 'under' | 'isEmpty'> {
  const from = cornerOf(childOf(anchor, 'from'));
  const to = cornerOf(childOf(anchor, 'to'));
  if (from === undefined) return { isEmpty: false };
  const left = from.columnOffset > NEAR ? from.column + 1 : from.column;
  const top = from.rowOffset > NEAR ? from.row + 1 : from.row;
  if (to !== undefined) {
    const isFlat = from.row === to.row && Math.abs(to.rowOffset - from.rowOffset) < 12_700;
    let width = to.columnOffset - from.columnOffset;
    for (let column = from.column; column < to.column; column += 1) width += columns.widthOf(column);
    const under = { top, left, bottom: to.row - 1, right: to.column - 1 };
    return { isEmpty: isFlat || width < 12_700, ...(under.bottom < top || under.right < left ? {} : { under }) };
  }
  const extent = childOf(anchor, 'ext');
  const [width, height] = [numberOf(extent, 'cx'), numberOf(extent, 'cy')];
  let right = from.column - 1;
  for (let room = width + from.columnOffset; right < from.column + 500; right += 1) {
    room -= columns.widthOf(right + 1);
    if (room < -NEAR) break;
  }
  const bottom = from.row + Math.floor((height + from.rowOffset) / GENEROUS_ROW) - 1;
  return {
    isEmpty: width < 12_700 && height < 12_700,
    ...(bottom < top || right < left ? {} : { under: { top, left, bottom, right } }),
  };
}

function cornerOf(corner: XmlElement | undefined) {
  if (corner === undefined) return undefined;
  const read = (name: string): number =>
    Math.min(1_048_575, Math.max(0, Number(textOf(childOf(corner, name) ?? corner)) || 0));
  const offset = (name: string): number => Number(textOf(childOf(corner, name) ?? corner)) || 0;
  return {
    column: Math.min(16_384, read('col')),
    row: read('row'),
    columnOffset: offset('colOff'),
    rowOffset: offset('rowOff'),
  };
}

/** Areas of cells that the drawings hide. */
export function coversOf(book: Book, drawings: readonly Drawing[]): Area[] {
  const opacity = new PictureOpacity(book.archive);
  const scope = { theme: book.theme };
  return drawings.flatMap((drawing) =>
    drawing.under !== undefined && !isOff(drawing.element) && isOpaque(book, drawing, scope, opacity)
      ? [drawing.under]
      : [],
  );
}

function isOpaque(book: Book, { element, relations }: Drawing, scope: PaintScope, opacity: PictureOpacity): boolean {
  switch (element.name) {
    case 'pic':
      return opacity.isOpaque(paintIn(element, scope) ?? UNKNOWN_PAINT, relations);
    case 'sp': {
      const preset = childOf(childOf(element, 'spPr'), 'a:prstGeom')?.attributes.get('prst') ?? 'rect';
      const paint = fillOf(element, scope);
      return /rect$/i.test(preset) && paint.kind === 'colours' && paint.colours.every(({ a }) => a >= OPAQUE_ALPHA);
    }
    case 'graphicFrame': {
      const root = chartOf(book, element, relations);
      return root !== undefined && paintIn(childOf(root, 'c:spPr'), scope)?.kind !== 'none';
    }
    default:
      return false;
  }
}

function fillOf(shape: XmlElement, scope: PaintScope): Paint {
  return (
    paintIn(childOf(shape, 'spPr'), scope) ??
    styledPaint(childOf(childOf(shape, 'style'), 'a:fillRef'), scope) ??
    NO_PAINT
  );
}

function chartOf({ archive }: Book, frame: XmlElement, relations: Relations): XmlElement | undefined {
  const id = [...elementsOf(frame)].find(({ name }) => name === 'c:chart')?.attributes.get('r:id');
  const source = id === undefined ? undefined : archive.text(relations.get(id)?.target ?? '');
  return source === undefined ? undefined : parseXml(source);
}

function isOff(element: XmlElement): boolean {
  return childrenOf(element).some((child) =>
    /^(?:1|true)$/.test(childOf(child, 'cNvPr')?.attributes.get('hidden') ?? ''),
  );
}

/** Text of the drawings, and their descriptions. `hidden` hides all; `hasFills`: cells behind may have any colour. */
export function* drawingBlocks(
  book: Book,
  sheet: BookSheet,
  drawings: readonly Drawing[],
  hidden: Hidden | undefined,
  hasFills: boolean,
): Generator<BlockDraft> {
  const ground: readonly (Colour | undefined)[] = [hasFills ? undefined : WHITE];
  for (const { element, relations, isEmpty } of drawings) {
    const off = isEmpty || isOff(element) ? hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-shape') : undefined;
    yield* elementBlocks(book, { part: sheet.name }, element, relations, hidden ?? off, ground);
  }
}

function* elementBlocks(
  book: Book,
  locator: { readonly part: string },
  element: XmlElement,
  relations: Relations,
  outer: Hidden | undefined,
  ground: readonly (Colour | undefined)[],
): Generator<BlockDraft> {
  const scope: PaintScope = { theme: book.theme };
  const always = outer ?? (isOff(element) ? hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-shape') : undefined);
  const texts: string[] = [];
  for (const child of childrenOf(element)) {
    const properties = childOf(child, 'cNvPr');
    texts.push(...['title', 'descr'].map((name) => properties?.attributes.get(name) ?? ''));
  }
  const fill = fillOf(element, scope);
  const papers = [fill.kind === 'colours' ? fill.colours : fill.kind === 'none' ? ground : [undefined]];
  if (element.name === 'sp') {
    const text = childOf(element, 'txBody');
    const colour = resolveColour(childOf(childOf(element, 'style'), 'a:fontRef'), scope);
    const sources = { ...NO_SOURCES, ...(colour === undefined ? {} : { fontPaint: solid(colour) }) };
    if (text !== undefined) {
      yield* bodyBlocks(readBody(text, sources, scope), (span) => always ?? hiddenByLook(span, [{ papers }]), locator);
    }
  }
  if (element.name === 'graphicFrame') {
    const root = chartOf(book, element, relations);
    const judge = { always, judge: hiddenByLook, undrawn: hiddenBy(XLSX_TECHNIQUES, 'xlsx-chart-data') };
    if (root !== undefined) yield* chartBlocks(root, scope, locator, [{ papers: [[WHITE]] }], judge);
  }
  if (element.name === 'grpSp') {
    const inner = fill.kind === 'colours' ? fill.colours : ground;
    for (const child of contentsOf(element)) yield* elementBlocks(book, locator, child, relations, always, inner);
  }
  const text = texts.filter((one) => one.trim() !== '').join('\n');
  if (text !== '')
    yield { kind: 'paragraph', runs: [{ text, hidden: hiddenBy(XLSX_TECHNIQUES, 'xlsx-shape-text') }], locator };
}

/** Letters in a drawing that can't be read were made so: whatever cells of this look are. */
function hiddenByLook(span: Span, looks: readonly Look[]): Hidden | undefined {
  const found = whyIllegible(span, looks);
  if (found === undefined) return undefined;
  const note = found.why === undefined ? {} : { why: found.why };
  switch (found.reason) {
    case 'tiny':
      return hiddenBy(XLSX_TECHNIQUES, 'xlsx-tiny', note);
    case 'same-colour':
      return hiddenBy(XLSX_TECHNIQUES, 'xlsx-same-colour', { ...note, severity: 'high' });
    case 'squeezed':
      return hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-shape', { ...note, severity: 'medium' });
    case 'no-fill':
    case 'transparent':
      return hiddenBy(XLSX_TECHNIQUES, 'xlsx-hidden-shape', { ...note, severity: 'high' });
    default: {
      const never: never = found.reason;
      throw new TypeError(`unknown reason ${JSON.stringify(never)}`);
    }
  }
}
