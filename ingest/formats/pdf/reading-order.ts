/**
 * Segments of a page to the units it is read in: columns one after another, tables row by row. Writers of PDFs paint in reading order as
 * a rule, so that order leads; where it goes against the lines of a text, the page's geometry takes its place.
 */
import { isRunningText, joinTables, splitColumns } from './columns.ts';
import { gather, isSameRow, overlapOf, type Unit } from './rows.ts';
import type { Segment } from './segments.ts';

/** Lines further apart than this, in ems, are no neighbours. */
const MAX_LEADING = 2.2;
/** Less agreement than this between painting and reading downwards, and geometry decides. */
const MIN_AGREEMENT = 0.7;
/** Segments looked at for the nearest one below. */
const MAX_LOOK_AHEAD = 40;

export function unitsOf(segments: readonly Segment[]): Unit[] {
  const painted = [...segments].sort((a, b) => a.order - b.order);
  const ordered = isPaintedInOrder(painted) ? painted : byGeometry(painted, 0);
  return joinTables(gather(ordered).flatMap(splitColumns));
}

/** Whether lines that stand below each other were painted in that order, for most. */
function isPaintedInOrder(segments: readonly Segment[]): boolean {
  const byBase = [...segments].sort((a, b) => a.base - b.base);
  let [agree, all] = [0, 0];
  byBase.forEach((above, i) => {
    const below = nearestBelow(byBase, i);
    if (below === undefined) return;
    all += 1;
    if (below.order > above.order) agree += 1;
  });
  return all < 2 || agree / all >= MIN_AGREEMENT;
}

function nearestBelow(byBase: readonly Segment[], from: number): Segment | undefined {
  const above = byBase[from];
  if (above === undefined) return undefined;
  for (let i = from + 1; i < byBase.length && i < from + MAX_LOOK_AHEAD; i += 1) {
    const below = byBase[i];
    if (below === undefined || below.base - above.base > MAX_LEADING * above.size) return undefined;
    if (!isSameRow(above, below) && overlapOf([above], [below]) > 0) return below;
  }
  return undefined;
}

/** Wider than this, in ems, and clear from top to bottom: a gutter. */
const GUTTER = 1.2;
/** Clearer than this, in ems, from side to side: what is above and below is ordered each for itself. */
const BAND_GAP = 0.5;
const MAX_DEPTH = 6;

/** Reading order by geometry alone: cuts a page at its gutters when running text stands on both sides, else goes line by line. */
function byGeometry(segments: readonly Segment[], depth: number): Segment[] {
  const lines = lineByLine(segments);
  if (depth > MAX_DEPTH) return lines;
  const gutter = gutterOf(segments);
  if (gutter !== undefined) {
    const left = segments.filter(({ end }) => end <= gutter);
    const right = segments.filter(({ end }) => end > gutter);
    if (isRunningText(left) && isRunningText(right)) {
      return [...byGeometry(left, depth + 1), ...byGeometry(right, depth + 1)];
    }
  }
  const bands: Segment[][] = [];
  let bottom = -Infinity;
  for (const segment of lines) {
    const band = bands.at(-1);
    if (band === undefined || segment.base - segment.size > bottom + BAND_GAP * segment.size) bands.push([segment]);
    else band.push(segment);
    bottom = Math.max(bottom, segment.base);
  }
  return bands.length < 2 ? lines : bands.flatMap((band) => byGeometry(band, depth + 1));
}

function lineByLine(segments: readonly Segment[]): Segment[] {
  const lines: Segment[][] = [];
  for (const segment of [...segments].sort((a, b) => a.base - b.base)) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    if (line !== undefined && first !== undefined && isSameRow(first, segment)) line.push(segment);
    else lines.push([segment]);
  }
  return lines.flatMap((line) => line.sort((a, b) => a.start - b.start));
}

function gutterOf(segments: readonly Segment[]): number | undefined {
  let end = -Infinity;
  for (const segment of [...segments].sort((a, b) => a.start - b.start)) {
    if (end > -Infinity && segment.start - end > GUTTER * segment.size) return end;
    end = Math.max(end, segment.end);
  }
  return undefined;
}
