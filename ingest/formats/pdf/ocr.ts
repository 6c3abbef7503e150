/**
 * Whether invisible text says what the picture below it shows. Scanned pages carry what a program read from them as invisible text; the
 * same device hides text. A word set from reference letters is compared with the pixels where it claims to stand; words are judged with
 * their neighbours, since single ones are misread, and long ones that stick out also alone. No text is read from the picture.
 * Writing that no reference has (Indic, Arabic, East Asian) is kept where there is ink, and reported as not compared.
 */
import { type ClaimedWord, claimedWords } from './claimed-words.ts';
import type { Drawing } from './drawing.ts';
import { inkMapOf } from './ink-map.ts';
import type { Box, GlyphRun } from './page.ts';
import { pixelBox } from './pixels.ts';
import type { ReferenceFonts } from './reference-fonts.ts';
import { turned, turnedRuns } from './turned.ts';
import { columnsFor, correlation, type InkMap, pictureOfInk, pictureOfLetters } from './word-picture.ts';

/**
 * Measured on lines set in eight typefaces with noise, skew and boxes that are off, of more than 30 letters each: 400 right ones were
 * at .34 or above, 520 wrong ones at .22 or below.
 */
const MIN_LIKENESS = 0.27;
/** Letters that are judged together. */
const WINDOW_LETTERS = 28;
/** A word of so many letters that falls so far behind its neighbours is judged alone. */
const LONG_WORD = 5;
const MAX_LAG = 0.52;
/** Part of the words that must have ink. */
const MIN_INKED = 0.7;
/** Part of a word's box that is ink: between blank paper and a dark picture. */
const MIN_COVERAGE = 0.015;
const MAX_COVERAGE = 0.75;
/** A sans and a serif, upright. */
const FACES = [0, 3];
/** Boxes are off by a little: what is tried, in ems, at both sides. */
const GROWTHS = [0, 0.12, -0.12];

export type OcrVerdict = 'seen' | 'blank-paper' | 'other-words';

export interface OcrJudgement {
  readonly verdicts: ReadonlyMap<GlyphRun, readonly OcrVerdict[]>;
  /** Text was kept that could not be compared. */
  readonly isUncertain: boolean;
}

/** `drawing` shows the page without any text. */
export function compareWithPicture(runs: readonly GlyphRun[], drawing: Drawing, fonts: ReferenceFonts): OcrJudgement {
  const verdicts = new Map<GlyphRun, OcrVerdict[]>(runs.map((run) => [run, run.glyphs.map(() => 'seen')]));
  const map = inkMapOf(drawing);
  let isUncertain = false;
  for (const [quarters, turnedTo] of byQuarters(runs)) {
    const page = { width: drawing.width / drawing.scale, height: drawing.height / drawing.scale };
    const original = turnedRuns(turnedTo, quarters, page);
    const words = claimedWords([...original.keys()]);
    const level = turned(map, quarters);
    const looks = words.map((word) => lookAt(word, level, drawing.scale, fonts));
    for (const [i, verdict] of judgeWords(words, looks).entries()) {
      isUncertain ||= verdict === 'seen' && looks[i]?.likeness === undefined;
      for (const { run, index } of words[i]?.glyphs ?? []) {
        const own = verdicts.get(original.get(run) ?? run);
        if (own !== undefined) own[index] = verdict;
      }
    }
  }
  for (const [run, own] of verdicts) fillBlanks(run, own);
  return { verdicts, isUncertain };
}

interface WordLook {
  readonly hasInk: boolean;
  /** 0 to 1; `undefined` when there is nothing to compare with. */
  readonly likeness: number | undefined;
  readonly letters: number;
}

function lookAt(word: ClaimedWord, map: InkMap, scale: number, fonts: ReferenceFonts): WordLook {
  const letters = [...word.text].length;
  const columns = columnsFor(word.text);
  const claimed = FACES.flatMap((face) => pictureOfLetters(word.text, face, fonts, columns) ?? []);
  const box = pixelBox(word.box, { ...map, scale });
  const coverage = coverageOf(map, box);
  const hasInk = coverage >= MIN_COVERAGE && coverage <= MAX_COVERAGE;
  if (claimed.length === 0) return { hasInk, likeness: KNOWN_SCRIPT.test(word.text) ? 0 : undefined, letters };
  let likeness = 0;
  for (const candidate of candidates(word, map, scale)) {
    const shown = pictureOfInk(map, candidate, columns);
    if (shown === undefined) continue;
    for (const picture of claimed) {
      const misfit = Math.max(0, Math.abs(Math.log(shown.proportion / picture.proportion)) - FREE_MISFIT);
      likeness = Math.max(likeness, correlation(shown, picture) - misfit);
    }
  }
  return { hasInk, likeness, letters };
}

/** Letters of scripts that the references have: a word of them that can't be set is odd, not foreign. */
const KNOWN_SCRIPT = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]+$/u;
/** Typefaces differ in width by this much, as a logarithm. */
const FREE_MISFIT = 0.4;

