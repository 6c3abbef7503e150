/**
 * The words that invisible text claims, where it claims them: glyphs of runs put together by blanks, gaps and changes of the line. Words
 * know the glyphs that they are made of, so that what is found of a word can be said of its glyphs.
 */
import type { Box, GlyphRun } from './page.ts';
import { isBlank } from './pixels.ts';

export interface ClaimedWord {
  readonly text: string;
  readonly box: Box;
  readonly em: number;
  /** Counts lines; words of a line follow each other. */
  readonly line: number;
  readonly glyphs: readonly GlyphPlace[];
}

interface GlyphPlace {
  readonly run: GlyphRun;
  readonly index: number;
}

/** Parts of an em. */
const WORD_GAP = 0.3;
const LINE_STEP = 0.5;
/** How far writing reaches over and under the baseline, at most. */
const OVER = 0.8;
const UNDER = 0.26;

interface Open {
  text: string;
  glyphs: GlyphPlace[];
}

/** In the order of the runs, which all run along the same axis. */
export function claimedWords(runs: readonly GlyphRun[]): ClaimedWord[] {
  const words: ClaimedWord[] = [];
  let open: Open = { text: '', glyphs: [] };
  let line = 0;
  let last: { x: number; y: number; em: number } | undefined;
  const close = (): void => {
    if (open.glyphs.length > 0) words.push({ text: open.text, line, ...extentOf(open.glyphs), glyphs: open.glyphs });
    open = { text: '', glyphs: [] };
  };
  for (const run of runs) {
    const em = Math.max(run.emHeight, 0.1);
    for (const [index, glyph] of run.glyphs.entries()) {
      const isNewLine = last !== undefined && Math.abs(glyph.y - last.y) > LINE_STEP * Math.max(em, last.em);
      const isApart = last !== undefined && Math.abs(glyph.x - last.x) > WORD_GAP * em;
      if (isNewLine || isApart || isBlank(glyph)) close();
      if (isNewLine) line += 1;
      last = { x: glyph.box.right, y: glyph.y, em };
      if (isBlank(glyph)) continue;
      open.text += glyph.unicode;
      open.glyphs.push({ run, index });
    }
  }
  close();
  return words;
}

function extentOf(glyphs: readonly GlyphPlace[]): { box: Box; em: number } {
  let [left, top, right, bottom, em] = [Infinity, Infinity, -Infinity, -Infinity, 0];
  for (const { run, index } of glyphs) {
    const glyph = run.glyphs[index];
    if (glyph === undefined) continue;
    em = Math.max(em, run.emHeight);
    left = Math.min(left, glyph.box.left);
    right = Math.max(right, glyph.box.right);
    top = Math.min(top, glyph.y - OVER * run.emHeight);
    bottom = Math.max(bottom, glyph.y + UNDER * run.emHeight);
  }
  return { box: { left, top, right, bottom }, em };
}
