/**
 * What else is on the page where text is: pictures and coloured boxes that may lie behind text which is lifted onto them, and boxes
 * that lie on top of it. Looks at few elements, and decides for "seen" where it would have to draw to know.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Colour } from '../../visibility/contrast.ts';
import { colourOf } from './css/colour.ts';
import { CANVAS, type Ground, paintColour, paintImages } from './css/paint.ts';
import { GENERATED_BOXES, type GeneratedBox } from './css/selector.ts';
import { attributeOf, type HtmlElement } from './css/tree.ts';
import { lengthOf } from './css/value.ts';
import type { Values } from './css/values.ts';
import { type Cover, hiddenAt, type View } from './view.ts';

type ValuesOf = (element: HtmlElement) => Values;

interface Painting {
  valuesOf(element: HtmlElement): Values;
  boxValuesOf(element: HtmlElement, box: GeneratedBox): Values | undefined;
}

const PICTURES: ReadonlySet<string> = new Set([
  'img',
  'picture',
  'video',
  'canvas',
  'svg',
  'object',
  'embed',
  'iframe',
]);
const MAX_ELEMENTS = 60;
/** A picture smaller than this, by its attributes, is no background. */
const MIN_PICTURE_PX = 40;

/** What may be behind text that is taken out of the flow: what else is within the same stage. */
export function groundsBehind({ stage, element }: View, valuesOf: ValuesOf): readonly Ground[] {
  if (stage === undefined) return [];
  const grounds: Ground[] = [];
  for (const one of elementsIn(stage, element)) {
    if (PICTURES.has(one.tagName)) {
      if (isLarge(one, 'width') && isLarge(one, 'height')) grounds.push({ ...CANVAS, isPicture: true });
      continue;
    }
    const values = valuesOf(one);
    if (values.get('display') === 'none') continue;
    const isPlaced = /absolute|fixed/.test(values.get('position') ?? '') ? covers(values) : one.parentNode === stage;
    const ground = isPlaced ? paintOf(values) : undefined;
    if (ground !== undefined) grounds.push(ground);
  }
  return grounds;
}

/** Elements within `root`, but not `text` nor what is around it. */
function elementsIn(root: HtmlElement, text: HtmlElement | undefined): HtmlElement[] {
  const around = new Set<unknown>();
  for (let at: unknown = text; at !== root && at !== null && at !== undefined; at = parentOf(at)) around.add(at);
  const found: HtmlElement[] = [];
  const pending: HtmlElement[] = [root];
  for (let next = pending.shift(); next !== undefined && found.length < MAX_ELEMENTS; next = pending.shift()) {
    for (const child of next.childNodes) {
      if (found.length >= MAX_ELEMENTS) break;
      if (!('tagName' in child) || child === text) continue;
      if (!around.has(child)) found.push(child);
      if (pending.length < MAX_ELEMENTS) pending.push(child);
    }
  }
  return found;
}

function parentOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'parentNode' in node ? node.parentNode : undefined;
}

function isLarge(element: HtmlElement, side: 'width' | 'height'): boolean {
  const size = Number.parseFloat(attributeOf(element, side) ?? '');
  return Number.isNaN(size) || size >= MIN_PICTURE_PX || (attributeOf(element, side) ?? '').includes('%');
}

function paintOf(values: Values): Ground | undefined {
  const colour = colourOf(values.get('background-color') ?? 'transparent');
  const image = values.get('background-image') ?? 'none';
  if ((colour === undefined || (typeof colour === 'object' && colour.a < 0.05)) && image === 'none') return undefined;
  const own = colour === undefined || colour === 'current' ? 'unknown' : colour;
  return paintImages(paintColour(CANVAS, own), image);
}

/** Whether a positioned box is as large as what it is in, as far as its offsets and sizes say. */
export function covers(values: Values): boolean {
  const isZero = (name: string): boolean => (pxOf(values, name) ?? 1) <= 0;
  const fills = (side: string, from: string, to: string): boolean => {
    const size = pxOf(values, side);
    return (isZero(from) && isZero(to)) || (size !== undefined && size >= 100 && (isZero(from) || !values.has(from)));
  };
  return fills('width', 'left', 'right') && fills('height', 'top', 'bottom');
}

function pxOf(values: Values, name: string): number | undefined {
  const value = values.get(name);
  return value === undefined ? undefined : lengthOf(value)?.({ em: 16, rem: 16, whole: 400 });
}

/** What lies on top of all that is in a box with something opaque: a child, or what styles put into the box or a child. */
export function coverIn(container: HtmlElement, { valuesOf, boxValuesOf }: Painting): View['covered'] {
  if (container.tagName === 'body' || container.tagName === 'html') return undefined;
  const children = container.childNodes.filter((node): node is HtmlElement => 'tagName' in node);
  if (children.length > MAX_ELEMENTS) return generatedCover(container, boxValuesOf);
  for (const child of children) {
    const values = valuesOf(child);
    const z = zOfCover(values);
    // What has words or pictures of its own is the front of a card or a slide.
    if (z !== undefined) return { ...coverBy(child, z, hasContents(child)), isGenerated: false, isAfter: false };
    // Its boxes count from the container as well, unless it is placed itself.
    if (isShown(values) && (values.get('position') ?? 'static') === 'static') {
      const cover = generatedCover(child, boxValuesOf);
      if (cover !== undefined) return cover;
    }
  }
  return generatedCover(container, boxValuesOf);
}

