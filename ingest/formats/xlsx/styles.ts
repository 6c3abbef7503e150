/**
 * How cells look: the font's colour and size, the fill, the number format, and what conditional formats change of these.
 * Source: ECMA-376 part 1, 18.8. Excel goes by the cell's own format record; what that leaves out is taken from its named style.
 */
import { BLACK, blend, type Colour, WHITE } from '../../visibility/contrast.ts';
import type { OfficeArchive } from '../ooxml/archive.ts';
import { colourOfHex } from '../ooxml/hex.ts';
import type { Theme } from '../ooxml/theme.ts';
import { childOf, childrenOf, elementsOf, parseXml, type XmlElement } from '../ooxml/xml.ts';
import { GENERAL, isBuiltInDate, type NumberFormat, parseNumberFormat } from './number-format.ts';
import { indexedColour, themeColour } from './palette.ts';

/** What is behind a text: colours of which any may be, `undefined` where it can't be told. */
export type Paper = readonly (Colour | undefined)[];

export interface CellStyle {
  readonly ink: Colour;
  readonly points: number;
  /** Absent where the cell has no fill of its own. */
  readonly paper?: Paper;
  readonly format: NumberFormat;
  /** Whether a text may run over into the next cell. */
  readonly runsOver: boolean;
}

/** What a conditional format changes. */
export interface StyleChange {
  readonly ink?: Colour;
  readonly paper?: Paper;
  readonly format?: NumberFormat;
}

/** The look of a stretch of rich text. */
export interface RunLook {
  readonly ink: Colour;
  readonly points?: number;
}

const DEFAULT_POINTS = 11;
const DEFAULT_STYLE: CellStyle = { ink: BLACK, points: DEFAULT_POINTS, format: GENERAL, runsOver: true };
/** Share of a patterned cell that has the pattern's colour. */
const PATTERNS: Readonly<Record<string, number>> = {
  gray0625: 0.0625,
  gray125: 0.125,
  lightGray: 0.25,
  darkGray: 0.75,
};

export class Styles {
  readonly #theme: Theme;
  readonly #palette: readonly (Colour | undefined)[];
  readonly #formats = new Map<number, string>();
  readonly #records: readonly XmlElement[];
  readonly #named: readonly XmlElement[];
  readonly #fonts: readonly XmlElement[];
  readonly #fills: readonly XmlElement[];
  readonly #changes: readonly XmlElement[];
  readonly #known = new Map<number, CellStyle>();
  readonly #knownChanges = new Map<number, StyleChange>();
  readonly #knownFormats = new Map<string, NumberFormat>();

