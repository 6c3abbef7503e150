/**
 * What the columns of a table say of its rows: owner, readers and typed attributes, by the columns that a manifest or request names.
 * Guarantees: nothing is guessed and nothing has a default; a value that is missing, malformed or not of its declared type refuses the
 * document, and the message names row and column.
 */
import { ATTRIBUTE_LIMITS, type Attributes, type AttributeType, parseAttribute } from '../entitlements/attributes.ts';
import { type Principal, parsePrincipal, principalOf } from '../entitlements/principal.ts';
import { excerpt } from '../filters/finding.ts';
import { type UnreadableCode, UnreadableDocument } from './formats/format.ts';
import { readList } from './formats/list-text.ts';
import type { RowColumns } from './manifest.ts';

/** The attributes that may be said of documents and rows, with their types. */
export type AttributeTypes = Readonly<Record<string, AttributeType>>;

/** A row's cells and what it is called in messages, such as `row 7`. */
export interface NamedRow {
  readonly place: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** Principals that one cell may name. */
const MAX_PRINCIPALS = 10_000;

const TYPE_WORDS: Record<AttributeType, string> = {
  string: `a text of at most ${ATTRIBUTE_LIMITS.stringLength} characters`,
  long: 'a whole number',
  bool: '`true` or `false`',
  datetime: 'a date, nor a date and time with its offset from UTC',
  strings: `a set of at most ${ATTRIBUTE_LIMITS.setSize} texts`,
};

/** Every column that is named. */
export function namedColumns({ owner, readers, attributes = {}, masked = [] }: RowColumns): readonly string[] {
  return [owner, readers, ...Object.values(attributes), ...masked].filter((column) => column !== undefined);
}

/** Throws `unknown-column` when the table lacks a column that is named. */
export function checkColumns(columns: RowColumns, { place, cells }: NamedRow): void {
  const missing = namedColumns(columns).find((column) => !Object.hasOwn(cells, column));
  if (missing === undefined) return;
  throw new UnreadableDocument('unknown-column', `${place}: the table has no column \`${excerpt(missing)}\``);
}

/**
 * Who owns a row and who else reads it. An owner may be a bare user name (`alice`); readers are principals parted by `;`, `,` or spaces.
 * Throws `invalid-row-entitlement`.
 */
export function rowEntitlements(
  columns: RowColumns,
  row: NamedRow,
): { readonly owner?: Principal; readonly readers?: readonly Principal[] } {
  return {
    ...(columns.owner === undefined ? {} : { owner: rowOwner(row, columns.owner) }),
    ...(columns.readers === undefined ? {} : { readers: rowReaders(row, columns.readers) }),
  };
}

/** A row's own attributes. Throws `invalid-row-attribute`. */
export function rowAttributes(columns: RowColumns, types: AttributeTypes, row: NamedRow): Attributes {
  const entries = Object.entries(columns.attributes ?? {}).map(([name, column]) => {
    const fault = (why: string) => rowFault('invalid-row-attribute', row, column, why);
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type === undefined) throw fault(`the attribute \`${name}\` is not declared`);
    const text = cellOf(row, column, 'invalid-row-attribute');
    const value = parseAttribute(type, type === 'strings' ? readList(text) : text);
    if (value === undefined) throw fault(`\`${excerpt(text)}\` is not ${TYPE_WORDS[type]}`);
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}

function rowOwner(row: NamedRow, column: string): Principal {
  const text = cellOf(row, column, 'invalid-row-entitlement');
  const name = text.includes(':') ? parsePrincipal(text) : principalOf('user', text);
  if (name?.startsWith('user:') === true) return name;
  throw rowFault('invalid-row-entitlement', row, column, `\`${excerpt(text)}\` is not a user`);
}

function rowReaders(row: NamedRow, column: string): readonly Principal[] {
  const fault = (why: string) => rowFault('invalid-row-entitlement', row, column, why);
  const names = cellOf(row, column, 'invalid-row-entitlement')
    .split(/[;,\s]+/)
    .filter((name) => name !== '');
  if (names.length === 0) throw fault('the value is missing');
  if (names.length > MAX_PRINCIPALS) throw fault('there are too many principals');
  return names.map((text) => {
    const name = parsePrincipal(text);
    if (name === undefined) throw fault(`\`${excerpt(text)}\` is not a principal`);
    return name;
  });
}

function cellOf(row: NamedRow, column: string, code: UnreadableCode): string {
  const text = Object.hasOwn(row.cells, column) ? (row.cells[column] ?? '').trim() : '';
  if (text === '') throw rowFault(code, row, column, 'the value is missing');
  return text;
}

function rowFault(code: UnreadableCode, row: NamedRow, column: string, why: string): UnreadableDocument {
  return new UnreadableDocument(code, `${row.place}, column \`${excerpt(column)}\`: ${why}`);
}
