/**
 * Scores texts with a model that answers one number for a window of text. A text's score is the highest of its windows'. A window that is flagged is halved as long as a half is flagged by itself, so that spans are sentences and
 * not pages. Guarantees that a text has a score only when every window of it has one.
 */
import { type RiskScore, type ScoredSpan, type Thresholds, verdictOf } from '../../filters/injection/classifier.ts';
import { type Measure, type Piece, piecesOf, type Range, textOf, windowsOf } from './windows.ts';

/** A model of one number. */
export interface WindowModel extends Measure {
  /** Who speaks, in spans. */
  readonly name: string;
  /** How many windows it is asked for at a time. */
  readonly batch: number;
  /** For each text the probability that it is an attack, 0 to 1. */
  score(texts: readonly string[]): Promise<readonly number[]>;
}

/** From which score on a place is pointed at, even if the text is not flagged for it. */
const SPAN_FLOOR = 0.3;
/** Flagged windows of a text that are looked at closer; beyond them the whole text is no better than its windows. */
const MAX_NARROWED = 64;

/** A window of one of the texts. */
interface Window extends Range {
  readonly of: number;
  readonly score: number;
}

export async function scoreByWindows(
  texts: readonly string[],
  model: WindowModel,
  thresholds: Thresholds,
): Promise<readonly RiskScore[]> {
  const pieces = texts.map((text) => piecesOf(text, model));
  const ask = (ranges: readonly Omit<Window, 'score'>[]) => scoreRanges(texts, pieces, ranges, model);
  const windows = await ask(pieces.flatMap((own, of) => windowsOf(own, model).map((range) => ({ ...range, of }))));
  const floor = Math.min(SPAN_FLOOR, thresholds.suspicious);
  const narrowed = await narrow(windows, floor, ask);
  const highest = texts.map(() => 0);
  for (const { of, score } of [...windows, ...narrowed]) highest[of] = Math.max(highest[of] ?? 0, score);
  return texts.map((_, of) => {
    const own = narrowed.filter((window) => window.of === of).map((range) => spanOf(pieces[of] ?? [], range, model));
    const score = highest[of] ?? 0;
    return { score, verdict: verdictOf(score, thresholds), spans: merged(own) };
  });
}

async function scoreRanges(
  texts: readonly string[],
  pieces: readonly (readonly Piece[])[],
  ranges: readonly Omit<Window, 'score'>[],
  model: WindowModel,
): Promise<Window[]> {
  const windows: Window[] = [];
  for (let from = 0; from < ranges.length; from += model.batch) {
    const batch = ranges.slice(from, from + model.batch);
    const scores = await model.score(
      batch.map((range) => textOf(texts[range.of] ?? '', pieces[range.of] ?? [], range)),
    );
    batch.forEach((range, i) => {
      const score = scores[i];
      if (score === undefined || !(score >= 0 && score <= 1)) throw new Error('the model left a text without a score');
      windows.push({ ...range, score });
    });
  }
  return windows;
}

/** The smallest parts of flagged windows that are flagged by themselves. */
async function narrow(
  windows: readonly Window[],
  floor: number,
  ask: (ranges: readonly Omit<Window, 'score'>[]) => Promise<readonly Window[]>,
): Promise<readonly Window[]> {
  const flagged = windows.filter(({ score }) => score >= floor);
  const seen = new Map<number, number>();
  const done: Window[] = [];
  let open: readonly Window[] = flagged.filter((window) => {
    const count = (seen.get(window.of) ?? 0) + 1;
    seen.set(window.of, count);
    if (count > MAX_NARROWED) done.push(window);
    return count <= MAX_NARROWED;
  });
  while (open.length > 0) {
    const whole = open.filter(({ first, last }) => first === last);
    const divided = open.filter(({ first, last }) => first < last);
    done.push(...whole);
    const halves = await ask(divided.flatMap(halve));
    open = divided.flatMap((window, i) => {
      const parts = halves.slice(i * 2, i * 2 + 2).filter(({ score }) => score >= floor);
      if (parts.length === 0) done.push(window);
      return parts;
    });
  }
  return done;
}

function halve({ of, first, last }: Window): readonly Omit<Window, 'score'>[] {
  const middle = (first + last) >>> 1;
  return [
    { of, first, last: middle },
    { of, first: middle + 1, last },
  ];
}

function spanOf(pieces: readonly Piece[], { first, last, score }: Window, { name }: WindowModel): ScoredSpan {
  return { start: pieces[first]?.start ?? 0, end: pieces[last]?.end ?? 0, score, signals: [name] };
}

/** Spans that overlap are one, with the higher score. */
function merged(spans: readonly ScoredSpan[]): readonly ScoredSpan[] {
  const out: ScoredSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const before = out.at(-1);
    if (before === undefined || span.start >= before.end) out.push(span);
    else
      out[out.length - 1] = {
        ...before,
        end: Math.max(before.end, span.end),
        score: Math.max(before.score, span.score),
      };
  }
  return out;
}
