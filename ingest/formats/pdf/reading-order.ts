/**
 * Segments of a page to the units it is read in: columns one after another, tables row by row. Writers of PDFs paint in reading order as
 * a rule, so that order leads; where it goes against the lines of a text, the page's geometry takes its place.
 */
import type { Segment } from './segments.ts';

/** A column of lines, or a table: each line is one segment, or its cells from left to right. */
export interface Unit {
  lines: Segment[][];
  start: number;
  end: number;
}

/** Lines further apart than this, in ems, are no neighbours. */
const MAX_LEADING = 2.2;
/** Less agreement than this between painting and reading downwards, and geometry decides. */
const MIN_AGREEMENT = 0.7;

export function unitsOf(segments: readonly Segment[]): Unit[] {
  const painted = [...segments].sort((a, b) => a.order - b.order);
  const ordered = isPaintedInOrder(painted) ? painted : byGeometry(painted);
  return joinTables(gather(ordered).flatMap(splitColumns));
}

/** Whether lines that stand below each other were painted in that order, for most. */
function isPaintedInOrder(segments: readonly Segment[]): boolean {
  const rank = new Map(segments.map((segment, i) => [segment, i]));
  const byBase = [...segments].sort((a, b) => a.base - b.base);
  let [agree, all] = [0, 0];
  byBase.forEach((above, i) => {
    const below = nearestBelow(byBase, i);
    if (below === undefined) return;
    all += 1;
    if ((rank.get(below) ?? 0) > (rank.get(above) ?? 0)) agree += 1;
  });
  return all < 3 || agree / all >= MIN_AGREEMENT;
}

function nearestBelow(byBase: readonly Segment[], from: number): Segment | undefined {
  const above = byBase[from];
  if (above === undefined) return undefined;
  for (let i = from + 1; i < byBase.length && i < from + 40; i += 1) {
    const below = byBase[i];
    if (below === undefined || below.base - above.base > MAX_LEADING * above.size) return undefined;
    if (!isSameRow(above, below) && overlap(above, below) > 0) return below;
  }
  return undefined;
}

/** Consecutive segments that stand on one line or below each other. */
function gather(segments: readonly Segment[]): Unit[] {
  const units: Unit[] = [];
  for (const segment of segments) {
    const unit = units.at(-1);
    const line = unit?.lines.at(-1);
    const last = line?.at(-1);
    if (unit !== undefined && line !== undefined && last !== undefined && continues(unit, last, segment)) {
      if (isSameRow(last, segment)) line.push(segment);
      else unit.lines.push([segment]);
      unit.start = Math.min(unit.start, segment.start);
      unit.end = Math.max(unit.end, segment.end);
    } else units.push({ lines: [[segment]], start: segment.start, end: segment.end });
  }
  return units;
}

function continues(unit: Unit, last: Segment, next: Segment): boolean {
  if (isSameRow(last, next)) return next.start >= last.end || next.end <= last.start;
  const step = next.base - last.base;
  return (
    step > 0 && step < MAX_LEADING * Math.max(last.size, next.size) && next.start < unit.end && next.end > unit.start
  );
}

function isSameRow(one: Segment, other: Segment): boolean {
  return Math.abs(one.base - other.base) < 0.3 * Math.max(one.size, other.size);
}

function overlap(one: Pick<Segment, 'start' | 'end'>, other: Pick<Segment, 'start' | 'end'>): number {
  return Math.min(one.end, other.end) - Math.max(one.start, other.start);
}

/** Lines in two columns of running text that were painted across the gutter are read down, not across. */
function splitColumns(unit: Unit): Unit[] {
  const out: Unit[] = [];
  let rest = unit.lines;
  while (rest.length > 0) {
    const from = rest.findIndex((line) => line.length === 2);
    if (from < 0) break;
    let to = from;
    let [left, right] = [-Infinity, Infinity];
    while (to < rest.length) {
      const line = sortedLine(rest[to] ?? []);
      const [one, two] = line;
      if (one === undefined || line.length > 2) break;
      // A line with one segment belongs to the columns when it stands on one side of the gutter.
      if (two === undefined) {
        if (one.end > (right === Infinity ? -Infinity : right) && one.start < left) break;
      } else {
        if (Math.max(left, one.end) >= Math.min(right, two.start)) break;
        left = Math.max(left, one.end);
        right = Math.min(right, two.start);
      }
      to += 1;
    }
    const block = rest.slice(from, to);
    if (isRunningText(block)) {
      if (from > 0) out.push(unitOf(rest.slice(0, from)));
      const gutter = (left + right) / 2;
      for (const side of [block.flat().filter((s) => s.end < gutter), block.flat().filter((s) => s.start > gutter)]) {
        if (side.length > 0) out.push(unitOf(side.map((segment) => [segment])));
      }
    } else out.push(unitOf(rest.slice(0, Math.max(to, from + 1))));
    rest = rest.slice(Math.max(to, from + 1));
  }
  if (rest.length > 0) out.push(unitOf(rest));
  return mergedTables(out);
}

