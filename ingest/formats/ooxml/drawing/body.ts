/**
 * The text of a DrawingML text body with the properties that each stretch of it ends up with: its own, then the list styles of its
 * shape, of its placeholders in layout and master, the master's text styles, and the presentation's defaults.
 * Source: ECMA-376 part 1, 21.1.2. It places nothing and judges nothing.
 */
import type { Colour } from '../../../visibility/contrast.ts';
import { alternatives } from '../alternate.ts';
import { resolveColour } from '../colours.ts';
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from '../xml.ts';
import { numberOf } from './frame.ts';
import { NO_PAINT, type Paint, type PaintScope, paintIn, UNKNOWN_PAINT } from './paint.ts';

const DEFAULT_POINTS = 18;
const MAX_LEVEL = 8;

/** A stretch of text of one look. */
export interface Span {
  readonly text: string;
  /** What the letters, their outline and their glow are painted with. */
  readonly ink: readonly Paint[];
  /** Marker behind the letters. */
  readonly paper?: Paint;
  readonly points: number;
  /** What is added between letters, in points. */
  readonly spacing: number;
}

export interface Paragraph {
  readonly spans: readonly Span[];
  /** `- ` or `3. `, where the paragraph is an item of a list. */
  readonly marker: string;
  /** `anywhere` for text that runs from right to left. */
  readonly align: 'left' | 'middle' | 'right' | 'anywhere';
}

export interface Body {
  readonly paragraphs: readonly Paragraph[];
  readonly anchor: 'top' | 'middle' | 'bottom';
  readonly wraps: boolean;
  /** The program makes text and box fit each other. */
  readonly fits: boolean;
  /** Lines run across the box from its top: not upright, not in columns. */
  readonly isAcross: boolean;
  /** In EMU: left, top, right, bottom. */
  readonly insets: readonly [number, number, number, number];
}

/** Where a body looks for what it doesn't say itself. */
export interface BodySources {
  /** `a:bodyPr` of the placeholders above, nearest first. */
  readonly bodies: readonly XmlElement[];
  /** `a:lstStyle` of the placeholders above, nearest first. */
  readonly near: readonly XmlElement[];
  /** The colour that the shape's style gives its text. */
  readonly fontPaint?: Paint;
  /** Styles of the master and of the presentation. */
  readonly far: readonly XmlElement[];
}

export const NO_SOURCES: BodySources = { bodies: [], near: [], far: [] };

export function readBody(body: XmlElement, sources: BodySources, scope: PaintScope): Body {
  const own = childrenOf(body).find(({ name }) => name === 'a:bodyPr');
  const properties = [...(own === undefined ? [] : [own]), ...sources.bodies];
  const said = (name: string): string | undefined => firstOf(properties, (one) => one.attributes.get(name));
  const inset = (name: string, otherwise: number): number =>
    firstOf(properties, (one) => (one.attributes.has(name) ? numberOf(one, name) : undefined)) ?? otherwise;
  const fit = firstOf(properties, (one) =>
    childrenOf(one).find(({ name }) => /^a:(?:no|norm|sp)Auto[fF]it$/.test(name)),
  );
  const scale = fit?.name === 'a:normAutofit' ? (percent(fit.attributes.get('fontScale')) ?? 1) : 1;
  const list = childOf(body, 'a:lstStyle');
  const reader = new ParagraphReader([...(list === undefined ? [] : [list]), ...sources.near], sources, scope, scale);
  return {
    paragraphs: childrenOf(body, 'a:p').map((paragraph) => reader.read(paragraph)),
    anchor: said('anchor') === 'ctr' ? 'middle' : said('anchor') === 'b' ? 'bottom' : 'top',
    wraps: said('wrap') !== 'none',
    fits: fit?.name === 'a:normAutofit' || fit?.name === 'a:spAutoFit',
    isAcross: (said('vert') ?? 'horz') === 'horz' && !(Number(said('numCol') ?? 1) > 1),
    insets: [inset('lIns', 91_440), inset('tIns', 45_720), inset('rIns', 91_440), inset('bIns', 45_720)],
  };
}

class ParagraphReader {
  readonly #near: readonly XmlElement[];
  readonly #sources: BodySources;
  readonly #scope: PaintScope;
  readonly #scale: number;
  /** Level → how many numbered items came before. */
  #numbers: number[] = [];

  constructor(near: readonly XmlElement[], sources: BodySources, scope: PaintScope, scale: number) {
    this.#near = near;
    this.#sources = sources;
    this.#scope = scope;
    this.#scale = scale;
  }

