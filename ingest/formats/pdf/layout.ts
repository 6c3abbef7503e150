/**
 * The text of a page from the places of its letters: words, lines, paragraphs, tables row by row, columns one after another. The hidden
 * runs follow, each by itself, so that nothing hidden moves what is seen.
 * Guarantees: every visible letter is in the text once. It keeps hyphens as they are on the page, and guesses no headings: a size says too little.
 */
import type { Hidden } from '../../stages.ts';
import type { BlockDraft } from '../blocks.ts';
import { isRightToLeft, readingText } from './bidi.ts';
import { directionsOf } from './letters.ts';
import type { Glyph, JudgedRun } from './page.ts';
import { isMarker, joined, paragraphsOf, type TextLine } from './paragraphs.ts';
import { unitsOf } from './reading-order.ts';
import { type Cell, extentOf, type Row, type Unit } from './rows.ts';
import { SeenGlyphs } from './seen-glyphs.ts';
import { type Segment, segmentsOf } from './segments.ts';

/** Between the cells of a row. */
const CELL_SEPARATOR = '\t';

/** The blocks of a page: what is seen, in reading order, then what is not. */
export function layOut(page: number, runs: readonly JudgedRun[]): BlockDraft[] {
  const locator = { page };
  const blocks: BlockDraft[] = [];
  for (const { letters } of directionsOf(runs)) {
    for (const unit of unitsOf(segmentsOf(letters))) {
      for (const text of textsOf(unit)) blocks.push({ kind: 'paragraph', runs: [{ text }], locator });
    }
  }
  for (const { text, hidden } of hiddenTexts(runs))
    blocks.push({ kind: 'paragraph', runs: [{ text, hidden }], locator });
  return blocks;
}

function textsOf({ rows }: Unit): string[] {
  const texts: string[] = [];
  let column: TextLine[] = [];
  const settle = (): void => {
    if (column.length > 0) texts.push(...paragraphsOf(column));
    column = [];
  };
  for (const row of rows) {
    const isRtl = isRightToLeft(textsOfRow(row));
    const [cell] = row;
    if (row.length === 1 && cell !== undefined) column.push(...cell.map((segment) => lineOf(segment, isRtl)));
    else {
      settle();
      texts.push(rowText(row, isRtl));
    }
  }
  settle();
  return texts;
}

function* textsOfRow(row: Row): Generator<string> {
  for (const cell of row) for (const { letters } of cell) for (const { text } of letters) yield text;
}

function lineOf({ letters, start, end, base, size }: Segment, isRtl: boolean): TextLine {
  const text = readingText(letters, isRtl);
  const firstWord = ((end - start) * firstWordOf(text).length) / Math.max(text.length, 1);
  return { text, start, end, base, size, firstWord, isRtl };
}

function firstWordOf(text: string): string {
  return /^\s*\S+/.exec(text)?.[0] ?? '';
}

function rowText(cells: Row, isRtl: boolean): string {
  const sorted = [...cells].sort((a, b) =>
    isRtl ? extentOf(b).end - extentOf(a).end : extentOf(a).start - extentOf(b).start,
  );
  const [first = '', ...others] = sorted.map((cell) => cellText(cell, isRtl));
  return [first, ...others].join(others.length === 1 && isMarker(first) ? ' ' : CELL_SEPARATOR);
}

function cellText(cell: Cell, isRtl: boolean): string {
  return cell.reduce((text, segment) => joined(text, readingText(segment.letters, isRtl).trim()), '');
}

/**
 * Hidden texts in the order of painting; neighbours of one technique are one. A letter that is painted again where it can be seen,
 * as fills below outlines and shadows are, hides nothing.
 */
function hiddenTexts(runs: readonly JudgedRun[]): { text: string; hidden: Hidden }[] {
  const texts: { text: string; hidden: Hidden }[] = [];
  if (!runs.some((run) => run.verdicts.some((verdict) => verdict !== undefined))) return texts;
  const seen = new SeenGlyphs(runs);
  let before: { glyph: Glyph; size: number } | undefined;
  for (const run of runs) {
    run.glyphs.forEach((glyph, i) => {
      const hidden = run.verdicts[i];
      if (hidden === undefined || seen.hasTwin(glyph, run)) return;
      const last = texts.at(-1);
      const size = Math.max(run.emHeight, run.emWidth, 0.01);
      const isAlike =
        last !== undefined && last.hidden.technique === hidden.technique && last.hidden.severity === hidden.severity;
      if (last === undefined || !isAlike) texts.push({ text: glyph.unicode, hidden });
      else
        last.text =
          before === undefined || !isParted(before, glyph)
            ? last.text + glyph.unicode
            : joined(last.text, glyph.unicode);
      before = { glyph, size };
    });
  }
  return texts.filter(({ text }) => text.trim() !== '');
}

/** Whether a glyph stands apart from the one before by more than a letter does. */
function isParted({ glyph: before, size }: { glyph: Glyph; size: number }, glyph: Glyph): boolean {
  const gap = Math.max(
    glyph.box.left - before.box.right,
    before.box.left - glyph.box.right,
    glyph.box.top - before.box.bottom,
    before.box.top - glyph.box.bottom,
  );
  const isNewLine = Math.abs(glyph.y - before.y) > 0.5 * size && Math.abs(glyph.x - before.x) > 1.5 * size;
  return gap > 0.18 * size || isNewLine;
}
