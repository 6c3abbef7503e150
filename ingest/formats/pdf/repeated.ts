/**
 * Hidden text that hides nothing: the same letters are seen in the same place, since programs paint outlined, shadowed and bold letters
 * in several goes, or there are no letters in it. It stays cut, or it would be read twice, but it is no cause for alarm.
 */
import type { Hidden } from '../../stages.ts';
import type { Glyph, JudgedRun } from './page.ts';
import { isBlank } from './pixels.ts';

/** In points; glyphs in neighbouring cells are near. */
const CELL = 2;
/** Part of a run's letters that must be seen in their places. */
const MIN_REPEATED = 0.8;

export function softenRepeated(runs: readonly JudgedRun[]): readonly JudgedRun[] {
  if (runs.every(({ verdicts }) => verdicts.every((verdict) => verdict === undefined))) return runs;
  const seen = new Set<string>();
  for (const { glyphs, verdicts } of runs) {
    for (const [i, glyph] of glyphs.entries()) {
      if (verdicts[i] === undefined && !isBlank(glyph)) seen.add(keyOf(glyph, 0, 0));
    }
  }
  let before: Hidden | undefined;
  return runs.map((run) => {
    const letters = run.glyphs.filter((glyph, i) => run.verdicts[i] !== undefined && !isBlank(glyph));
    // Blanks between hidden words stay with them: the sentence is one piece of evidence.
    const isBetween = letters.length === 0 && before !== undefined && before.severity !== 'info';
    before = run.verdicts.at(-1);
    const repeated = letters.filter((glyph) => isNear(glyph, seen)).length;
    if (isBetween || repeated < letters.length * MIN_REPEATED) return run;
    const why = letters.length === 0 ? 'there are no letters in it' : 'the same text is seen in its place';
    const soften = (hidden: Hidden | undefined): Hidden | undefined => hidden && { ...hidden, severity: 'info', why };
    return { ...run, verdicts: run.verdicts.map(soften) };
  });
}

function isNear(glyph: Glyph, seen: ReadonlySet<string>): boolean {
  for (const across of [0, -1, 1]) {
    for (const down of [0, -1, 1]) if (seen.has(keyOf(glyph, across, down))) return true;
  }
  return false;
}

function keyOf({ unicode, x, y }: Glyph, across: number, down: number): string {
  return `${Math.round(x / CELL) + across} ${Math.round(y / CELL) + down} ${unicode}`;
}