/** Neighbouring pieces of one unit that were no columns belong together again. */
function mergedTables(units: readonly Unit[]): Unit[] {
  return units.filter((unit) => unit.lines.length > 0);
}

function sortedLine(line: readonly Segment[]): Segment[] {
  return [...line].sort((a, b) => a.start - b.start);
}

function unitOf(lines: Segment[][]): Unit {
  const all = lines.flat();
  return {
    lines,
    start: Math.min(...all.map(({ start }) => start)),
    end: Math.max(...all.map(({ end }) => end)),
  };
}

/** Columns of running text fill their width, line after line; cells of a table don't. */
const MIN_COLUMN_LINES = 4;
const MIN_COLUMN_LETTERS = 18;

function isRunningText(lines: readonly (readonly Segment[])[]): boolean {
  const pairs = lines.filter((line) => line.length === 2).map(sortedLine);
  if (pairs.length < MIN_COLUMN_LINES) return false;
  return [0, 1].every((side) => {
    const segments = pairs.flatMap((pair) => pair[side] ?? []);
    return isFilled(segments);
  });
}

function isFilled(segments: readonly Segment[]): boolean {
  const start = Math.min(...segments.map((segment) => segment.start));
  const end = Math.max(...segments.map((segment) => segment.end));
  const full = segments.filter((segment) => segment.end - segment.start > 0.75 * (end - start)).length;
  const letters = segments.reduce((sum, segment) => sum + segment.letters.length, 0);
  return full >= 0.6 * segments.length && letters >= MIN_COLUMN_LETTERS * segments.length;
}

/** A table that was painted column by column is read row by row: columns side by side, line for line, that are no running text. */
function joinTables(units: readonly Unit[]): Unit[] {
  const out: Unit[] = [];
  for (const unit of units) {
    const before = out.at(-1);
    if (before !== undefined && areCells(before, unit)) {
      const lines = [...before.lines];
      for (const line of unit.lines) {
        const [first] = line;
        const at = lines.findIndex(([other]) => other !== undefined && first !== undefined && isSameRow(other, first));
        const row = lines[at];
        if (row === undefined) lines.push(line);
        else lines[at] = sortedLine([...row, ...line]);
      }
      lines.sort((a, b) => (a[0]?.base ?? 0) - (b[0]?.base ?? 0));
      out[out.length - 1] = unitOf(lines);
    } else out.push(unit);
  }
  return out;
}

function areCells(one: Unit, other: Unit): boolean {
  if (overlap(one, other) > 0 || one.lines.length < 2 || other.lines.length < 2) return false;
  if (one.lines.length > 200 || other.lines.length > 200) return false;
  const isOneCell = (unit: Unit): boolean => unit.lines.every((line) => line.length === 1);
  if (!isOneCell(other)) return false;
  if (isFilled(other.lines.flat()) || (isOneCell(one) && isFilled(one.lines.flat()))) return false;
  const met = other.lines.filter(([segment]) =>
    one.lines.some(([first]) => first !== undefined && segment !== undefined && isSameRow(first, segment)),
  ).length;
  return met >= 0.8 * other.lines.length && met >= 0.6 * one.lines.length;
}

/** Wider than this, in ems, and clear from top to bottom: a gutter. */
const GUTTER = 1.2;

/** Reading order by geometry alone: cuts a page at its gutters when text stands on both sides, else line by line downwards. */
function byGeometry(segments: readonly Segment[], depth = 0): Segment[] {
  const lines = [...segments].sort((a, b) => (isSameRow(a, b) ? a.start - b.start : a.base - b.base));
  if (depth > 6 || segments.length < 2 * MIN_COLUMN_LINES) return lines;
  const gutter = gutterOf(segments);
  if (gutter !== undefined) {
    const left = segments.filter((segment) => segment.end <= gutter);
    const right = segments.filter((segment) => segment.end > gutter);
    const isText = (side: readonly Segment[]): boolean => side.length >= MIN_COLUMN_LINES && isFilled(side);
    if (isText(left) && isText(right)) return [...byGeometry(left, depth + 1), ...byGeometry(right, depth + 1)];
  }
  // Bands with much space between them are ordered each for itself.
  const bands: Segment[][] = [];
  let bottom = -Infinity;
  for (const segment of lines) {
    const band = bands.at(-1);
    if (band === undefined || segment.base - segment.size > bottom + 0.5 * segment.size) bands.push([segment]);
    else band.push(segment);
    bottom = Math.max(bottom, segment.base);
  }
  return bands.length < 2 ? lines : bands.flatMap((band) => byGeometry(band, depth + 1));
}

function gutterOf(segments: readonly Segment[]): number | undefined {
  const sorted = [...segments].sort((a, b) => a.start - b.start);
  let end = -Infinity;
  for (const segment of sorted) {
    if (end > -Infinity && segment.start - end > GUTTER * segment.size) return end;
    end = Math.max(end, segment.end);
  }
  return undefined;
}
