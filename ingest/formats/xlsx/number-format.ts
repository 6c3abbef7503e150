/**
 * Number formats of cells: whether one is of dates, and what it shows of a value (`;;;` shows nothing).
 * Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
 */
import type { Colour } from '../../visibility/contrast.ts';
import { colourOfHex } from '../ooxml/hex.ts';

/** What a format makes of one kind of value. */
export interface Shown {
  /** Whether the value itself is in what is shown. */
  readonly hasValue: boolean;
  /** What stands there instead of a value. */
  readonly literal: string;
  readonly colour?: Colour;
}

export interface NumberFormat {
  readonly isDate: boolean;
  /** Whether it colours any value. */
  readonly hasColours: boolean;
  readonly positive: Shown;
  readonly negative: Shown;
  readonly zero: Shown;
  readonly text: Shown;
}

const PLAIN: Shown = { hasValue: true, literal: '' };
export const GENERAL: NumberFormat = {
  isDate: false,
  hasColours: false,
  positive: PLAIN,
  negative: PLAIN,
  zero: PLAIN,
  text: PLAIN,
};

/** Formats that go by number: those of dates and times, in all countries' versions. */
export function isBuiltInDate(id: number): boolean {
  return (
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58) ||
    (id >= 71 && id <= 81)
  );
}

const COLOURS: Readonly<Record<string, string>> = {
  black: '000000',
  white: 'FFFFFF',
  red: 'FF0000',
  green: '00FF00',
  blue: '0000FF',
  yellow: 'FFFF00',
  magenta: 'FF00FF',
  cyan: '00FFFF',
};

/** `palette` gives the colour of `[Color7]`. */
export function parseNumberFormat(code: string, palette: (index: number) => Colour | undefined): NumberFormat {
  const sections = splitSections(code);
  const shown = sections.map((section) => readSection(section, palette));
  const [positive = PLAIN, second, third, fourth] = shown;
  const hasConditions = sections.some((section) => /\[[<>=]/.test(section));
  const isText = (section: string | undefined): boolean => section !== undefined && /(^|[^\\_*])@/.test(section);
  // With fewer than four sections, text has one of its own only where it says so.
  const lastIsText = sections.length > 1 && sections.length < 4 && isText(sections.at(-1));
  const text = fourth ?? (lastIsText ? shown.at(-1) : isText(sections[0]) ? positive : PLAIN) ?? PLAIN;
  const numbers = lastIsText ? shown.slice(0, -1) : shown;
  const negative = numbers[1] ?? (second === undefined || lastIsText ? positive : second);
  const zero = numbers[2] ?? (third === undefined || lastIsText ? positive : third);
  // Conditions decide between sections by the value: one that shows it is enough.
  const any = hasConditions ? shown.find(({ hasValue }) => hasValue) : undefined;
  return {
    isDate: isDateCode(code),
    hasColours: shown.some(({ colour }) => colour !== undefined),
    ...(any === undefined ? { positive, negative, zero } : { positive: any, negative: any, zero: any }),
    text,
  };
}

/** Parts at semicolons that stand in no quotes and behind no backslash. */
function splitSections(code: string): string[] {
  const sections = [''];
  let isQuoted = false;
  for (let i = 0; i < code.length; i += 1) {
    const char = code[i] ?? '';
    const last = sections.length - 1;
    if (char === '\\' && !isQuoted) {
      sections[last] += char + (code[i + 1] ?? '');
      i += 1;
    } else if (char === ';' && !isQuoted) sections.push('');
    else {
      if (char === '"') isQuoted = !isQuoted;
      sections[last] += char;
    }
  }
  return sections;
}

function readSection(section: string, palette: (index: number) => Colour | undefined): Shown {
  let literal = '';
  let rest = '';
  let colour: Colour | undefined;
  // In order: quoted text, an escaped letter, room as wide as a letter, a letter that fills, something in brackets.
  for (const [part, quoted, escaped, , , bracketed] of section.matchAll(
    /"([^"]*)"?|\\(.)|_(.)|\*(.)|\[([^\]]*)\]?|[^"\\_*[]+|./gs,
  )) {
    if (quoted !== undefined || escaped !== undefined) literal += quoted ?? escaped ?? '';
    else if (bracketed !== undefined) {
      const index = /^colou?r\s*(\d{1,2})$/i.exec(bracketed)?.[1];
      colour ??= index === undefined ? colourOfHex(COLOURS[bracketed.toLowerCase()] ?? '') : palette(Number(index) + 7);
      if (/^(?:[hms]+)$/i.test(bracketed)) rest += bracketed;
      literal += /^\$([^-]*)/.exec(bracketed)?.[1] ?? '';
    } else if (!part.startsWith('_') && !part.startsWith('*')) rest += part;
  }
  const hasValue = /[0#?@dmyhsegb]|general/i.test(rest);
  return { hasValue, literal: hasValue ? '' : (literal + rest).trim(), ...(colour === undefined ? {} : { colour }) };
}

const DATE_WORDS = new Set(
  's ss m mm h hh am pm a p d dd ddd dddd aaa aaaa aaaaa mmm mmmm mmmmm y yy yyyy e ee eeee'.split(' '),
);

function isDateCode(code: string): boolean {
  return code
    .toLowerCase()
    .replace(/;@$/, '')
    .replace(/\\./g, ' ')
    .split(';')
    .some((section) => {
      const words = section
        .replace(/"[^"]*"/g, ' ')
        .replace(/(\[?[smhd]{1,2}\]?)[.,]00?0?/g, '$1')
        .replace(/\[([smhd]{1,2})\]/g, '$1')
        .replace(/\[[^\]]*\]/g, '')
        .split(/[^a-z0#?%]+/)
        .filter((word) => word !== '');
      return words.length > 0 && words.every((word) => DATE_WORDS.has(word));
    });
}
