/**
 * Properties of runs and paragraphs as one `w:rPr` or `w:pPr` states them, as far as they bear on what is seen.
 * What is not stated is absent, so that a later layer laid over an earlier one changes only what it names.
 */
import type { WordColour } from '../ooxml/colours.ts';
import { childOf, type XmlElement } from '../ooxml/xml.ts';

/** Properties that styles switch on and off rather than set. Source: ECMA-376 part 1, 17.7.3. */
const TOGGLES = ['vanish', 'emboss', 'imprint', 'shadow'] as const;
type Toggle = (typeof TOGGLES)[number];

export interface RunProperties {
  readonly vanish?: boolean;
  readonly emboss?: boolean;
  readonly imprint?: boolean;
  readonly shadow?: boolean;
  readonly specVanish?: boolean;
  /** Reads from right to left or is set in the complex script's font. */
  readonly complex?: boolean;
  readonly colour?: WordColour;
  /** `w14:textFill`, which wins over the colour. */
  readonly textFill?: XmlElement;
  readonly textOutline?: XmlElement;
  readonly highlight?: string;
  readonly shading?: XmlElement;
  /** Half points. */
  readonly size?: number;
  readonly complexSize?: number;
  /** Width of the letters in per cent. */
  readonly scale?: number;
  /** Half points above the line. */
  readonly position?: number;
  /** Twentieths of a point between letters. */
  readonly spacing?: number;
  /** Twentieths of a point that the run is fitted into. */
  readonly fitWidth?: number;
  readonly raised?: boolean;
  readonly font?: string;
}

export interface ParagraphProperties {
  readonly shading?: XmlElement;
  readonly line?: { readonly value: number; readonly rule: string };
  /** Twentieths of a point. */
  readonly left?: number;
  readonly firstLine?: number;
  readonly frame?: XmlElement;
}

/** Whether an on/off element is on; it is on without a value. */
export function isOn(element: XmlElement): boolean {
  const value = element.attributes.get('w:val') ?? element.attributes.get('w14:val');
  return value === undefined || !/^(?:0|false|off|none)$/i.test(value);
}

/** A whole or broken number; measures of the strict form (`12pt`, `1in`, `50%`) in the unit that the plain number would have. */
export function numberOf(value: string | undefined, pointsPerUnit = 1 / 20): number | undefined {
  const parts = /^\s*(-?\d{1,12}(?:\.\d{1,12})?)(pt|in|cm|mm|pc|pi|%)?\s*$/.exec(value ?? '');
  if (parts === null) return undefined;
  const number = Number(parts[1]);
  const points = parts[2] === undefined ? undefined : POINTS[parts[2]];
  return points === undefined ? number : (number * points) / pointsPerUnit;
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, pc: 12, pi: 12 };

type Draft<T> = { -readonly [K in keyof T]: T[K] };

export function readRunProperties(rPr: XmlElement | undefined): RunProperties {
  const found: Draft<RunProperties> = {};
  for (const child of rPr?.children ?? []) {
    if (typeof child === 'string') continue;
    const value = child.attributes.get('w:val');
    switch (child.name) {
      case 'w:vanish':
      case 'w:emboss':
      case 'w:imprint':
      case 'w:shadow':
        found[child.name.slice(2) as Toggle] = isOn(child);
        break;
      case 'w:specVanish':
        found.specVanish = isOn(child);
        break;
      case 'w:rtl':
      case 'w:cs':
        found.complex = (found.complex ?? false) || isOn(child);
        break;
      case 'w:color':
        found.colour = wordColour(child, 'w:val', 'theme');
        break;
      case 'w14:textFill':
        found.textFill = child;
        break;
      case 'w14:textOutline':
        found.textOutline = child;
        break;
      case 'w:highlight':
        found.highlight = value ?? 'none';
        break;
      case 'w:shd':
        found.shading = child;
        break;
      case 'w:sz':
        set(found, 'size', numberOf(value, 0.5));
        break;
      case 'w:szCs':
        set(found, 'complexSize', numberOf(value, 0.5));
        break;
      case 'w:w':
        set(found, 'scale', numberOf(value));
        break;
      case 'w:position':
        set(found, 'position', numberOf(value, 0.5));
        break;
      case 'w:spacing':
        set(found, 'spacing', numberOf(value));
        break;
      case 'w:fitText':
        set(found, 'fitWidth', numberOf(value));
        break;
      case 'w:vertAlign':
        found.raised = value === 'superscript' || value === 'subscript';
        break;
      case 'w:rFonts':
        set(found, 'font', child.attributes.get('w:ascii') ?? child.attributes.get('w:hAnsi'));
        break;
      default:
        break;
    }
  }
  return found;
}

export function readParagraphProperties(pPr: XmlElement | undefined): ParagraphProperties {
  const found: Draft<ParagraphProperties> = {};
  const shading = childOf(pPr, 'w:shd');
  if (shading !== undefined) found.shading = shading;
  const spacing = childOf(pPr, 'w:spacing');
  const line = numberOf(spacing?.attributes.get('w:line'));
  if (line !== undefined) found.line = { value: line, rule: spacing?.attributes.get('w:lineRule') ?? 'auto' };
  const indent = childOf(pPr, 'w:ind')?.attributes;
  set(found, 'left', numberOf(indent?.get('w:left') ?? indent?.get('w:start')));
  const hanging = numberOf(indent?.get('w:hanging'));
  set(found, 'firstLine', hanging === undefined ? numberOf(indent?.get('w:firstLine')) : -hanging);
  const frame = childOf(pPr, 'w:framePr');
  if (frame !== undefined) found.frame = frame;
  return found;
}

/** The colour in the attributes of `w:color` (`w:val`, `w:themeColor`) or of shading (`w:fill`, `w:themeFill`). */
export function wordColour(element: XmlElement, value: string, kind: 'theme' | 'fill'): WordColour {
  const prefix = kind === 'theme' ? 'w:theme' : 'w:themeFill';
  const theme = element.attributes.get(kind === 'theme' ? 'w:themeColor' : 'w:themeFill');
  const colour: Draft<WordColour> = {};
  set(colour, 'value', element.attributes.get(value));
  set(colour, 'theme', theme === 'none' ? undefined : theme);
  set(colour, 'tint', element.attributes.get(`${prefix}Tint`));
  set(colour, 'shade', element.attributes.get(`${prefix}Shade`));
  return colour;
}

/** What counts in the end. Layers from the outermost in; a style's switch turns what the styles below it say. */
export function effectiveRun(layers: {
  readonly defaults: RunProperties;
  readonly table: RunProperties;
  readonly paragraph: RunProperties;
  readonly character: RunProperties;
  readonly direct: RunProperties;
}): RunProperties {
  const { defaults, table, paragraph, character, direct } = layers;
  const found: Draft<RunProperties> = { ...defaults, ...table, ...paragraph, ...character, ...direct };
  for (const toggle of TOGGLES) {
    if (direct[toggle] !== undefined) continue;
    const stated = [table[toggle], paragraph[toggle], character[toggle]].filter((one) => one !== undefined);
    found[toggle] = defaults[toggle] === true ? !stated.includes(false) : stated.filter(Boolean).length % 2 === 1;
  }
  return found;
}

function set<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value;
}
