/**
 * The sections of a Word document: the size of their pages, and which headers and footers they show.
 * Guarantees: a header is shown where its kind is switched on (`first` by the section, `even` by the document), and a section without one of
 * its own shows that of the section before. Source: ECMA-376 part 1, 17.10.
 */
import { childOf, childrenOf, elementsOf, type XmlElement } from '../ooxml/xml.ts';
import { isOn, numberOf } from './properties.ts';

/** In points. */
export interface Page {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Section {
  readonly page: Page;
  /** Relationship ids of what its pages show, headers and footers apart. */
  readonly headers: readonly string[];
  readonly footers: readonly string[];
}

const KINDS = ['default', 'first', 'even'] as const;
/** Letter, as Word takes it where nothing is said. */
const DEFAULT_PAGE: Page = { width: 612, height: 792, left: 72, right: 72, top: 72, bottom: 72 };

/** In the order of the document; never empty. */
export function readSections(body: XmlElement, settings: XmlElement | undefined): readonly Section[] {
  const evenShown = shown(settings, 'w:evenAndOddHeaders');
  const sections: Section[] = [];
  const stated = new Map<string, string>();
  for (const element of elementsOf(body)) {
    if (element.name !== 'w:sectPr') continue;
    for (const child of childrenOf(element)) {
      const kind = child.attributes.get('w:type') ?? 'default';
      const id = child.attributes.get('r:id');
      if (id !== undefined && /^w:(?:header|footer)Reference$/.test(child.name))
        stated.set(`${child.name} ${kind}`, id);
    }
    const active = KINDS.filter(
      (kind) => kind === 'default' || (kind === 'first' ? shown(element, 'w:titlePg') : evenShown),
    );
    const idsOf = (name: string): string[] =>
      active.map((kind) => stated.get(`${name} ${kind}`)).filter((id) => id !== undefined);
    sections.push({
      page: pageOf(element),
      headers: idsOf('w:headerReference'),
      footers: idsOf('w:footerReference'),
    });
  }
  return sections.length === 0 ? [{ page: DEFAULT_PAGE, headers: [], footers: [] }] : sections;
}

function shown(parent: XmlElement | undefined, name: string): boolean {
  const element = childOf(parent, name);
  return element !== undefined && isOn(element);
}

function pageOf(section: XmlElement): Page {
  const size = childOf(section, 'w:pgSz')?.attributes;
  const margins = childOf(section, 'w:pgMar')?.attributes;
  const extent = (value: string | undefined, otherwise: number): number => {
    const stated = points(value, otherwise);
    return stated > 0 ? stated : otherwise;
  };
  const points = (value: string | undefined, otherwise: number): number => {
    const twips = numberOf(value);
    return twips === undefined ? otherwise : twips / 20;
  };
  return {
    width: extent(size?.get('w:w'), DEFAULT_PAGE.width),
    height: extent(size?.get('w:h'), DEFAULT_PAGE.height),
    left: points(margins?.get('w:left') ?? margins?.get('w:start'), DEFAULT_PAGE.left),
    right: points(margins?.get('w:right') ?? margins?.get('w:end'), DEFAULT_PAGE.right),
    top: points(margins?.get('w:top'), DEFAULT_PAGE.top),
    bottom: points(margins?.get('w:bottom'), DEFAULT_PAGE.bottom),
  };
}
