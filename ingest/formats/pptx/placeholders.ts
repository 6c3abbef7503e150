/**
 * Which placeholders of layout and master a shape takes its place, fill and text properties from.
 * Source: ECMA-376 part 1, 19.3.1.36: by index in the layout, by type in the master.
 */
import { childOf, childrenOf, elementsOf, type XmlElement } from '../ooxml/xml.ts';
import type { Part, Slide } from './deck.ts';

export interface Placeholder {
  readonly placeholder?: string;
  /** Nearest first. */
  readonly chain: readonly XmlElement[];
}

export function placeholderChain(element: XmlElement, layer: 'slide' | 'layout' | 'master', slide: Slide): Placeholder {
  const own = placeholderOf(element);
  if (own === undefined) return { chain: [] };
  const type = own.attributes.get('type') ?? 'obj';
  if (layer !== 'slide') return { placeholder: type, chain: [] };
  const index = own.attributes.get('idx');
  const inLayout = shapesOf(slide.layout).find((shape) => {
    const other = placeholderOf(shape);
    if (other === undefined) return false;
    const otherType = other.attributes.get('type') ?? 'obj';
    return index === undefined ? masterType(otherType) === masterType(type) : other.attributes.get('idx') === index;
  });
  const found = placeholderOf(inLayout)?.attributes.get('type') ?? type;
  const inMaster = shapesOf(slide.master).find(
    (shape) =>
      masterType(placeholderOf(shape)?.attributes.get('type') ?? '') === masterType(found === 'obj' ? type : found),
  );
  return {
    placeholder: found === 'obj' ? type : found,
    chain: [inLayout, inMaster].filter((one) => one !== undefined),
  };
}

/** The master has fewer kinds than layouts have. */
export function masterType(type: string): string {
  if (type === 'ctrTitle' || type === 'title') return 'title';
  return ['dt', 'ftr', 'sldNum', 'hdr', ''].includes(type) ? type : 'body';
}

function placeholderOf(shape: XmlElement | undefined): XmlElement | undefined {
  for (const child of shape === undefined ? [] : childrenOf(shape)) {
    const found = childOf(childOf(child, 'p:nvPr'), 'p:ph');
    if (found !== undefined) return found;
  }
  return undefined;
}

const SHAPES = new WeakMap<Part, readonly XmlElement[]>();

function shapesOf(part: Part | undefined): readonly XmlElement[] {
  if (part === undefined) return [];
  const known = SHAPES.get(part);
  if (known !== undefined) return known;
  const tree = childOf(childOf(part.root, 'p:cSld'), 'p:spTree');
  const found = tree === undefined ? [] : [...elementsOf(tree)].filter((one) => placeholderOf(one) !== undefined);
  SHAPES.set(part, found);
  return found;
}
