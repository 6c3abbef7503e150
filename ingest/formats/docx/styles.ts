/**
 * The styles of a Word document with what they inherit, and the indents of its numbering. Guarantees: a chain that runs in a circle ends;
 * of two styles with one id the first counts, as in Word.
 */
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import {
  numberOf,
  type ParagraphProperties,
  type RunProperties,
  readParagraphProperties,
  readRunProperties,
} from './properties.ts';

/** What a style, or one of a table style's conditions, says. */
export interface StyleLayer {
  readonly run: RunProperties;
  readonly paragraph: ParagraphProperties;
  readonly cellShading?: XmlElement;
}

export interface TableStyle extends StyleLayer {
  /** `firstRow`, `band1Horz` … → what holds there. */
  readonly conditions: ReadonlyMap<string, StyleLayer>;
  readonly rowBand: number;
  readonly columnBand: number;
}

interface ParagraphStyle extends StyleLayer {
  readonly numbering?: { readonly id?: string; readonly level?: string };
}

/** Word follows ten steps. */
const MAX_CHAIN = 20;
/** Source: ECMA-376 part 1, 17.18.89. */
const CONDITIONS =
  /^(?:wholeTable|firstRow|lastRow|firstCol|lastCol|band1Vert|band2Vert|band1Horz|band2Horz|neCell|nwCell|seCell|swCell)$/;
const NOTHING: ParagraphStyle = { run: {}, paragraph: {} };
const NO_TABLE: TableStyle = { ...NOTHING, conditions: new Map(), rowBand: 1, columnBand: 1 };

export class StyleSheet {
  readonly defaults: StyleLayer;
  readonly #elements = new Map<string, XmlElement>();
  readonly #defaultIds = new Map<string, string>();
  readonly #paragraphs = new Map<string, ParagraphStyle>();
  readonly #characters = new Map<string, RunProperties>();
  readonly #tables = new Map<string, TableStyle>();
  readonly #indents: ReadonlyMap<string, ParagraphProperties>;

  constructor(styles: XmlElement | undefined, numbering: XmlElement | undefined) {
    const defaults = childOf(styles, 'w:docDefaults');
    this.defaults = {
      run: readRunProperties(childOf(childOf(defaults, 'w:rPrDefault'), 'w:rPr')),
      paragraph: readParagraphProperties(childOf(childOf(defaults, 'w:pPrDefault'), 'w:pPr')),
    };
    for (const style of styles === undefined ? [] : childrenOf(styles, 'w:style')) {
      const type = style.attributes.get('w:type') ?? 'paragraph';
      const id = style.attributes.get('w:styleId') ?? '';
      const key = `${type} ${id}`;
      if (!this.#elements.has(key)) this.#elements.set(key, style);
      if (/^(?:1|true|on)$/.test(style.attributes.get('w:default') ?? '')) this.#defaultIds.set(type, id);
    }
    this.#indents = readIndents(numbering);
  }

  paragraph(id: string | undefined): ParagraphStyle {
    return this.#cached(this.#paragraphs, 'paragraph', id, (chain) =>
      chain.reduce<ParagraphStyle>((below, style) => {
        const numbers = childOf(childOf(style, 'w:pPr'), 'w:numPr');
        const numbering = numbers === undefined ? below.numbering : { ...below.numbering, ...numberingOf(numbers) };
        return { ...over(below, layerOf(style)), ...(numbering === undefined ? {} : { numbering }) };
      }, NOTHING),
    );
  }

