/**
 * A row of a table as text, `column: value` by line, and where each value stands in it. Pure.
 * Guarantees: no value can pose as another column, since its further lines are indented; the places are in order, do not overlap, and
 * hold the values and nothing else. Empty values are left out.
 */
import type { CellSpan } from './stages.ts';

export interface RowText {
  readonly text: string;
  readonly cells: readonly CellSpan[];
}

export function renderRow(cells: Readonly<Record<string, string>>): RowText {
  const pieces: string[] = [];
  const spans: CellSpan[] = [];
  let length = 0;
  for (const [column, value] of Object.entries(cells)) {
    if (value.trim() === '') continue;
    const label = `${length === 0 ? '' : '\n'}${indented(column)}: `;
    const shown = indented(value);
    const start = length + label.length;
    length = start + shown.length;
    spans.push({ column, start, end: length });
    pieces.push(label, shown);
  }
  // Joined at once: what is put together piece by piece takes several times its length, and tables have 200,000 rows.
  return { text: pieces.join(''), cells: spans };
}

/** The parts of `cells` that lie in `[start, end)` of the text, as offsets into that piece. */
export function cellsWithin(cells: readonly CellSpan[], start: number, end: number): readonly CellSpan[] {
  return cells.flatMap((cell) => {
    const from = Math.max(cell.start, start);
    const to = Math.min(cell.end, end);
    return from < to ? [{ column: cell.column, start: from - start, end: to - start }] : [];
  });
}

const LINE_BREAK = /\r\n|[\r\n\u2028\u2029\u0085\v\f]/g;

function indented(text: string): string {
  return text.replace(LINE_BREAK, '\n  ');
}
