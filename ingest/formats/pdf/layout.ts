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
import { joined, paragraphsOf, type TextLine } from './paragraphs.ts';
import { type Unit, unitsOf } from './reading-order.ts';
import { type Segment, segmentsOf } from './segments.ts';

/** Between the cells of a row. */
const CELL_SEPARATOR = '\t';

/** The blocks of a page: what is seen, in reading order, then what is not. */
export function layOut(page: number, runs: readonly JudgedRun[]): BlockDraft[] {
  const locator = { page };
  const blocks: BlockDraft[] = [];
  for (const { letters } of directionsOf(runs)) {
    const isRtl = isRightToLeft(letters.map(({ text }) => text));
    for (const unit of unitsOf(segmentsOf(letters))) {
      for (const text of textsOf(unit, isRtl)) blocks.push({ kind: 'paragraph', runs: [{ text }], locator });
    }
  }
  for (const { text, hidden } of hiddenTexts(runs))
    blocks.push({ kind: 'paragraph', runs: [{ text, hidden }], locator });
  return blocks;
}

function textsOf({ lines }: Unit, isRtl: boolean): string[] {
  const texts: string[] = [];
  let column: TextLine[] = [];
  const settle = (): void => {
    if (column.length > 0) texts.push(...paragraphsOf(column));
    column = [];
  };
  for (const line of lines) {
    const [first] = line;
    if (line.length === 1 && first !== undefined) column.push(lineOf(first, isRtl));
    else {
      settle();
      texts.push(rowText(line, isRtl));
    }
  }
  settle();
  return texts;
}

function lineOf({ letters, start, end, base, size }: Segment, isRtl: boolean): TextLine {
  const text = readingText(letters, isRtl);
  return {
    text,
    start,
    end,
    base,
    size,
    firstWord: ((end - start) * firstWordOf(text).length) / Math.max(text.length, 1),
  };
}

function firstWordOf(text: string): string {
  return /^\s*\S+/.exec(text)?.[0] ?? '';
}

function rowText(cells: readonly Segment[], isRtl: boolean): string {
  const sorted = [...cells].sort((a, b) => (isRtl ? b.start - a.start : a.start - b.start));
  return sorted.map(({ letters }) => readingText(letters, isRtl).trim()).join(CELL_SEPARATOR);
}

/** Hidden texts in the order of painting; neighbours of one technique are one. */
function hiddenTexts(runs: readonly JudgedRun[]): { text: string; hidden: Hidden }[] {
  const texts: { text: string; hidden: Hidden }[] = [];
  let before: { glyph: Glyph; size: number } | undefined;
  for (const run of runs) {
    run.glyphs.forEach((glyph, i) => {
      const hidden = run.verdicts[i];
      if (hidden === undefined) return;
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