/** Boxes to look in: as claimed, a little wider and narrower, and from gap to gap of the line's ink. */
function candidates({ box, em }: ClaimedWord, map: InkMap, scale: number): Box[] {
  const found = GROWTHS.map((growth) =>
    pixelBox({ ...box, left: box.left - growth * em, right: box.right + growth * em }, { ...map, scale }),
  );
  const snapped = snapToGaps(map, pixelBox(box, { ...map, scale }), em * scale);
  return snapped === undefined ? found : [...found, snapped];
}

/** Widths in ems: of a gap between words, and how far its edge may be from where the word claims to begin or end. */
const GAP = 0.14;
const MAX_SNAP = 1.2;

/** The box moved to the nearest starts and ends of words, as the columns of ink tell them. */
function snapToGaps(map: InkMap, box: Box, em: number): Box | undefined {
  const reach = Math.ceil(em * MAX_SNAP);
  const from = Math.max(0, box.left - reach);
  const to = Math.min(map.width, box.right + reach);
  const starts: number[] = [];
  const ends: number[] = [];
  let blank = em;
  for (let x = from; x < to; x += 1) {
    let ink = 0;
    for (let y = box.top; y < box.bottom; y += 1) ink += map.ink[y * map.width + x] ?? 0;
    if (ink < 0.5) {
      blank += 1;
      continue;
    }
    if (blank >= em * GAP) {
      if (starts.length > 0) ends.push(x - blank);
      starts.push(x);
    }
    blank = 0;
  }
  ends.push(to - blank);
  const left = nearest(starts, box.left);
  const right = nearest(
    ends.filter((end) => left !== undefined && end > left),
    box.right,
  );
  return left === undefined || right === undefined ? undefined : { ...box, left, right };
}

function nearest(places: readonly number[], wanted: number): number | undefined {
  return places.reduce<number | undefined>(
    (best, place) => (best === undefined || Math.abs(place - wanted) < Math.abs(best - wanted) ? place : best),
    undefined,
  );
}

function coverageOf(map: InkMap, box: Box): number {
  let ink = 0;
  for (let y = box.top; y < box.bottom; y += 1) {
    for (let x = box.left; x < box.right; x += 1) ink += map.ink[y * map.width + x] ?? 0;
  }
  const area = (box.right - box.left) * (box.bottom - box.top);
  return area === 0 ? 0 : ink / area;
}

function judgeWords(words: readonly ClaimedWord[], looks: readonly WordLook[]): OcrVerdict[] {
  return words.map((word, i) => {
    const window = neighbours(looks, i);
    const inked = window.filter((look) => look.hasInk).length;
    if (inked < window.length * MIN_INKED) return 'blank-paper';
    const own = looks[i];
    if (own === undefined || (!own.hasInk && own.letters >= LONG_WORD)) return 'blank-paper';
    const compared = window.filter((look) => look.likeness !== undefined);
    if (compared.length === 0) return 'seen';
    const mean = meanLikeness(compared);
    if (mean < MIN_LIKENESS) return 'other-words';
    const isOutlier = own.likeness !== undefined && [...word.text].length >= LONG_WORD && own.likeness < mean - MAX_LAG;
    return isOutlier ? 'other-words' : 'seen';
  });
}

/** The words around one, by turns before and after it, until there are letters enough. */
function neighbours(looks: readonly WordLook[], i: number): WordLook[] {
  const found: WordLook[] = [];
  let letters = 0;
  for (let step = 0; letters < WINDOW_LETTERS && step < looks.length; step += 1) {
    for (const at of step === 0 ? [i] : [i + step, i - step]) {
      const look = looks[at];
      if (look === undefined || letters >= WINDOW_LETTERS) continue;
      found.push(look);
      letters += look.letters;
    }
  }
  return found;
}

function meanLikeness(looks: readonly WordLook[]): number {
  let sum = 0;
  let letters = 0;
  for (const look of looks) {
    sum += (look.likeness ?? 0) * look.letters;
    letters += look.letters;
  }
  return letters === 0 ? 0 : sum / letters;
}

function byQuarters(runs: readonly GlyphRun[]): Map<number, GlyphRun[]> {
  const found = new Map<number, GlyphRun[]>();
  for (const run of runs) {
    const quarters = ((Math.round(run.angle / 90) % 4) + 4) % 4;
    const alike = found.get(quarters);
    if (alike === undefined) found.set(quarters, [run]);
    else alike.push(run);
  }
  return found;
}

/** A blank shares the fate of what is before it. */
function fillBlanks(run: GlyphRun, verdicts: OcrVerdict[]): void {
  for (const [i, glyph] of run.glyphs.entries()) {
    const before = verdicts[i - 1];
    if (glyph.unicode.trim() === '' && before !== undefined) verdicts[i] = before;
  }
}
