/**
 * Text whose letters are not what the file says: blank fonts, a long text behind one glyph, a font whose letters mean others.
 * Single letters may well look odd in a fine typeface: letters are called false by the word when they are clearly others, and else by
 * the run, the line and the font, where a good part of them look like others. Text in the invisible mode is not looked at: the fonts
 * of scanners' text are blank on purpose. Fonts drawn by procedures are for the pixels.
 */
import type { Hidden } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { GlyphFact, GlyphFacts } from './glyph-facts.ts';
import { PDF_LOOK_TECHNIQUES } from './look-techniques.ts';
import type { Glyph, GlyphRun } from './page.ts';
import { isBlank } from './pixels.ts';

const INVISIBLE = 3;
/** Part of the letters that must look like others, of at least so many, of which at least so many differ. */
const MIN_FALSE = 0.3;
const MIN_LETTERS = 5;
const MIN_DISTINCT = 3;
/** Letters of a word, all of them clearly others. */
const MIN_WORD = 3;

const BLANK = hiddenBy(PDF_LOOK_TECHNIQUES, 'pdf-blank-glyphs', { why: 'the glyphs have no outline' });
const EXPANSION = hiddenBy(PDF_LOOK_TECHNIQUES, 'pdf-glyph-expansion', {
  why: 'one glyph stands for more text than it has room for',
});
const ICON = hiddenBy(PDF_LOOK_TECHNIQUES, 'pdf-glyph-expansion', {
  severity: 'low',
  why: 'one glyph stands for a word',
});
const REMAPPED = hiddenBy(PDF_LOOK_TECHNIQUES, 'pdf-glyph-remapped', {
  why: 'the outlines of the letters look like other letters',
});

type Verdicts = readonly (Hidden | undefined)[];

/** A verdict for each glyph of each run of which one is hidden by its shape. Runs that are not in the map are as they claim. */
export function hiddenByShape(runs: readonly GlyphRun[], facts: GlyphFacts): ReadonlyMap<GlyphRun, Verdicts> {
  const looked = runs
    .filter((run) => run.renderMode !== INVISIBLE && facts.hasOutlines(run.font))
    .map((run) => ({ run, facts: run.glyphs.map((glyph) => facts.of(run.font, glyph)) }));
  // Most fonts have no letter that looks like another: there is nothing to count.
  const suspects = new Set(looked.filter((one) => one.facts.some(looksFalse)).map(({ run }) => run.font));
  const counted = suspects.size === 0 ? [] : looked.filter(({ run }) => suspects.has(run.font));
  const fonts = tally(counted, ({ run }) => run.font);
  const lines = tally(counted, ({ run }) => lineOf(run));
  const hidden = new Map<GlyphRun, Verdicts>();
  for (const { run, facts: found } of looked) {
    const isFalse = suspects.has(run.font) && isFalseRun(run, found, lines.get(lineOf(run)), fonts.get(run.font));
    if (!isFalse && found.every(isHonest)) continue;
    const verdicts = run.glyphs.map((_, i) => verdictOf(found[i]) ?? (isFalse ? REMAPPED : undefined));
    markFalseWords(run, found, verdicts);
    if (verdicts.some((verdict) => verdict !== undefined)) hidden.set(run, withBlanks(run, verdicts));
  }
  return hidden;
}

/** The smallest of run, line and font that has enough letters decides: a font may lie on one line and be honest on the next. */
function isFalseRun(
  run: GlyphRun,
  facts: readonly GlyphFact[],
  line: Tally | undefined,
  font: Tally | undefined,
): boolean {
  const own = new Tally();
  own.add(run.glyphs, facts);
  return [own, line, font].find((level) => level?.isEnough() === true)?.isFalse() === true;
}

function looksFalse(fact: GlyphFact): boolean {
  return fact === 'like-another' || fact === 'clearly-like-another';
}

function isHonest(fact: GlyphFact): boolean {
  return fact === 'as-claimed' || fact === 'unknown';
}

function verdictOf(fact: GlyphFact | undefined): Hidden | undefined {
  if (fact === 'blank') return BLANK;
  if (fact === 'expansion') return EXPANSION;
  return fact === 'word-glyph' ? ICON : undefined;
}

interface Looked {
  readonly run: GlyphRun;
  readonly facts: readonly GlyphFact[];
}

class Tally {
  #judged = 0;
  #false = 0;
  readonly #distinct = new Set<string>();
  readonly #distinctFalse = new Set<string>();

  add(glyphs: readonly Glyph[], facts: readonly GlyphFact[]): void {
    for (const [i, fact] of facts.entries()) {
      const isFalse = looksFalse(fact);
      if (!isFalse && fact !== 'as-claimed') continue;
      const letter = glyphs[i]?.unicode ?? '';
      this.#judged += 1;
      this.#distinct.add(letter);
      if (!isFalse) continue;
      this.#false += 1;
      this.#distinctFalse.add(letter);
    }
  }

  isEnough(): boolean {
    return this.#judged >= MIN_LETTERS && this.#distinct.size >= MIN_DISTINCT;
  }

  isFalse(): boolean {
    return (
      this.#false > this.#judged * MIN_FALSE &&
      this.#distinctFalse.size > this.#distinct.size * MIN_FALSE &&
      this.#distinctFalse.size >= MIN_DISTINCT - 1
    );
  }
}

function tally(looked: readonly Looked[], keyOf: (looked: Looked) => string): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const one of looked) {
    const key = keyOf(one);
    const found = tallies.get(key) ?? new Tally();
    found.add(one.run.glyphs, one.facts);
    tallies.set(key, found);
  }
  return tallies;
}

function lineOf(run: GlyphRun): string {
  return `${run.font} ${run.angle} ${Math.round(run.glyphs[0]?.y ?? 0)}`;
}

/** Words all of whose letters are clearly others, whatever the run: an amount, a name. */
function markFalseWords(run: GlyphRun, facts: readonly GlyphFact[], verdicts: (Hidden | undefined)[]): void {
  let start = 0;
  for (let i = 0; i <= facts.length; i += 1) {
    const glyph = run.glyphs[i];
    if (glyph !== undefined && !isBlank(glyph)) continue;
    const judged = facts.slice(start, i).filter((fact) => fact !== 'unknown');
    if (judged.length >= MIN_WORD && judged.every((fact) => fact === 'clearly-like-another')) {
      verdicts.fill(REMAPPED, start, i);
    }
    start = i + 1;
  }
}

/** A blank between two hidden glyphs is hidden with them. */
function withBlanks(run: GlyphRun, verdicts: readonly (Hidden | undefined)[]): Verdicts {
  return verdicts.map((verdict, i) => {
    const glyph = run.glyphs[i];
    if (verdict !== undefined || glyph === undefined || !isBlank(glyph)) return verdict;
    return i === 0 ? verdicts[1] : verdicts[i - 1];
  });
}
