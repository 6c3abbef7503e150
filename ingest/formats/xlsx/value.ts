/**
 * What a cell's record says: its text as a person or a policy writes it. Dates are ISO 8601, which is what typed attributes take;
 * formulas give the value that was saved with them, errors such as `#N/A` give nothing.
 */
import { UnreadableDocument } from '../format.ts';
import { columnName } from './area.ts';
import type { CellRecord } from './sheet-xml.ts';
import { type CellText, plainText, readText, unescapeText } from './strings.ts';
import type { Styles } from './styles.ts';

export interface CellValue {
  readonly kind: 'text' | 'number' | 'other';
  readonly text: CellText;
  /** All of the text, without looks. */
  readonly plain: string;
  readonly number?: number;
}

export interface ValueScope {
  readonly shared: readonly CellValue[];
  readonly styles: Styles;
  /** Days are counted from 1904. */
  readonly is1904: boolean;
}

/** A value as it is kept: a number, or a text that looks like its cell, is no object yet. */
export type RawValue = CellValue | number | string;

/** The value with its text, in a cell of the style `style`. Throws `damaged-document`; `place` and `at` name the cell in messages. */
export function cellValue(
  raw: RawValue,
  style: number,
  { styles, is1904 }: ValueScope,
  place: string,
  at: { readonly row: number; readonly column: number },
): CellValue {
  if (typeof raw === 'string') return textValue(raw);
  if (typeof raw !== 'number') return raw;
  const isDate = styles.at(style).format.isDate;
  const text = isDate ? (dateText(timeOf(raw, is1904)) ?? wrongDate(place, at)) : String(raw);
  return { kind: 'number', text, plain: text, number: raw };
}

/** `undefined` for a cell with nothing in it. Throws `damaged-document`; `place` and `at` name the cell in messages. */
export function readValue(
  cell: CellRecord,
  { shared, styles }: ValueScope,
  place: string,
  at: { readonly row: number; readonly column: number },
): RawValue | undefined {
  const { type, value = '', inline } = cell;
  switch (type) {
    case 's': {
      if (value.trim() === '') return undefined;
      const text = shared[Number(value)];
      if (text === undefined) throw damaged();
      return text.plain === '' ? undefined : text;
    }
    case 'inlineStr': {
      return inline === undefined ? undefined : textual(readText(inline, styles));
    }
    case 'str':
      return textual(unescapeText(value));
    case 'b':
      if (value === '') return undefined;
      if (value !== '0' && value !== '1') throw damaged();
      return otherwise(String(value === '1'));
    case 'e':
      return undefined;
    case 'd':
      return value === '' ? undefined : otherwise(dateText(Date.parse(value)) ?? wrongDate(place, at));
    case 'n': {
      if (value.trim() === '') return undefined;
      const number = Number(value);
      if (Number.isNaN(number)) throw damaged();
      return number;
    }
    default:
      throw damaged();
  }
}

function textual(text: CellText): RawValue | undefined {
  const value = typeof text === 'string' ? text : textValue(text);
  return (typeof value === 'string' ? value : value.plain) === '' ? undefined : value;
}

export function textValue(text: CellText): CellValue {
  return { kind: 'text', text, plain: plainText(text) };
}

function otherwise(text: string): CellValue {
  return { kind: 'other', text, plain: text };
}

function wrongDate(place: string, { row, column }: { readonly row: number; readonly column: number }): never {
  const cell = `${columnName(column)}${row + 1}`;
  throw new UnreadableDocument('damaged-document', `${place}cell ${cell} has a date that is none`);
}

function damaged(): UnreadableDocument {
  return new UnreadableDocument('damaged-document', 'the workbook is damaged');
}

const DAY_MS = 86_400_000;
/** Days between Excel's day 0 and 1970, and between its two calendars. */
const DAYS_TO_1970 = 25_569;
const DAYS_TO_1904 = 1_462;
/** A time of day alone is a time on day 0. */
const DAY_ZERO = '1899-12-30';

function timeOf(serial: number, is1904: boolean): number {
  return Math.floor((serial + (is1904 ? DAYS_TO_1904 : 0) - DAYS_TO_1970) * DAY_MS);
}

/**
 * Excel knows no time zones, so that times are taken for UTC. It keeps days as fractions: what is less than a second is their rounding.
 */
function dateText(timeMs: number): string | undefined {
  const rounded = new Date(Math.round(timeMs / 1_000) * 1_000);
  if (Number.isNaN(rounded.getTime())) return undefined;
  const [day = '', time = ''] = rounded.toISOString().replace('.000Z', '').split('T');
  if (day === DAY_ZERO) return time;
  return time === '00:00:00' ? day : `${day}T${time}Z`;
}