  constructor(archive: OfficeArchive, part: string | undefined, theme: Theme) {
    const source = part === undefined ? undefined : archive.text(part);
    const root = source === undefined ? undefined : parseXml(source);
    const list = (name: string): readonly XmlElement[] => childrenOf(childOf(root, name) ?? NOTHING);
    this.#theme = theme;
    this.#palette = childrenOf(childOf(childOf(root, 'colors'), 'indexedColors') ?? NOTHING).map((one) =>
      colourOfHex((one.attributes.get('rgb') ?? '').slice(-6)),
    );
    for (const one of list('numFmts')) {
      this.#formats.set(Number(one.attributes.get('numFmtId')), one.attributes.get('formatCode') ?? '');
    }
    this.#records = list('cellXfs');
    this.#named = list('cellStyleXfs');
    this.#fonts = list('fonts');
    this.#fills = list('fills');
    this.#changes = list('dxfs');
  }

  /** The style of a cell by the number that it names. */
  at(index: number): CellStyle {
    const known = this.#known.get(index) ?? this.#read(index);
    this.#known.set(index, known);
    return known;
  }

  /** What a conditional format changes by the number that it names; the same object each time. */
  change(index: number): StyleChange {
    const known = this.#knownChanges.get(index) ?? this.#readChange(index);
    this.#knownChanges.set(index, known);
    return known;
  }

  #readChange(index: number): StyleChange {
    const element = this.#changes[index];
    if (element === undefined) return {};
    const ink = this.#colour(childOf(childOf(element, 'font'), 'color'));
    const paper = this.#paper(childOf(element, 'fill'), true);
    const format = childOf(element, 'numFmt')?.attributes.get('formatCode');
    return {
      ...(ink === undefined ? {} : { ink }),
      ...(paper === undefined ? {} : { paper }),
      ...(format === undefined ? {} : { format: this.#format(format) }),
    };
  }

  /** The look of a run with properties of its own (`rPr`): without a colour it has the window's, not the cell's. */
  run(properties: XmlElement): RunLook {
    const points = Number(childOf(properties, 'sz')?.attributes.get('val'));
    const ink = this.#colour(childOf(properties, 'color')) ?? BLACK;
    return { ink, ...(points > 0 ? { points } : {}) };
  }

  #read(index: number): CellStyle {
    const record = this.#records[index];
    if (record === undefined) return DEFAULT_STYLE;
    const named = this.#named[Number(record.attributes.get('xfId') ?? -1)];
    const say = (name: string): number => Number(record.attributes.get(name) ?? named?.attributes.get(name) ?? 0);
    const font = this.#fonts[say('fontId')];
    const points = Number(childOf(font, 'sz')?.attributes.get('val') ?? DEFAULT_POINTS);
    const paper = this.#paper(this.#fills[say('fillId')], false);
    const align = childOf(record, 'alignment')?.attributes;
    const horizontal = align?.get('horizontal') ?? 'general';
    return {
      ink: this.#colour(childOf(font, 'color')) ?? BLACK,
      points: Number.isFinite(points) ? points : DEFAULT_POINTS,
      format: this.#formatById(say('numFmtId')),
      runsOver:
        ['general', 'left'].includes(horizontal) && !isOn(align?.get('wrapText')) && !isOn(align?.get('shrinkToFit')),
      ...(paper === undefined ? {} : { paper }),
    };
  }

  #formatById(id: number): NumberFormat {
    if (isBuiltInDate(id)) return { ...GENERAL, isDate: true };
    const code = this.#formats.get(id);
    return code === undefined ? GENERAL : this.#format(code);
  }

  #format(code: string): NumberFormat {
    const known =
      this.#knownFormats.get(code) ?? parseNumberFormat(code, (index) => indexedColour(index, this.#palette));
    this.#knownFormats.set(code, known);
    return known;
  }

  /** In a conditional format the colour of a plain fill stands where other fills have their background. */
  #paper(fill: XmlElement | undefined, isChange: boolean): Paper | undefined {
    const pattern = childOf(fill, 'patternFill');
    if (pattern === undefined) {
      const gradient = childOf(fill, 'gradientFill');
      return gradient === undefined
        ? undefined
        : [...elementsOf(gradient)].filter(({ name }) => name === 'color').map((one) => this.#colour(one));
    }
    const front = this.#colour(childOf(pattern, 'fgColor'));
    const back = this.#colour(childOf(pattern, 'bgColor'));
    const type = pattern.attributes.get('patternType') ?? (isChange ? 'solid' : 'none');
    if (type === 'none') return undefined;
    if (type === 'solid') return [(isChange ? (back ?? front) : front) ?? (isChange ? undefined : BLACK)];
    return [blend({ ...(front ?? BLACK), a: PATTERNS[type] ?? 0.5 }, back ?? WHITE)];
  }

  #colour(element: XmlElement | undefined): Colour | undefined {
    if (element === undefined || isOn(element.attributes.get('auto'))) return undefined;
    const [rgb, theme, indexed] = ['rgb', 'theme', 'indexed'].map((name) => element.attributes.get(name));
    const tint = Number(element.attributes.get('tint') ?? 0) || 0;
    if (theme !== undefined) return themeColour(this.#theme, Number(theme), tint);
    // The first byte would be alpha; Excel paints every colour opaque.
    if (rgb !== undefined) return colourOfHex(rgb.slice(-6));
    return indexed === undefined ? undefined : indexedColour(Number(indexed), this.#palette);
  }
}

export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

const NOTHING: XmlElement = { name: '', attributes: new Map(), children: [] };
