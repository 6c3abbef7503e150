/** Places in a sheet: `B7`, `B2:D9`, and which of many areas a row lies in, asked row by row from the top. */

/** Counted from 0; the ends belong to it. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const LAST_ROW = 1_048_575;
export const LAST_COLUMN = 16_383;

/** `B7` → row 6, column 1; `undefined` for what is no place of a cell. */
export function parseCell(reference: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const row = Number(digits) - 1;
  const column = columnOf(letters);
  return row < 0 || row > LAST_ROW || column > LAST_COLUMN ? undefined : { row, column };
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}

/** 0 is `A`, 26 is `AA`. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : columnName(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/** Areas of a list such as `A1:B3 D5`; whole columns and rows as `A:B`, `3:4`. */
export function parseAreas(list: string): Area[] {
  return list
    .split(/[\s,]+/)
    .map(parseArea)
    .filter((area) => area !== undefined);
}

function parseArea(text: string): Area | undefined {
  const [from = '', to = from] = text.split(':');
  const [start, end] = [parseCell(from), parseCell(to)];
  if (start !== undefined && end !== undefined) {
    return {
      top: Math.min(start.row, end.row),
      left: Math.min(start.column, end.column),
      bottom: Math.max(start.row, end.row),
      right: Math.max(start.column, end.column),
    };
  }
  if (/^\$?[A-Za-z]{1,3}$/.test(from) && /^\$?[A-Za-z]{1,3}$/.test(to)) {
    const bare = (one: string): number => columnOf(one.replace('$', ''));
    return { top: 0, left: bare(from), bottom: LAST_ROW, right: bare(to) };
  }
  if (/^\$?\d{1,7}$/.test(from) && /^\$?\d{1,7}$/.test(to)) {
    const bare = (one: string): number => Number(one.replace('$', '')) - 1;
    return { top: bare(from), left: 0, bottom: bare(to), right: LAST_COLUMN };
  }
  return undefined;
}

/** Areas with something attached, asked for rows that never go back. */
export class AreaSweep<T> {
  readonly #waiting: { readonly area: Area; readonly value: T }[];
  #next = 0;
  #active: { readonly area: Area; readonly value: T }[] = [];

  constructor(entries: readonly { readonly area: Area; readonly value: T }[]) {
    this.#waiting = [...entries].sort((a, b) => a.area.top - b.area.top);
  }

  /** What lies over the row. The same array as before where nothing changed. */
  at(row: number): readonly { readonly area: Area; readonly value: T }[] {
    let isChanged = this.#active.some(({ area }) => area.bottom < row);
    if (isChanged) this.#active = this.#active.filter(({ area }) => area.bottom >= row);
    for (
      let entry = this.#waiting[this.#next];
      entry !== undefined && entry.area.top <= row;
      entry = this.#waiting[this.#next]
    ) {
      this.#next += 1;
      if (entry.area.bottom < row) continue;
      if (!isChanged) this.#active = [...this.#active];
      isChanged = true;
      this.#active.push(entry);
    }
    return this.#active;
  }
}
