/**
 * Where in a stretch of folded text the instructions stand: runs of tokens that the tagger takes for one, and the sentences that hold a signal. A run is
 * grown to whole words, and to the borders of a sentence when at least half of that is in it. What overlaps is one span.
 */
import type { Span } from '../../../filters/finding.ts';
import { sentences } from '../../../filters/injection/sentences.ts';
import { SPAN_FLOOR } from '../../../filters/injection/signal-classifier.ts';
import { type Evidence, featuresIn, firstAbove, overlaps, SMOOTHED_TOKENS } from './evidence.ts';
import { type Features, type Rule, scoreOf } from './rule.ts';

/** When tokens are a span. */
export interface Spanning {
  /** Probability that a token, with those around it, is part of an instruction. */
  readonly spanFloor: number;
  /** Between two runs, at most this many tokens are part of one span. */
  readonly gapTokens: number;
}

/** A place with what was seen in it. */
export interface SeenSpan extends Span {
  readonly features: Features;
  /** Who spoke: names of signals, `ngrams`, `detector`. */
  readonly signals: readonly string[];
}

/** Folded text, and its sentences when they are asked for. */
export interface Sentenced {
  readonly text: string;
  sentences(): readonly Span[];
}

/** `text` is cut into sentences once, and only if somebody asks. */
export function sentenced(text: string): Sentenced {
  let all: readonly Span[] | undefined;
  return {
    text,
    sentences() {
      all ??= sentences(text);
      return all;
    },
  };
}

/** In order of place, without overlaps. */
export function spansOf(folded: Sentenced, evidence: Evidence, spanning: Spanning): readonly SeenSpan[] {
  const runs = runsOf(evidence, spanning);
  const heard = evidence.signals.filter(({ score }) => score >= SPAN_FLOOR);
  if (runs.length + heard.length === 0) return [];
  const places = merged([...grown(folded, runs), ...heard]);
  return places.map((place) => seenAt(evidence, place, spanning));
}

/** The place in `within` that speaks most for an instruction, where no span does: the heart of the highest window. */
export function heartOf(
  folded: Sentenced,
  evidence: Evidence,
  within: Span,
  rule: Rule,
  spanning: Spanning,
): SeenSpan | undefined {
  const hearts = [evidence.windows, evidence.ngrams].flatMap((sightings) => {
    const inside = sightings.filter((seen) => overlaps(seen, within));
    return inside.length === 0 ? [] : [inside.reduce((a, b) => (b.score > a.score ? b : a))];
  });
  const seen = grown(folded, hearts).map((place) => seenAt(evidence, place, spanning));
  return seen.reduce<SeenSpan | undefined>(
    (best, next) => (best === undefined || scoreOf(next.features, rule) > scoreOf(best.features, rule) ? next : best),
    undefined,
  );
}

function seenAt(evidence: Evidence, { start, end }: Span, { spanFloor }: Spanning): SeenSpan {
  const place = { start, end };
  const features = featuresIn(evidence, place);
  const signals = new Set(evidence.signals.filter((seen) => overlaps(seen, place)).flatMap(({ signals }) => signals));
  if (features.ngrams > 0) signals.add('ngrams');
  if (features.tokens >= logitOf(spanFloor) || features.window > 0) signals.add('detector');
  return { ...place, features, signals: [...signals] };
}

/** Runs of tokens at or above the floor together with their neighbours, without those at either end that are below it by themselves. */
function runsOf({ tokens, logits, sums }: Evidence, { spanFloor, gapTokens }: Spanning): Span[] {
  const floor = logitOf(spanFloor);
  const width = Math.min(SMOOTHED_TOKENS, logits.length);
  const isIn = (at: number): boolean => {
    const from = Math.max(0, Math.min(at - (SMOOTHED_TOKENS / 2 - 1), logits.length - width));
    return ((sums[from + width] ?? 0) - (sums[from] ?? 0)) / width >= floor;
  };
  const runs: { first: number; last: number }[] = [];
  for (let at = 0; at < logits.length; at += 1) {
    if ((logits[at] ?? 0) < floor || !isIn(at)) continue;
    const run = runs.at(-1);
    if (run !== undefined && at - run.last - 1 <= gapTokens) run.last = at;
    else runs.push({ first: at, last: at });
  }
  return runs.map(({ first, last }) => ({ start: tokens.starts[first] ?? 0, end: tokens.ends[last] ?? 0 }));
}

/** Grown to the borders of sentences that are at least half in them. */
function grown(folded: Sentenced, places: readonly Span[]): Span[] {
  if (places.length === 0) return [];
  const all = folded.sentences();
  const ends = Uint32Array.from(all, ({ end }) => end);
  return places.map((place) => {
    let { start, end } = place;
    for (let at = firstAbove(ends, place.start); at < all.length; at += 1) {
      const sentence = trimmed(folded.text, all[at] ?? place);
      if (sentence.start >= place.end) break;
      const inside = Math.min(place.end, sentence.end) - Math.max(place.start, sentence.start);
      if (2 * inside < sentence.end - sentence.start) continue;
      start = Math.min(start, sentence.start);
      end = Math.max(end, sentence.end);
    }
    return { start, end };
  });
}

function trimmed(text: string, { start, end }: Span): Span {
  const sentence = text.slice(start, end);
  return {
    start: start + sentence.length - sentence.trimStart().length,
    end: end - (sentence.length - sentence.trimEnd().length),
  };
}

function merged(places: readonly Span[]): readonly Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

function logitOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}
