/**
 * Whether a label is one of many numbers, as SQL. A short list travels as JSON. A long one, such as the audiences of somebody with whom
 * tens of thousands of documents were shared one by one, would take longer to parse than to search for, so it travels as a table of
 * bytes, one for each number from the least to the greatest, that SQLite looks into without reading it.
 */

export type SqlParam = string | number | Uint8Array;

export interface SqlCondition {
  readonly sql: string;
  readonly params: readonly SqlParam[];
}

/** Values of a JSON array that is the next parameter. */
export const jsonList = '(SELECT value FROM json_each(?))';

/** Lists of up to this many numbers travel as JSON. */
const SHORT_LIST = 64;
/** Tables are at most this long; numbers that lie further apart travel as JSON, however many they are. */
const MAX_TABLE_BYTES = 16 * 1024 * 1024;

/** The condition that the column is one of these numbers. */
export function toMembership(column: string, values: readonly number[]): SqlCondition {
  const range = values.length > SHORT_LIST ? rangeOf(values) : undefined;
  if (range === undefined) return { sql: `${column} IN ${jsonList}`, params: [JSON.stringify(values)] };
  const { least, greatest } = range;
  const table = new Uint8Array(greatest - least + 1);
  for (const value of values) table[value - least] = 1;
  return {
    // Outside of the range `substr` would count from the end.
    sql: `(${column} BETWEEN ? AND ? AND substr(?, ${column} - ? + 1, 1) = x'01')`,
    params: [least, greatest, table, least],
  };
}

function rangeOf(values: readonly number[]): { readonly least: number; readonly greatest: number } | undefined {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isSafeInteger(value)) return undefined;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return greatest - least < MAX_TABLE_BYTES ? { least, greatest } : undefined;
}
