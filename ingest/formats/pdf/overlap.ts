/**
 * Puts runs into groups without overlaps, greedily. The same text in the same place (painted twice for a bold look, or for a shadow)
 * stays together, since each would hide the loss of the other. Linear: places are cells of a coarse grid over the page, and the cells
 * that all runs together may take are bounded.
 */
import type { Box, GlyphRun, WalkedPage } from './page.ts';

/** In points. */
const CELL = 2;
/** All runs together. A page full of small text takes 100,000. */
const MAX_CELLS_TAKEN = 20_000_000;
/** Part of a run's cells that another run may share with it: lines set tight touch. */
const MAX_SHARED = 0.15;
/** Runs of one text whose starts are closer than this part of an em are one text painted twice. */
const TWICE_WITHIN = 0.2;

/** At most `count` groups; runs that fit into none are in none. Runs of one showing operation stay together. */
export function groupByOverlap(runs: readonly GlyphRun[], page: WalkedPage, count: number): GlyphRun[][] {
  const columns = Math.max(1, Math.ceil(Math.min(page.width, 5_000) / CELL));
  const rows = Math.max(1, Math.ceil(Math.min(page.height, 5_000) / CELL));
  const groups = Array.from({ length: count }, () => ({
    members: [] as GlyphRun[],
    owners: new Int32Array(columns * rows).fill(-1),
  }));
  const operations = byOperation(runs);
  let taken = 0;
  for (const [index, members] of operations.entries()) {
    const cells: number[] = [];
    for (const glyph of members.flatMap((run) => run.glyphs)) {
      if (taken > MAX_CELLS_TAKEN) return nonEmpty(groups);
      taken += collectCells(glyph.box, columns, rows, cells);
    }
    const rivals = new Map<number, boolean>();
    const isRival = (owner: number): boolean => {
      if (owner < 0 || owner === index) return false;
      const known = rivals.get(owner) ?? !isTwice(members, operations[owner] ?? []);
      rivals.set(owner, known);
      return known;
    };
    const free = groups.find(
      ({ owners }) => cells.filter((cell) => isRival(owners[cell] ?? -1)).length <= cells.length * MAX_SHARED,
    );
    if (free === undefined) continue;
    free.members.push(...members);
    for (const cell of cells) free.owners[cell] = index;
  }
  return nonEmpty(groups);
}

function byOperation(runs: readonly GlyphRun[]): GlyphRun[][] {
  const operations = new Map<number, GlyphRun[]>();
  for (const run of runs) {
    const members = operations.get(run.ordinal);
    if (members === undefined) operations.set(run.ordinal, [run]);
    else members.push(run);
  }
  return [...operations.values()];
}

function nonEmpty(groups: readonly { members: GlyphRun[] }[]): GlyphRun[][] {
  return groups.map(({ members }) => members).filter((members) => members.length > 0);
}

/** The cells of the middle of a box, which is where its ink is. Returns how many. */
function collectCells(box: Box, columns: number, rows: number, cells: number[]): number {
  const before = cells.length;
  const inset = (box.bottom - box.top) * 0.2;
  const side = (box.right - box.left) * 0.15;
  const clamp = (cell: number, count: number): number => Math.min(count - 1, Math.max(0, Math.floor(cell / CELL)));
  const lastRow = clamp(box.bottom - inset, rows);
  const lastColumn = clamp(box.right - side, columns);
  for (let row = clamp(box.top + inset, rows); row <= lastRow; row += 1) {
    for (let column = clamp(box.left + side, columns); column <= lastColumn; column += 1)
      cells.push(row * columns + column);
  }
  return cells.length - before;
}

function isTwice(some: readonly GlyphRun[], others: readonly GlyphRun[]): boolean {
  const [one, other] = [some[0], others[0]];
  const [start, otherStart] = [one?.glyphs[0], other?.glyphs[0]];
  if (one === undefined || other === undefined || start === undefined || otherStart === undefined) return false;
  const near = one.emHeight * TWICE_WITHIN;
  if (Math.abs(start.x - otherStart.x) > near || Math.abs(start.y - otherStart.y) > near) return false;
  return textOf(some) === textOf(others);
}

function textOf(runs: readonly GlyphRun[]): string {
  return runs.map((run) => run.glyphs.map((glyph) => glyph.unicode).join('')).join('');
}