  read(paragraph: XmlElement): Paragraph {
    const own = childOf(paragraph, 'a:pPr');
    const level = Math.min(MAX_LEVEL, Math.max(0, Math.trunc(Number(own?.attributes.get('lvl') ?? 0)) || 0));
    const near = levelsOf(this.#near, level);
    const far = levelsOf(this.#sources.far, level);
    const properties = [...(own === undefined ? [] : [own]), ...near, ...far];
    const align = firstOf(properties, (one) => one.attributes.get('algn'));
    const defaults = (levels: readonly XmlElement[]): XmlElement[] =>
      levels.map((one) => childOf(one, 'a:defRPr')).filter((one) => one !== undefined);
    const isRightToLeft = /^(?:1|true)$/.test(firstOf(properties, (one) => one.attributes.get('rtl')) ?? '');
    const looks = { near: defaults(near), far: defaults(far) };
    const spans: Span[] = [];
    this.#gather(paragraph, looks, spans);
    const isBlank = !spans.some(({ text }) => text.trim() !== '');
    return {
      spans,
      marker: isBlank ? '' : this.#marker(properties, level),
      align: isRightToLeft ? 'anywhere' : align === 'ctr' ? 'middle' : align === 'r' ? 'right' : 'left',
    };
  }

  #gather(parent: XmlElement, looks: Looks, spans: Span[]): void {
    for (const child of childrenOf(parent)) {
      switch (child.name) {
        case 'a:r':
        case 'a:fld':
          spans.push(this.#span(childOf(child, 'a:rPr'), text(child), looks));
          break;
        case 'a:br':
          spans.push({ ...this.#span(childOf(child, 'a:rPr'), '\n', looks), ink: [UNKNOWN_PAINT] });
          break;
        case 'mc:AlternateContent': {
          this.#gather({ ...child, children: alternatives(child).chosen }, looks, spans);
          break;
        }
        // `a14:m`, a formula.
        case 'm': {
          const formula = [...elementsOf(child)].filter(({ name }) => name === 'm:t').map(textOf);
          if (formula.length > 0)
            spans.push({ ...this.#span(undefined, formula.join(''), looks), ink: [UNKNOWN_PAINT] });
          break;
        }
        default:
      }
    }
  }

  #span(own: XmlElement | undefined, text: string, { near, far }: Looks): Span {
    const strong = [...(own === undefined ? [] : [own]), ...near];
    const all = [...strong, ...far];
    const fill = (one: XmlElement): Paint | undefined => paintIn(one, this.#scope);
    const letters =
      firstOf(strong, fill) ?? this.#sources.fontPaint ?? firstOf(far, fill) ?? this.#scheme('tx1') ?? UNKNOWN_PAINT;
    const ink = [letters];
    const link = childOf(own, 'a:hlinkClick');
    // Links have the theme's colour unless an extension says that the text's own is kept.
    if (link !== undefined && !keepsColour(link)) ink.push(this.#scheme('hlink') ?? UNKNOWN_PAINT);
    const outline = firstOf(all, (one) => childOf(one, 'a:ln'));
    if (outline !== undefined) ink.push(paintIn(outline, this.#scope) ?? NO_PAINT);
    const effects = firstOf(all, (one) => childOf(one, 'a:effectLst'));
    for (const effect of effects === undefined ? [] : childrenOf(effects)) {
      const colour = resolveColour(effect, this.#scope);
      if (colour !== undefined) ink.push({ kind: 'colours', colours: [colour] });
    }
    const marker = firstOf(all, (one) => childOf(one, 'a:highlight'));
    const colour = resolveColour(marker, this.#scope);
    const size = firstOf(all, (one) => positive(one.attributes.get('sz'))) ?? DEFAULT_POINTS * 100;
    const spacing = firstOf(all, (one) => one.attributes.get('spc')) ?? '0';
    return {
      ...{ text, ink, points: (size / 100) * this.#scale, spacing: pointsOf(spacing) },
      ...(colour === undefined ? {} : { paper: { kind: 'colours', colours: [colour] } as const }),
    };
  }

  #scheme(name: string): Paint | undefined {
    const colour: Colour | undefined = resolveColour(
      { name: 'a:schemeClr', attributes: new Map([['val', name]]), children: [] },
      this.#scope,
    );
    return colour === undefined ? undefined : { kind: 'colours', colours: [colour] };
  }

  #marker(properties: readonly XmlElement[], level: number): string {
    const bullet = firstOf(properties, (one) =>
      childrenOf(one).find(({ name }) => /^a:bu(?:None|Char|AutoNum|Blip)$/.test(name)),
    );
    this.#numbers = this.#numbers.slice(0, level + 1);
    if (bullet?.name !== 'a:buAutoNum') {
      this.#numbers[level] = 0;
      return bullet === undefined || bullet.name === 'a:buNone' ? '' : '- ';
    }
    const start = Number(bullet.attributes.get('startAt') ?? 1) || 1;
    const count = this.#numbers[level] ?? 0;
    this.#numbers[level] = count + 1;
    return `${start + count}. `;
  }
}

interface Looks {
  readonly near: readonly XmlElement[];
  readonly far: readonly XmlElement[];
}

function levelsOf(lists: readonly XmlElement[], level: number): XmlElement[] {
  return lists.flatMap((list) =>
    [childOf(list, `a:lvl${level + 1}pPr`), childOf(list, 'a:defPPr')].filter((one) => one !== undefined),
  );
}

function text(run: XmlElement): string {
  // A vertical tab is how a line break is written inside a run.
  return childrenOf(run, 'a:t')
    .map(textOf)
    .join('')
    .replaceAll(/_x000B_|\v/g, '\n');
}

function keepsColour(link: XmlElement): boolean {
  return [...elementsOf(link)].some(
    ({ name, attributes }) => name.endsWith('hlinkClr') && attributes.get('val') === 'tx',
  );
}

function firstOf<From, To>(from: readonly From[], look: (one: From) => To | undefined): To | undefined {
  for (const one of from) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function positive(value: string | undefined): number | undefined {
  const number = Number(value);
  return value !== undefined && number >= 0 ? number : undefined;
}

function pointsOf(value: string): number {
  const number = Number.parseFloat(value);
  if (!Number.isFinite(number)) return 0;
  return value.endsWith('pt') ? number : number / 100;
}

function percent(value: string | undefined): number | undefined {
  const number = Number.parseFloat(value ?? '');
  if (!(number > 0)) return undefined;
  return value?.endsWith('%') === true ? number / 100 : number / 100_000;
}
