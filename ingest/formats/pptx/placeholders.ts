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
  const layout = placeholdersOf(slide.layout);
  const inLayout = index === undefined ? layout.byType.get(masterType(type)) : layout.byIndex.get(index);
  const found = placeholderOf(inLayout)?.attributes.get('type') ?? type;
  const inMaster = placeholdersOf(slide.master).byStatedType.get(masterType(found === 'obj' ? type : found));
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

/** The first placeholder of each kind. */
interface Placeholders {
  readonly byIndex: ReadonlyMap<string, XmlElement>;
  readonly byType: ReadonlyMap<string, XmlElement>;
  /** Those that state no type are of none here. */
  readonly byStatedType: ReadonlyMap<string, XmlElement>;
}

const KNOWN = new WeakMap<Part, Placeholders>();
const NONE: Placeholders = { byIndex: new Map(), byType: new Map(), byStatedType: new Map() };

function placeholdersOf(part: Part | undefined): Placeholders {
  if (part === undefined) return NONE;
  const known = KNOWN.get(part) ?? readPlaceholders(part);
  KNOWN.set(part, known);
  return known;
}

function readPlaceholders(part: Part): Placeholders {
  const byIndex = new Map<string, XmlElement>();
  const byType = new Map<string, XmlElement>();
  const byStatedType = new Map<string, XmlElement>();
  const note = (map: Map<string, XmlElement>, key: string | undefined, shape: XmlElement): void => {
    if (key !== undefined && !map.has(key)) map.set(key, shape);
  };
  const tree = childOf(childOf(part.root, 'p:cSld'), 'p:spTree');
  for (const shape of tree === undefined ? [] : elementsOf(tree)) {
    const own = placeholderOf(shape)?.attributes;
    if (own === undefined) continue;
    note(byIndex, own.get('idx'), shape);
    note(byType, masterType(own.get('type') ?? 'obj'), shape);
    note(byStatedType, masterType(own.get('type') ?? ''), shape);
  }
  return { byIndex, byType, byStatedType };
}
