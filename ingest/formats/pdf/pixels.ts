/**
 * Which glyphs leave a mark: the page is drawn with all of its text and again without the runs in doubt; where a glyph of theirs
 * stands, the two must differ. Runs that overlap are left out of different drawings, so that each answers for itself. It looks at
 * marks, not at their size: text too small to read leaves specks, which are for the walk to judge.
 */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Drawing, drawPage } from './drawing.ts';
import { groupByOverlap } from './overlap.ts';
import type { Box, Glyph, GlyphRun, WalkedPage } from './page.ts';

/** Two colours are told apart by eye from here on, in the channel that differs most, of 255. */
const MIN_DIFFERENCE = 20;
/** Part of a letter's box that must be marked; the thinnest letters of light fonts mark 6 in 100. */
const MIN_MARKED = 0.02;
/** A word with fewer of its glyphs marked is not seen. */
const MIN_SEEN_GLYPHS = 0.5;
/** Drawings without some of the runs; one more shows all of the page. */
const MAX_GROUPS = 3;

/** What the pixels say of a glyph; `stacked` where too many runs lie over each other to tell. */
export type InkVerdict = 'seen' | 'unseen' | 'stacked';

/** For each run in doubt, a verdict for each of its glyphs. `undefined` when the page can't be drawn by `deadlineMs`. */
export async function inkOf(
  document: PDFDocumentProxy,
  page: PDFPageProxy,
  walked: WalkedPage,
  inDoubt: readonly GlyphRun[],
  isDrawnByProcedure: (font: string) => boolean,
  deadlineMs: number,
): Promise<ReadonlyMap<GlyphRun, readonly InkVerdict[]> | undefined> {
  const byProcedure = new Set(inDoubt.filter((run) => isDrawnByProcedure(run.font)).map((run) => run.ordinal));
  const draw = (ordinals: ReadonlySet<number>): Promise<Drawing | undefined> =>
    drawPage(
      document,
      page,
      { isLeftOut: (ordinal) => ordinals.has(ordinal), isDrawnByProcedure: (ordinal) => byProcedure.has(ordinal) },
      deadlineMs,
    );
  const whole = await draw(new Set());
  if (whole === undefined || inDoubt.some((run) => run.ordinal >= whole.operations)) return undefined;

  const groups = groupByOverlap(inDoubt, walked, MAX_GROUPS);
  const verdicts = new Map<GlyphRun, readonly InkVerdict[]>();
  for (const group of groups) {
    const without = await draw(new Set(group.map((run) => run.ordinal)));
    if (without === undefined) return undefined;
    for (const run of group)
      verdicts.set(
        run,
        byWord(run, (glyph) => isMarked(glyph, run, whole, without)),
      );
  }
  for (const run of inDoubt) {
    if (!verdicts.has(run))
      verdicts.set(
        run,
        run.glyphs.map(() => 'stacked'),
      );
  }
  return verdicts;
}

/** The glyphs of a word share a verdict: single glyphs are missed for reasons of their own, an accent or a thin dash. */
function byWord(run: GlyphRun, isSeen: (glyph: Glyph) => boolean): InkVerdict[] {
  const verdicts: InkVerdict[] = [];
  let word: Glyph[] = [];
  const close = (): void => {
    const seen = word.filter(isSeen).length;
    const verdict = word.length === 0 || seen >= word.length * MIN_SEEN_GLYPHS ? 'seen' : 'unseen';
    verdicts.push(...(word.map(() => verdict) as InkVerdict[]));
    word = [];
  };
  for (const glyph of run.glyphs) {
    if (!isBlank(glyph)) {
      word.push(glyph);
      continue;
    }
    close();
    // A blank shares the fate of what is before it, so that hidden sentences stay whole.
    verdicts.push(verdicts.at(-1) ?? 'seen');
  }
  close();
  return verdicts;
}

export function isBlank(glyph: Glyph): boolean {
  return glyph.isSpace || glyph.unicode.trim() === '';
}

const LETTER = /[\p{L}\p{N}]/u;

function isMarked(glyph: Glyph, run: GlyphRun, whole: Drawing, without: Drawing): boolean {
  const { left, top, right, bottom } = pixelBox(glyph.box, whole);
  let marked = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = 4 * (y * whole.width + x);
      if (differ(whole.pixels, without.pixels, at)) marked += 1;
    }
  }
  const area = (right - left) * (bottom - top);
  return marked >= (LETTER.test(glyph.unicode) && run.angle % 90 === 0 ? Math.max(1, area * MIN_MARKED) : 1);
}

function differ(one: Uint8ClampedArray, other: Uint8ClampedArray, at: number): boolean {
  for (let channel = at; channel < at + 3; channel += 1) {
    if (Math.abs((one[channel] ?? 0) - (other[channel] ?? 0)) >= MIN_DIFFERENCE) return true;
  }
  return false;
}

/** The box in whole pixels of a drawing, no part of it outside. */
export function pixelBox(box: Box, { width, height, scale }: Pick<Drawing, 'width' | 'height' | 'scale'>): Box {
  const left = Math.min(width, Math.max(0, Math.floor(box.left * scale)));
  const top = Math.min(height, Math.max(0, Math.floor(box.top * scale)));
  return {
    left,
    top,
    right: Math.max(left, Math.min(width, Math.ceil(box.right * scale))),
    bottom: Math.max(top, Math.min(height, Math.ceil(box.bottom * scale))),
  };
}
