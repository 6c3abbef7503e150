/**
 * Tells columns of running text from tables, which look alike: running text fills its column, line after line; cells don't.
 */
import { type Cell, extentOf, isSameRow, overlapOf, type Row, type Unit } from './rows.ts';
import type { Segment } from './segments.ts';

const MIN_LINES = 4;
const MIN_LETTERS = 18;
/** A line that takes this share of its column is full; so many must be. */
const FULL_LINE = 0.75;
const FULL_LINES = 0.6;
/** Tables longer than this are not put together from columns. */
const MAX_JOINED_ROWS = 200;
/** No page has more lines than this in a column. */
const MAX_COLUMN_LINES = 400;

/** Whether lines below each other are running text that fills a column. */
export function isRunningText(segments: readonly Segment[]): boolean {
  if (segments.length < MIN_LINES) return false;
  const { start, end } = extentOf(segments);
  const full = segments.filter((segment) => segment.end - segment.start > FULL_LINE * (end - start)).length;
  const letters = segments.reduce((sum, segment) => sum + segment.letters.length, 0);
  return full >= FULL_LINES * segments.length && letters >= MIN_LETTERS * segments.length;
}

/** A unit of rows with two cells each that turn out to be lines of two columns, painted across the gutter: read down, not across. */
export function splitColumns({ rows }: Unit): Unit[] {
  const units: Unit[] = [];
  let plain: Row[] = [];
  let at = 0;
  while (at < rows.length) {
    const { to, gutter } = pairsFrom(rows, at);
    const segments = rows.slice(at, to).flat(2);
    const sides = [segments.filter(({ end }) => end <= gutter), segments.filter(({ start }) => start >= gutter)];
    if (sides.flat().length === segments.length && sides.every(isRunningText)) {
      if (plain.length > 0) units.push({ rows: plain });
      units.push(...sides.map((side): Unit => ({ rows: side.map((segment): Row => [[segment]]) })));
      plain = [];
    } else plain.push(...rows.slice(at, Math.max(to, at + 1)));
    at = Math.max(to, at + 1);
  }
  if (plain.length > 0) units.push({ rows: plain });
  return units;
}

/** How far rows go, from one on, that leave one gutter clear; none when the first is no pair. */
function pairsFrom(rows: readonly Row[], from: number): { readonly to: number; readonly gutter: number } {
  let [left, right] = [-Infinity, Infinity];
  const first = rows[from];
  let to = from;
  if (first === undefined || !isPair(first)) return { to, gutter: Number.NaN };
  for (; to < rows.length && to < from + MAX_COLUMN_LINES; to += 1) {
    const cells = rows[to] ?? [];
    const [one, two] = [...cells].sort((a, b) => extentOf(a).start - extentOf(b).start);
    if (one === undefined || cells.length > 2) break;
    if (two === undefined) {
      // The last lines of a column that is longer than the other: on one side of the gutter.
      const { start, end } = extentOf(one);
      if (end > right && start < left) break;
      continue;
    }
    const [end, start] = [Math.max(left, extentOf(one).end), Math.min(right, extentOf(two).start)];
    if (end >= start) break;
    [left, right] = [end, start];
  }
  return { to, gutter: (left + right) / 2 };
}

function isPair(row: Row): boolean {
  return row.length === 2 && row.every((cell) => cell.length === 1);
}

/** A table that was painted column by column is read row by row: neighbours side by side, line for line, that are no running text. */
export function joinTables(units: readonly Unit[]): Unit[] {
  const out: Unit[] = [];
  for (const unit of units) {
    const before = out.at(-1);
    if (before !== undefined && areCells(before, unit)) out[out.length - 1] = joinedTable(before, unit);
    else out.push(unit);
  }
  return out;
}

function joinedTable(one: Unit, other: Unit): Unit {
  const rows = [...one.rows];
  for (const row of other.rows) {
    const at = rows.findIndex((candidate) => isBesideRow(candidate, row));
    const met = rows[at];
    if (met === undefined) rows.push(row);
    else rows[at] = [...met, ...row];
  }
  return { rows: rows.sort((a, b) => (a[0]?.[0]?.base ?? 0) - (b[0]?.[0]?.base ?? 0)) };
}

function areCells(one: Unit, other: Unit): boolean {
  if (one.rows.length < 2 || other.rows.length < 2) return false;
  if (one.rows.length > MAX_JOINED_ROWS || other.rows.length > MAX_JOINED_ROWS) return false;
  if (!other.rows.every((row) => row.length === 1)) return false;
  if (overlapOf(one.rows.flat(2), other.rows.flat(2)) > 0) return false;
  const isColumn = one.rows.every((row) => row.length === 1);
  if (isRunningText(other.rows.flat(2)) || (isColumn && isRunningText(one.rows.flat(2)))) return false;
  const met = other.rows.filter((row) => one.rows.some((candidate) => isBesideRow(candidate, row))).length;
  return met >= 0.8 * other.rows.length && met >= 0.6 * one.rows.length;
}

function isBesideRow(one: Row, other: Row): boolean {
  const [a, b]: (Cell | undefined)[] = [one[0], other[0]];
  const [first, second] = [a?.[0], b?.[0]];
  return first !== undefined && second !== undefined && isSameRow(first, second);
}