  character(id: string | undefined): RunProperties {
    return this.#cached(
      this.#characters,
      'character',
      id,
      (chain) => chain.reduce<StyleLayer>((below, style) => over(below, layerOf(style)), NOTHING).run,
    );
  }

  table(id: string | undefined): TableStyle {
    return this.#cached(this.#tables, 'table', id, (chain) => chain.reduce(tableOver, NO_TABLE));
  }

  /** The indent of a level of a numbering. */
  indent(id: string | undefined, level: string | undefined): ParagraphProperties {
    return this.#indents.get(`${id} ${level ?? '0'}`) ?? {};
  }

  /** Type, id and element of every style. */
  *all(): Generator<XmlElement> {
    yield* this.#elements.values();
  }

  #cached<T>(cache: Map<string, T>, type: string, id: string | undefined, read: (chain: XmlElement[]) => T): T {
    // A style that is not there counts as the default one.
    const stated = id !== undefined && this.#elements.has(`${type} ${id}`) ? id : this.#defaultIds.get(type);
    const key = stated ?? '';
    const known = cache.get(key);
    if (known !== undefined) return known;
    const value = read(stated === undefined ? [] : this.#chain(type, stated));
    cache.set(key, value);
    return value;
  }

  /** The style and those that it is based on, the furthest first. */
  #chain(type: string, id: string): XmlElement[] {
    const chain: XmlElement[] = [];
    let next: string | undefined = id;
    while (next !== undefined && chain.length < MAX_CHAIN) {
      const style = this.#elements.get(`${type} ${next}`);
      if (style === undefined || chain.includes(style)) break;
      chain.push(style);
      next = childOf(style, 'w:basedOn')?.attributes.get('w:val');
    }
    return chain.reverse();
  }
}

/** `w:numPr` as it stands. */
export function numberingOf(numPr: XmlElement): { id?: string; level?: string } {
  const id = childOf(numPr, 'w:numId')?.attributes.get('w:val');
  const level = childOf(numPr, 'w:ilvl')?.attributes.get('w:val');
  return { ...(id === undefined ? {} : { id }), ...(level === undefined ? {} : { level }) };
}

/** Many styles are based on the same ones: each is read once. */
const LAYERS = new WeakMap<XmlElement, StyleLayer>();

function layerOf(style: XmlElement): StyleLayer {
  const known = LAYERS.get(style) ?? readLayer(style);
  LAYERS.set(style, known);
  return known;
}

function readLayer(style: XmlElement): StyleLayer {
  const shading = childOf(childOf(style, 'w:tcPr'), 'w:shd') ?? childOf(childOf(style, 'w:tblPr'), 'w:shd');
  return {
    run: readRunProperties(childOf(style, 'w:rPr')),
    paragraph: readParagraphProperties(childOf(style, 'w:pPr')),
    ...(shading === undefined ? {} : { cellShading: shading }),
  };
}

function over(below: StyleLayer, above: StyleLayer): StyleLayer {
  const cellShading = above.cellShading ?? below.cellShading;
  return {
    run: { ...below.run, ...above.run },
    paragraph: { ...below.paragraph, ...above.paragraph },
    ...(cellShading === undefined ? {} : { cellShading }),
  };
}

function tableOver(below: TableStyle, style: XmlElement): TableStyle {
  const conditions = new Map(below.conditions);
  for (const condition of childrenOf(style, 'w:tblStylePr')) {
    const type = condition.attributes.get('w:type') ?? '';
    if (CONDITIONS.test(type)) conditions.set(type, over(conditions.get(type) ?? NOTHING, layerOf(condition)));
  }
  const properties = childOf(style, 'w:tblPr');
  const band = (name: string): number | undefined => numberOf(childOf(properties, name)?.attributes.get('w:val'));
  return {
    ...over(below, layerOf(style)),
    conditions,
    rowBand: band('w:tblStyleRowBandSize') || below.rowBand,
    columnBand: band('w:tblStyleColBandSize') || below.columnBand,
  };
}

/** Numbering and level → the indent that it gives. */
function readIndents(numbering: XmlElement | undefined): ReadonlyMap<string, ParagraphProperties> {
  const found = new Map<string, ParagraphProperties>();
  if (numbering === undefined) return found;
  const levels = new Map<string, XmlElement[]>();
  for (const list of childrenOf(numbering, 'w:abstractNum')) {
    levels.set(list.attributes.get('w:abstractNumId') ?? '', childrenOf(list, 'w:lvl'));
  }
  for (const number of childrenOf(numbering, 'w:num')) {
    const own = childrenOf(number, 'w:lvlOverride').flatMap((one) => childrenOf(one, 'w:lvl'));
    const list = levels.get(childOf(number, 'w:abstractNumId')?.attributes.get('w:val') ?? '') ?? [];
    for (const level of [...list, ...own]) {
      const key = `${number.attributes.get('w:numId')} ${level.attributes.get('w:ilvl') ?? '0'}`;
      found.set(key, readParagraphProperties(childOf(level, 'w:pPr')));
    }
  }
  return found;
}
