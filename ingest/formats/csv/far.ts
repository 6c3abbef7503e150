/**
 * Cells that stand so far from the rest of a table that nobody who opens it meets them: behind many empty columns, or below many empty
 * rows. Empty columns without a name are dropped on the way: spreadsheets write them where something was deleted.
 */

/** Empty columns that put what is behind them out of sight. */
const FAR_COLUMNS = 50;
/** Empty rows that put what is below them out of sight. */
const FAR_ROWS = 500;

export interface NearTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Cells far to the right, by the index of their row; -1 is the header. */
  readonly farCells: ReadonlyMap<number, readonly string[]>;
  /** Index of the first row that is far below; the number of rows where none is. */
  readonly farFrom: number;
}

export function nearTable(header: readonly string[], rows: readonly (readonly string[])[]): NearTable {
  const farCells = new Map<number, readonly string[]>();
  const kept = columnsInUse(header, rows);
  const near = (row: readonly string[], index: number): readonly string[] => {
    const far = row.slice(kept.end).filter((cell) => cell.trim() !== '');
    // Only a row that reaches beyond its table over a gap is far; one that is merely too long is an error elsewhere.
    const isFar = far.length > 0 && row.slice(kept.end, kept.end + FAR_COLUMNS).every((cell) => cell.trim() === '');
    if (far.length > 0 && !isFar) return row;
    if (isFar) farCells.set(index, far);
    const cells = row.slice(0, kept.end);
    return kept.dropped.size === 0 ? cells : cells.filter((_, column) => !kept.dropped.has(column));
  };
  const nearHeader = near(header, -1);
  const nearRows = rows.map((row, index) =>
    row.length <= kept.end && kept.dropped.size === 0 ? row : near(row, index),
  );
  return { header: nearHeader, rows: nearRows, farCells, farFrom: firstFarRow(rows) };
}

/** Where the table ends, and which columns before that are empty and have no name. */
function columnsInUse(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): { end: number; dropped: ReadonlySet<number> } {
  const unnamed = header.flatMap((name, column) => (name.trim() === '' ? [column] : []));
  if (unnamed.length === 0) return { end: header.length, dropped: new Set() };
  const empty = new Set(unnamed);
  for (const row of rows) {
    for (const column of empty) if ((row[column] ?? '').trim() !== '') empty.delete(column);
    if (empty.size === 0) break;
  }
  let gap = 0;
  for (let column = 0; column < header.length; column += 1) {
    gap = empty.has(column) ? gap + 1 : 0;
    if (gap === FAR_COLUMNS) return { end: column - FAR_COLUMNS + 1, dropped: upTo(empty, column - FAR_COLUMNS + 1) };
  }
  return { end: header.length, dropped: empty };
}

function upTo(columns: ReadonlySet<number>, end: number): ReadonlySet<number> {
  return new Set([...columns].filter((column) => column < end));
}

function firstFarRow(rows: readonly (readonly string[])[]): number {
  let gap = 0;
  for (const [index, row] of rows.entries()) {
    const isEmpty = row.every((cell) => cell.trim() === '');
    if (!isEmpty && gap >= FAR_ROWS && index > gap) return index;
    gap = isEmpty ? gap + 1 : 0;
  }
  return rows.length;
}
