/**
 * A presentation's slides in the order in which they are shown, each with the layout, master and theme that it takes from.
 * Slides are parsed when asked for, so that a long deck is never in memory as a whole. It reads no text.
 */
import { UnreadableDocument } from '../format.ts';
import type { OfficeArchive } from '../ooxml/archive.ts';
import { Budget } from '../ooxml/budget.ts';
import type { ColourMap } from '../ooxml/colours.ts';
import { numberOf } from '../ooxml/drawing/frame.ts';
import type { PaintScope } from '../ooxml/drawing/paint.ts';
import { type Relations, relationsOf, targetsOf } from '../ooxml/relations.ts';
import { readTheme, type Theme } from '../ooxml/theme.ts';
import { childOf, childrenOf, parseXml, type XmlElement } from '../ooxml/xml.ts';

export const MAX_SLIDES = 2_000;
const MAX_STEPS = 300_000_000;
const MAX_DECK_SHAPES = 500_000;
const DEFAULT_WIDTH = 9_144_000;
const DEFAULT_HEIGHT = 6_858_000;
const MAIN_PART = 'ppt/presentation.xml';

export interface Part {
  readonly name: string;
  readonly root: XmlElement;
  readonly relations: Relations;
}

export interface Slide {
  /** As people count, by the order of the show. Slides that no list names come last. */
  readonly number: number;
  readonly part: Part;
  readonly layout?: Part;
  readonly master?: Part;
  readonly scope: PaintScope;
  readonly isListed: boolean;
}

export class Deck {
  readonly archive: OfficeArchive;
  readonly main: Part;
  /** For looking whether one thing lies over another. */
  readonly steps = new Budget(MAX_STEPS, 'the slides lay too much over each other');
  /** For shapes and cells, those of a layout for each of its slides. */
  readonly shapes = new Budget(MAX_DECK_SHAPES, 'the slides have too many shapes');
  /** In EMU. */
  readonly width: number;
  readonly height: number;
  readonly #listed: readonly string[];
  readonly #unlisted: readonly string[];
  readonly #themes = new Map<string | undefined, Theme>();
  readonly #shared = new Map<string, Part | undefined>();

  /** Throws `unsupported-format`, `too-many-pages`, `damaged-document`. */
  constructor(archive: OfficeArchive) {
    this.archive = archive;
    const [named = MAIN_PART] = targetsOf(relationsOf(archive, ''), 'officeDocument');
    const main = this.#part(archive.names.has(named) ? named : MAIN_PART);
    if (main?.root.name !== 'p:presentation') {
      throw new UnreadableDocument('unsupported-format', 'the file is an archive, but not a PowerPoint presentation');
    }
    this.main = main;
    const size = childOf(main.root, 'p:sldSz');
    this.width = numberOf(size, 'cx') || DEFAULT_WIDTH;
    this.height = numberOf(size, 'cy') || DEFAULT_HEIGHT;
    const ids = childrenOf(childOf(main.root, 'p:sldIdLst') ?? main.root, 'p:sldId');
    if (ids.length > MAX_SLIDES) {
      throw new UnreadableDocument('too-many-pages', `the presentation has more than ${MAX_SLIDES} slides`);
    }
    this.#listed = ids.map((id) => {
      const target = main.relations.get(id.attributes.get('r:id') ?? '')?.target;
      if (target !== undefined && archive.names.has(target)) return target;
      throw new UnreadableDocument('damaged-document', 'the presentation lacks a slide that it names');
    });
    const listed = new Set(this.#listed);
    // PowerPoint would repair it; a small file could list a large slide 2,000 times.
    if (listed.size !== this.#listed.length) {
      throw new UnreadableDocument('damaged-document', 'the presentation lists a slide twice');
    }
    this.#unlisted = [...archive.names].filter((name) => /^ppt\/slides\/[^/]+\.xml$/.test(name) && !listed.has(name));
  }

  /** `a:tblStyleLst`. */
  get tableStyles(): XmlElement | undefined {
    return this.shared(targetsOf(this.main.relations, 'tableStyles')[0])?.root;
  }

  *slides(): Generator<Slide> {
    for (const [index, name] of this.#listed.entries()) yield this.#slide(name, index + 1, true);
    for (const [index, name] of this.#unlisted.entries())
      yield this.#slide(name, this.#listed.length + index + 1, false);
  }

  /** A part that several slides use: it is parsed once. */
  shared(name: string | undefined): Part | undefined {
    if (name === undefined) return undefined;
    if (!this.#shared.has(name)) this.#shared.set(name, this.#part(name));
    return this.#shared.get(name);
  }

  /** Throws `damaged-document` where the part's XML is. */
  part(name: string | undefined): Part | undefined {
    return name === undefined ? undefined : this.#part(name);
  }

  #part(name: string): Part | undefined {
    const source = this.archive.text(name);
    return source === undefined
      ? undefined
      : { name, root: parseXml(source), relations: relationsOf(this.archive, name) };
  }

  #slide(name: string, number: number, isListed: boolean): Slide {
    const part = this.#part(name);
    if (part === undefined)
      throw new UnreadableDocument('damaged-document', 'the presentation lacks a slide that it names');
    const layout = this.shared(targetsOf(part.relations, 'slideLayout')[0]);
    const master = this.shared(layout === undefined ? undefined : targetsOf(layout.relations, 'slideMaster')[0]);
    return {
      ...{ number, part, isListed, scope: this.#scope(part, layout, master) },
      ...(layout === undefined ? {} : { layout }),
      ...(master === undefined ? {} : { master }),
    };
  }

  #theme(name: string | undefined): Theme {
    const known = this.#themes.get(name) ?? readTheme(this.archive, name);
    this.#themes.set(name, known);
    return known;
  }

  #scope(slide: Part, layout: Part | undefined, master: Part | undefined): PaintScope {
    const themeName = targetsOf((master ?? this.main).relations, 'theme')[0];
    const theme = this.shared(themeName)?.root;
    const formats = childOf(childOf(theme, 'a:themeElements'), 'a:fmtScheme');
    const map = overridden(slide) ?? overridden(layout) ?? mapOf(childOf(master?.root, 'p:clrMap'));
    return {
      theme: this.#theme(themeName),
      ...(map === undefined ? {} : { map }),
      ...(formats === undefined ? {} : { formats }),
    };
  }
}

function overridden(part: Part | undefined): ColourMap | undefined {
  return mapOf(childOf(childOf(part?.root, 'p:clrMapOvr'), 'a:overrideClrMapping'));
}

function mapOf(element: XmlElement | undefined): ColourMap | undefined {
  return element?.attributes;
}