function generatedCover(element: HtmlElement, boxValuesOf: Painting['boxValuesOf']): View['covered'] {
  for (const box of GENERATED_BOXES) {
    const values = boxValuesOf(element, box);
    const z = values === undefined ? undefined : zOfCover(values);
    if (values === undefined || z === undefined) continue;
    const hasWords = !/^(["'])\s*\1$/.test(values.get('content') ?? '');
    return { ...coverBy(element, z, hasWords), isGenerated: true, isAfter: box === 'before' };
  }
  return undefined;
}

function coverBy(by: HtmlElement, z: number, isFront: boolean): Pick<Cover, 'by' | 'z' | 'hidden'> {
  return { by, z, hidden: hiddenAt(by, 'css-covered', undefined, isFront ? 'info' : undefined) };
}

/** The layer of a box that covers what is around it; `undefined` when it covers nothing. */
function zOfCover(values: Values): number | undefined {
  if (values.get('position') !== 'absolute' || !covers(values)) return undefined;
  const z = Number(values.get('z-index') ?? 0);
  return isOpaqueBox(values) && z >= 0 ? z : undefined;
}

/** Whether a box is painted, where it stands, so that nothing shows through. */
export function isOpaqueBox(values: Values): boolean {
  const colour = colourOf(values.get('background-color') ?? 'transparent');
  return typeof colour === 'object' && colour.a > 0.95 && isShown(values) && !isMoved(values);
}

function isShown(values: Values): boolean {
  const isThere = values.get('display') !== 'none' && (values.get('visibility') ?? 'visible') === 'visible';
  return isThere && Number(values.get('opacity') ?? 1) > 0.95;
}

function isMoved(values: Values): boolean {
  return ['transform', 'translate', 'scale', 'clip-path', 'transition-property', 'animation-name'].some(
    (name) => (values.get(name) ?? 'none') !== 'none',
  );
}

function hasContents(element: HtmlElement): boolean {
  return element.childNodes.some((node) => 'tagName' in node || ('value' in node && node.value.trim() !== ''));
}

const SHAPES: ReadonlySet<string> = new Set(['circle', 'ellipse', 'rect', 'polygon']);
const DRAWINGS: ReadonlySet<string> = new Set(['image', 'path', 'use', 'line', 'polyline', 'foreignobject']);
const MAX_SHAPES = 2_000;

/** What text in a drawing may be on: the shapes of the drawing. */
export function svgGround(svg: HtmlElement, ground: Ground): Ground {
  let colours: readonly Colour[] = ground.colours;
  let { isPicture } = ground;
  const pending: DefaultTreeAdapterTypes.ChildNode[] = [...svg.childNodes];
  let count = 0;
  for (let node = pending.pop(); node !== undefined && count < MAX_SHAPES; node = pending.pop()) {
    count += 1;
    if (!('tagName' in node)) continue;
    const tag = node.tagName.toLowerCase();
    if (tag === 'defs' || tag === 'symbol' || tag === 'clippath') continue;
    if (DRAWINGS.has(tag)) isPicture = true;
    else if (SHAPES.has(tag) && !isSmall(node)) {
      const written =
        attributeOf(node, 'fill') ?? /(?:^|;)\s*fill\s*:\s*([^;]+)/i.exec(attributeOf(node, 'style') ?? '')?.[1];
      const colour = written === undefined ? undefined : colourOf(written.trim());
      // By a class or inherited: unknown.
      if (typeof colour === 'object') colours = [...colours, ...paintColour(ground, colour).colours];
      else if (written?.trim() !== 'none') isPicture = true;
    }
    for (const child of node.childNodes) pending.push(child);
  }
  return { colours: colours.slice(0, 12), isPicture };
}

function isSmall(shape: HtmlElement): boolean {
  return ['width', 'height', 'r', 'rx'].some((name) => {
    const value = attributeOf(shape, name);
    return value !== undefined && !value.includes('%') && Number.parseFloat(value) < 4;
  });
}

/** What an opaque rectangle as large as the drawing is drawn over: all that comes before it. */
export function buriedIn(svg: HtmlElement): View['buried'] {
  const parts = new Set<HtmlElement>();
  let under: ReadonlySet<HtmlElement> = new Set();
  let by: HtmlElement | undefined;
  const pending: DefaultTreeAdapterTypes.ChildNode[] = [...svg.childNodes].reverse();
  let count = 0;
  for (let node = pending.pop(); node !== undefined && count < MAX_SHAPES; node = pending.pop()) {
    count += 1;
    if (!('tagName' in node)) continue;
    if (node.tagName === 'rect' && fillsDrawing(node, svg)) {
      under = new Set(parts);
      by = node;
    }
    if (node.tagName === 'text') parts.add(node);
    if (node.tagName !== 'defs' && node.tagName !== 'symbol') pending.push(...[...node.childNodes].reverse());
  }
  return by === undefined || under.size === 0 ? undefined : { parts: under, hidden: hiddenAt(by, 'css-covered') };
}

function fillsDrawing(rect: HtmlElement, svg: HtmlElement): boolean {
  if (
    ['opacity', 'fill-opacity', 'transform', 'style', 'class', 'display', 'visibility'].some(
      (name) => attributeOf(rect, name) !== undefined,
    )
  )
    return false;
  const fill = colourOf(attributeOf(rect, 'fill') ?? 'black');
  if (typeof fill !== 'object' || fill.a < 0.95) return false;
  const box = (attributeOf(svg, 'viewBox') ?? '').split(/[\s,]+/).map(Number);
  return (['width', 'height'] as const).every((side, i) => {
    const own = attributeOf(rect, side) ?? '';
    const whole = Number.parseFloat(attributeOf(svg, side) ?? '') || box[i + 2] || Number.POSITIVE_INFINITY;
    return own.trim() === '100%' || Number.parseFloat(own) >= Math.min(whole, box[i + 2] ?? whole);
  });
}
