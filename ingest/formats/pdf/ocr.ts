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
import {
  columnsFor,
  correlation,
  type InkMap,
  pictureOfInk,
  pictureOfLetters,
  type WordPicture,
} from './word-picture.ts';
import { candidates, placesByOrder } from './word-places.ts';

/**
 * Measured on lines set in eight typefaces with noise, skew and boxes that are off, of more than 30 letters each: 400 right ones were
 * at .34 or above, 520 wrong ones at .22 or below.
 */
const MIN_LIKENESS = 0.27;
/** Letters that are judged together. */
const WINDOW_LETTERS = 28;
/** A word of so many letters that falls so far behind its neighbours is judged alone. */
const LONG_WORD = 5;
const MAX_LAG = 0.45;
/** Letters of a line that is judged without its neighbours. */
const LONG_LINE = 14;
/** Part of the words that must have ink. */
const MIN_INKED = 0.7;
/** Part of a word's box that is ink: between blank paper and a dark picture. */
const MIN_COVERAGE = 0.015;
const MAX_COVERAGE = 0.75;
const SPECKS = 0.003;
/** A sans, a serif, its italics and a typewriter face: their widths differ most. */
const FACES = [0, 3, 5, 6];
/** As claimed, by the gaps nearby, by the order in the line. */
const PLACES = 3;

export type OcrVerdict = 'seen' | 'blank-paper' | 'other-words';

interface OcrJudgement {
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
    const byOrder = placesByOrder(words, level, drawing.scale);
    const looks = words.map((word, i) => lookAt(word, byOrder[i], level, drawing.scale, fonts));
    for (const [i, verdict] of judgeWords(words, looks).entries()) {
      isUncertain ||= verdict === 'seen' && looks[i]?.likenesses === undefined;
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
  /** Nothing at all. */
  readonly isBlank: boolean;
  readonly hasInk: boolean;
  /** For each way to set it and to place it, 0 to 1; `undefined` when there is nothing to compare with. */
  readonly likenesses: readonly number[] | undefined;
  readonly letters: number;
}

function lookAt(
  word: ClaimedWord,
  byOrder: Box | undefined,
  map: InkMap,
  scale: number,
  fonts: ReferenceFonts,
): WordLook {
  const letters = [...word.text].length;
  const columns = columnsFor(word.text);
  const claimed = FACES.flatMap((face) => pictureOfLetters(word.text, face, fonts, columns) ?? []);
  const box = pixelBox(word.box, { ...map, scale });
  const coverage = coverageOf(map, box);
  const isBlank = coverage < SPECKS && /[\p{L}\p{N}]/u.test(word.text);
  const hasInk = coverage >= MIN_COVERAGE && coverage <= MAX_COVERAGE;
  if (claimed.length < FACES.length) return { isBlank, hasInk, likenesses: undefined, letters };
  const places = [...candidates(word, map, scale), byOrder === undefined ? [] : [byOrder]];
  const likenesses = places.flatMap((boxes) => {
    const shown = boxes.flatMap((candidate) => pictureOfInk(map, candidate, columns) ?? []);
    return claimed.map((picture) => Math.max(0, ...shown.map((one) => likenessOf(one, picture))));
  });
  return { isBlank, hasInk, likenesses, letters };
}

/** Typefaces differ in width by this much, as a logarithm. */
const FREE_MISFIT = 0.4;

function likenessOf(shown: WordPicture, claimed: WordPicture): number {
  const misfit = Math.max(0, Math.abs(Math.log(shown.proportion / claimed.proportion)) - FREE_MISFIT);
  return correlation(shown, claimed) - misfit;
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
  const lettersOfLine = new Map<number, number>();
  for (const { line, text } of words) lettersOfLine.set(line, (lettersOfLine.get(line) ?? 0) + text.length);
  return words.map(({ line }, i) => {
    // Lines that are long enough answer for themselves: a forged one stands between true ones.
    const isOwnLine = (lettersOfLine.get(line) ?? 0) >= LONG_LINE;
    const window = neighbours(looks, i, (at) => !isOwnLine || words[at]?.line === line);
    const own = looks[i];
    const inked = window.filter((look) => look.hasInk).length;
    if (own === undefined || own.isBlank || inked < window.length * MIN_INKED) return 'blank-paper';
    const compared = window.filter((look) => look.likenesses !== undefined);
    if (compared.length === 0) return 'seen';
    const mean = bestMean(compared);
    if (mean < MIN_LIKENESS) return 'other-words';
    const isOutlier = own.letters >= LONG_WORD && Math.max(...(own.likenesses ?? [1])) < mean - MAX_LAG;
    return isOutlier ? 'other-words' : 'seen';
  });
}

/** The words around one, by turns before and after it, until there are letters enough. */
function neighbours(looks: readonly WordLook[], i: number, belongs: (at: number) => boolean): WordLook[] {
  const found: WordLook[] = [];
  let letters = 0;
  let isMore = true;
  for (let step = 0; isMore && letters < WINDOW_LETTERS; step += 1) {
    isMore = false;
    for (const at of step === 0 ? [i] : [i + step, i - step]) {
      const look = looks[at];
      if (look === undefined || !belongs(at)) continue;
      isMore = true;
      if (letters >= WINDOW_LETTERS) continue;
      found.push(look);
      letters += look.letters;
    }
  }
  return found;
}

/**
 * How well the words fit, set and placed in the one way that fits all of them best: the best of many ways for each word alone would
 * find likeness by chance.
 */
function bestMean(looks: readonly WordLook[]): number {
  let best = 0;
  for (let way = 0; way < PLACES * FACES.length; way += 1) {
    let sum = 0;
    let letters = 0;
    for (const look of looks) {
      sum += (look.likenesses?.[way] ?? 0) * look.letters;
      letters += look.letters;
    }
    if (letters > 0) best = Math.max(best, sum / letters);
  }
  return best;
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
