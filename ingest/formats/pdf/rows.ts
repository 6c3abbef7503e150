/**
 * Segments, in reading order, to rows and cells: what stands on one line, and what goes on below in the same cell of a table.
 */
import type { Segment } from './segments.ts';

/** Lines that stand below each other in one cell. A line of a column is a cell of one line. */
export type Cell = Segment[];

/** A line of a column has one cell; a row of a table has its cells in the order they are read in. */
export type Row = Cell[];

/** A column of lines, or a table. */
export interface Unit {
  readonly rows: Row[];
}

/** Rows further apart than this, in ems, are no neighbours; lines of one cell stand closer. */
const MAX_LEADING = 2.2;
const MAX_CELL_LEADING = 1.6;
/** So many lines above can turn out to be one cell, when the next cell stands beside them. */
const MAX_FOLD = 8;
/** In a row, and lines in a cell; what has more is cut there. */
const MAX_CELLS = 200;
/** How far above its neighbour's first line a cell may begin, in ems. */
const MAX_RISE = 3.2;

/** A unit that grows, with how far it goes along the line. */
interface Growing extends Unit {
  start: number;
  end: number;
}

export function gather(segments: readonly Segment[]): Unit[] {
  const units: Growing[] = [];
  for (const segment of segments) {
    const unit = units.at(-1);
    if (unit !== undefined && takes(unit, segment)) {
      unit.start = Math.min(unit.start, segment.start);
      unit.end = Math.max(unit.end, segment.end);
    } else units.push({ rows: [[[segment]]], start: segment.start, end: segment.end });
  }
  return units;
}

/** Puts a segment into the unit when it goes on there. */
function takes({ rows, start, end }: Growing, next: Segment): boolean {
  const row = rows.at(-1);
  const cell = row?.at(-1);
  const last = cell?.at(-1);
  if (row === undefined || cell === undefined || last === undefined) return false;
  if (row.length > MAX_CELLS || cell.length > MAX_CELLS) return false;
  if (isBeside(cell, next)) {
    if (row.length === 1 && foldsInto(rows, next)) return true;
    if (isAtHeightOf(row, rows.at(-2), next)) {
      row.push([next]);
      return true;
    }
  }
  const step = next.base - last.base;
  const size = Math.max(last.size, next.size);
  if (step <= 0 || next.end <= start || next.start >= end) return false;
  const [first] = row;
  const isInCell =
    row.length > 1 && first !== undefined && overlapOf([next], cell) > 0 && overlapOf([next], first) <= 0;
  if (isInCell && step < MAX_CELL_LEADING * size) cell.push(next);
  else if (step < MAX_LEADING * size) rows.push([[next]]);
  else return false;
  return true;
}

/** The lines above were the first cell of a row, of which this is the second: they become one cell. */
function foldsInto(rows: Row[], next: Segment): boolean {
  const lines: Segment[] = [];
  for (let i = rows.length - 1; i >= 0 && lines.length < MAX_FOLD; i -= 1) {
    const [cell, ...others] = rows[i] ?? [];
    const [line, ...more] = cell ?? [];
    const below = lines[0];
    if (line === undefined || more.length > 0 || others.length > 0) return false;
    if (below !== undefined && below.base - line.base > MAX_CELL_LEADING * line.size) return false;
    lines.unshift(line);
    // They begin on one line, or the second is centred beside the first.
    const middle = (line.base + (lines.at(-1)?.base ?? line.base)) / 2;
    if (isSameRow(line, next) || Math.abs(middle - next.base) < 0.3 * next.size) {
      rows.splice(i, lines.length, [lines, [next]]);
      return true;
    }
  }
  return false;
}

/** To the right of a cell, or to its left: rows may be read either way. */
function isBeside(cell: Cell, next: Segment): boolean {
  return overlapOf([next], cell) <= 0;
}

/** Beside the lines of a row, or beginning above them, as a tall cell does beside one that is centred, but below the row before. */
function isAtHeightOf(row: Row, before: Row | undefined, next: Segment): boolean {
  const lines = heightOf(row);
  const top = before === undefined ? -Infinity : heightOf(before).bottom + 0.5 * next.size;
  return next.base > Math.max(lines.top - MAX_RISE * next.size, top) && next.base < lines.bottom + 0.3 * next.size;
}

function heightOf(row: Row): { readonly top: number; readonly bottom: number } {
  let [top, bottom] = [Infinity, -Infinity];
  for (const { base } of row.flat()) {
    top = Math.min(top, base);
    bottom = Math.max(bottom, base);
  }
  return { top, bottom };
}

export function isSameRow(one: Segment, other: Segment): boolean {
  return Math.abs(one.base - other.base) < 0.3 * Math.max(one.size, other.size);
}

/** How far two groups of segments share a stretch of the line; not above 0 when they stand apart. */
export function overlapOf(one: readonly Segment[], other: readonly Segment[]): number {
  const [a, b] = [extentOf(one), extentOf(other)];
  return Math.min(a.end, b.end) - Math.max(a.start, b.start);
}

export function extentOf(segments: readonly Segment[]): { readonly start: number; readonly end: number } {
  let [start, end] = [Infinity, -Infinity];
  for (const segment of segments) {
    start = Math.min(start, segment.start);
    end = Math.max(end, segment.end);
  }
  return { start, end };
}
