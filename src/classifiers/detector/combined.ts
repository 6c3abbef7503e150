/**
 * The detector: a tagger, n-grams and named signals look at a text in the open and at what is encoded in it, and the rule (rule.ts) makes one
 * probability of what they saw. Without a tagger it is the portable classifier, which runs anywhere. Guarantees: nothing is truncated, memory
 * has a bound, a text's score is at least that of each of its spans, and a text that is flagged has one.
 */
import { findEncoded, MAX_NESTING } from '../../../filters/encoded.ts';
import type { Span } from '../../../filters/finding.ts';
import {
  type InjectionClassifier,
  type RiskScore,
  type ScoredSpan,
  type Thresholds,
  verdictOf,
} from '../../../filters/injection/classifier.ts';
import { ENCODED_EVIDENCE, ENCODED_FLOOR } from '../../../filters/injection/signal-classifier.ts';
import type { Lookouts } from './evidence.ts';
import { type Features, highest, NOTHING, type Rule, scoreOf, sigmoid, signalsFeature } from './rule.ts';
import { SECTION_UNITS, sectionsOf } from './section.ts';
import type { SeenSpan, Spanning } from './spans.ts';

export interface CombinedOptions extends Lookouts, Spanning {
  readonly id: string;
  readonly version: string;
  readonly thresholds: Thresholds;
  readonly rule: Rule;
  /** For tests: a small one shows that sections are not seen. */
  readonly sectionUnits?: number;
}

export interface CombinedClassifier extends InjectionClassifier {
  scoreParts(text: string, parts: readonly Span[]): Promise<readonly RiskScore[]>;
  /** What the rule sees of a text: for whoever fits its rule. */
  features(text: string): Promise<Features>;
}

/** Below this nothing is told of a text, or of a span. */
const TOLD = 0.1;

/** What was seen in one part of a text. */
interface Seen {
  features: Features;
  spans: SeenSpan[];
  /** Where, should no span tell. */
  heart: SeenSpan | undefined;
}

export function createCombinedClassifier(options: CombinedOptions): CombinedClassifier {
  const { id, version, thresholds, rule } = options;

  async function scoreParts(text: string, parts: readonly Span[]): Promise<readonly RiskScore[]> {
    const seen = await see(text, parts, options, 0);
    return parts.map((part, i) => judge(seen[i] ?? nothing(), part, rule, thresholds));
  }

  return {
    ...{ id, version, thresholds, scoreParts },
    async score(texts) {
      const risks: RiskScore[] = [];
      for (const text of texts) risks.push(...(await scoreParts(text, [wholeOf(text)])));
      return risks;
    },
    async features(text) {
      const [seen] = await see(text, [wholeOf(text)], options, 0);
      return seen?.features ?? NOTHING;
    },
  };
}

async function see(text: string, parts: readonly Span[], options: CombinedOptions, depth: number): Promise<Seen[]> {
  const { rule, sectionUnits = SECTION_UNITS } = options;
  const seen = parts.map(nothing);
  const each = (place: Span, add: (own: Seen, part: Span) => void): void => {
    for (let i = firstEndingAfter(parts, place.start); i < parts.length; i += 1) {
      const [own, part] = [seen[i], parts[i]];
      if (own === undefined || part === undefined || part.start >= place.end) return;
      add(own, part);
    }
  };
  for await (const section of sectionsOf(text, options, options, sectionUnits)) {
    each(section, (own, part) => {
      own.features = highest(own.features, section.featuresIn(part));
      if (scoreOf(own.features, rule) >= TOLD) own.heart = better(own.heart, section.heartOf(part, rule), rule);
    });
    for (const span of section.spans) each(span, (own) => own.spans.push(span));
  }
  for (const span of await seeEncoded(text, options, depth)) {
    each(span, (own) => {
      own.features = highest(own.features, span.features);
      own.spans.push(span);
    });
  }
  return seen;
}

/** What is encoded in `text`, read as text is, at the place where its code stands. What says nothing of note is left out. */
async function seeEncoded(text: string, options: CombinedOptions, depth: number): Promise<SeenSpan[]> {
  if (depth >= MAX_NESTING) return [];
  const spans: SeenSpan[] = [];
  for (const { start, end, code, decoded } of findEncoded(text)) {
    const [inner] = await see(decoded, [wholeOf(decoded)], options, depth + 1);
    if (inner === undefined) continue;
    const isHeard = sigmoid(inner.features.signals) >= ENCODED_EVIDENCE;
    const signals = isHeard ? signalsFeature(ENCODED_FLOOR) : NOTHING.signals;
    const features = highest(inner.features, { ...NOTHING, signals });
    const names = [...inner.spans, inner.heart ?? []].flat().flatMap((span) => span.signals);
    if (isHeard || scoreOf(features, options.rule) >= TOLD)
      spans.push({ start, end, features, signals: [`encoded-${code}`, ...new Set(names)] });
  }
  return spans;
}

/** The span that says most has the score of all: what makes that may stand in several places, and somebody has to be told of one. */
function judge({ features, spans, heart }: Seen, part: Span, rule: Rule, thresholds: Thresholds): RiskScore {
  const told = spans.map((span) => scoreOf(span.features, rule)).filter((score) => score >= TOLD);
  const score = Math.max(scoreOf(features, rule), ...told);
  const verdict = verdictOf(score, thresholds);
  if (score < TOLD) return { score, verdict, spans: [] };
  const isHeartLouder = heart !== undefined && told.every((other) => scoreOf(heart.features, rule) > other);
  const all = union(isHeartLouder ? [...spans, heart] : spans).map((span) => scored(span, part, rule));
  const [first = { start: 0, end: part.end - part.start, score, signals: [] }, ...rest] = all;
  const loudest = rest.reduce((a, b) => (b.score > a.score ? b : a), first);
  return {
    ...{ score, verdict },
    spans: [first, ...rest]
      .map((span) => (span === loudest ? { ...span, score } : span))
      .filter((span) => span.score >= TOLD),
  };
}

/** As much of the span as lies in the part, as offsets into it. */
function scored({ start, end, features, signals }: SeenSpan, part: Span, rule: Rule): ScoredSpan {
  return {
    start: Math.max(start, part.start) - part.start,
    end: Math.min(end, part.end) - part.start,
    score: scoreOf(features, rule),
    signals,
  };
}

/** In order of place; what overlaps is one span, with all that was seen of it: sections tell of what stands on their border both. */
function union(spans: readonly SeenSpan[]): readonly SeenSpan[] {
  const result: SeenSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) {
      result.push(span);
      continue;
    }
    result[result.length - 1] = {
      start: last.start,
      end: Math.max(last.end, span.end),
      features: highest(last.features, span.features),
      signals: [...new Set([...last.signals, ...span.signals])],
    };
  }
  return result;
}

function better(a: SeenSpan | undefined, b: SeenSpan | undefined, rule: Rule): SeenSpan | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return scoreOf(b.features, rule) > scoreOf(a.features, rule) ? b : a;
}

function firstEndingAfter(parts: readonly Span[], place: number): number {
  let [from, to] = [0, parts.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((parts[middle]?.end ?? 0) <= place) from = middle + 1;
    else to = middle;
  }
  return from;
}

function nothing(): Seen {
  return { features: NOTHING, spans: [], heart: undefined };
}

function wholeOf(text: string): Span {
  return { start: 0, end: text.length };
}
