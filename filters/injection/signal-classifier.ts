/**
 * The first classifier: named signals, combined by a rule that can be read. It knows the phrases and tricks in `signals/`, in the plain text and
 * in what is encoded inside it, and nothing else: an instruction in words of its own passes. It needs no model and no I/O.
 *
 * The rule. A sentence's score is the noisy-or of its families of evidence, `1 - Π(1 - weight)`: each family counts by its strongest signal and,
 * at {@link REPEAT} of its weight, the next. Families in neighbouring sentences count at {@link NEIGHBOUR} of theirs, since an attack is rarely one sentence.
 * A text's score is that of its worst sentence. Quotation and teaching lower weights (`context.ts`), but where three families, or a technical payload
 * and another, meet in one place, what is left is at least `suspicious`: marks and a word like "example" must not open the door.
 */
import { type Encoded, findEncoded, MAX_NESTING } from '../encoded.ts';
import type { Span } from '../finding.ts';
import { fold } from '../fold.ts';
import { type InjectionClassifier, type RiskScore, type ScoredSpan, type Thresholds, verdictOf } from './classifier.ts';
import { contextsOf } from './context.ts';
import { sentences } from './sentences.ts';
import { SIGNALS } from './signals/all.ts';
import { BOOKS } from './signals/languages/books.ts';
import { createWordReader } from './signals/languages/reader.ts';
import type { Family } from './signals/signal.ts';

/**
 * Measured with the defaults on 2,946 honest documents and passages that no pattern was
 * tuned on, nearly all of them English and many about models, prompts and attacks: 1.0 % are suspicious or worse, 0.2 % malicious.
 * Of 1,876 attacks inside documents 52 % are suspicious or worse, 47 % malicious: the signals see known phrases, and a bare question among honest lines passes.
 */
export const SIGNAL_THRESHOLDS: Thresholds = { suspicious: 0.5, malicious: 0.7 };

export const SIGNAL_CLASSIFIER_ID = 'signals';
/** Moves with every change of a pattern, a weight or the rule: stored scores of another version are not comparable. */
export const SIGNAL_CLASSIFIER_VERSION = '3';

const REPEAT = 0.4;
const NEIGHBOUR = 0.6;
/** Sentences farther away than this, in units of folded text, are no neighbours. */
const WINDOW = 320;
const STRONG_FAMILIES = 3;
/** An instruction that somebody took the trouble to encode is worth more than the same in the open. */
export const ENCODED_FLOOR = 0.85;
export const ENCODED_EVIDENCE = 0.35;
export const SPAN_FLOOR = 0.3;

/** Words of other languages than English, and what they say together. */
const WORDS = createWordReader(BOOKS);

/** A signal at a place of the folded text. */
interface Hit extends Span {
  readonly name: string;
  readonly family: Family;
  readonly weight: number;
  readonly fullWeight: number;
  readonly isPayload: boolean;
}

/** @param thresholds default to {@link SIGNAL_THRESHOLDS}. */
export function createSignalClassifier(thresholds: Thresholds = SIGNAL_THRESHOLDS): InjectionClassifier {
  return {
    id: SIGNAL_CLASSIFIER_ID,
    version: SIGNAL_CLASSIFIER_VERSION,
    thresholds,
    score: async (texts) => texts.map((text) => scoreText(text, thresholds, 0)),
  };
}

/** The sentences of folded text that hold a signal, with their scores: in the open alone. */
export function readSignals(folded: string): ScoredSpan[] {
  return scoreSentences(folded, findHits(folded), SIGNAL_THRESHOLDS);
}

function scoreText(text: string, thresholds: Thresholds, depth: number): RiskScore {
  const folded = fold(text);
  const spans = [
    ...scoreSentences(folded.text, findHits(folded.text), thresholds).map((span) => ({
      ...span,
      ...folded.original(span),
    })),
    ...scoreEncoded(text, thresholds, depth),
  ].sort((a, b) => a.start - b.start);
  const score = spans.reduce((highest, span) => Math.max(highest, span.score), 0);
  return { score, verdict: verdictOf(score, thresholds), spans: spans.filter((span) => span.score >= SPAN_FLOOR) };
}

function findHits(text: string): Hit[] {
  const contexts = contextsOf(text);
  const hits: Hit[] = [];
  for (const signal of SIGNALS) {
    if (signal.script?.test(text) === false) continue;
    for (const match of text.matchAll(signal.pattern)) {
      const span = { start: match.index, end: match.index + match[0].length };
      const isPayload = signal.isPayload === true;
      const weight = signal.weight * (isPayload ? 1 : contexts.factor(span));
      hits.push({ ...span, name: signal.name, family: signal.family, weight, fullWeight: signal.weight, isPayload });
    }
  }
  for (const { weight, aloneWeight, ...evidence } of WORDS.find(text)) {
    const factor = contexts.factor(evidence);
    // What is quoted or taught lends its neighbours no strength.
    const own = factor === 1 ? weight : aloneWeight * factor;
    hits.push({ ...evidence, weight: own, fullWeight: aloneWeight, isPayload: false });
  }
  return hits.sort((a, b) => a.start - b.start);
}

/** Scores of the sentences that hold a signal. */
function scoreSentences(folded: string, hits: readonly Hit[], thresholds: Thresholds): ScoredSpan[] {
  if (hits.length === 0) return [];
  const places: { span: Span; hits: Hit[] }[] = [];
  let next = 0;
  for (const span of sentences(folded)) {
    const own: Hit[] = [];
    for (let hit = hits[next]; hit !== undefined && hit.start < span.end; next += 1, hit = hits[next]) own.push(hit);
    if (own.length > 0) places.push({ span, hits: own });
  }
  return places.map(({ span, hits: own }, i) => {
    const around: Hit[] = [];
    for (let j = i - 1; j >= 0 && span.start - (places[j]?.span.end ?? 0) <= WINDOW && i - j <= 4; j -= 1)
      around.push(...(places[j]?.hits ?? []));
    for (let j = i + 1; j < places.length && (places[j]?.span.start ?? 0) - span.end <= WINDOW && j - i <= 4; j += 1)
      around.push(...(places[j]?.hits ?? []));
    const end = Math.max(span.end, ...own.map((hit) => hit.end));
    return {
      ...{ start: span.start, end },
      score: combine(own, around, thresholds),
      signals: namesOf(own),
    };
  });
}

/** Who spoke: of several signals of one family that saw the same words, the one that weighs most. */
function namesOf(hits: readonly Hit[]): string[] {
  const heaviest = [...hits].sort((a, b) => b.fullWeight - a.fullWeight);
  const heard = heaviest.filter(
    (hit, i) =>
      !heaviest
        .slice(0, i)
        .some(({ family, start, end }) => family === hit.family && start < hit.end && hit.start < end),
  );
  return [...new Set(heard.sort((a, b) => a.start - b.start).map(({ name }) => name))];
}

/** The rule of the header comment. */
function combine(own: readonly Hit[], around: readonly Hit[], thresholds: Thresholds): number {
  const evidence = (weigh: (hit: Hit) => number): number => {
    const families = new Map<Family, { hit: Hit; weight: number }[]>();
    const add = (hit: Hit, factor: number): void => {
      const sightings = families.get(hit.family) ?? [];
      sightings.push({ hit, weight: weigh(hit) * factor });
      families.set(hit.family, sightings);
    };
    for (const hit of distinct(own)) add(hit, 1);
    for (const hit of distinct(around)) add(hit, NEIGHBOUR);
    let rest = 1;
    for (const sightings of families.values()) {
      const [first, ...others] = sightings.sort((a, b) => b.weight - a.weight);
      if (first === undefined) continue;
      // The same words seen by two signals are one sighting.
      const second = others.find(({ hit }) => hit.start >= first.hit.end || hit.end <= first.hit.start);
      rest *= (1 - first.weight) * (1 - (second?.weight ?? 0) * REPEAT);
    }
    return 1 - rest;
  };
  const score = evidence((hit) => hit.weight);
  const strong = own.filter((hit) => hit.fullWeight >= 0.4);
  const families = new Set(strong.map((hit) => hit.family)).size;
  const isStrong = families >= STRONG_FAMILIES || (families >= 2 && own.some((hit) => hit.isPayload));
  return isStrong
    ? Math.max(
        score,
        Math.min(
          evidence((hit) => hit.fullWeight),
          thresholds.suspicious,
        ),
      )
    : score;
}

/** One hit for each signal: saying a thing twice is not saying two things. The heaviest stays. */
function distinct(hits: readonly Hit[]): readonly Hit[] {
  const byName = new Map<string, Hit>();
  for (const hit of hits) if (hit.weight > (byName.get(hit.name)?.weight ?? -1)) byName.set(hit.name, hit);
  return [...byName.values()];
}

/** Scores what is encoded in `text`, at the place where its code stands. */
function scoreEncoded(text: string, thresholds: Thresholds, depth: number): ScoredSpan[] {
  if (depth >= MAX_NESTING) return [];
  return findEncoded(text).flatMap((encoded: Encoded): ScoredSpan[] => {
    const inner = scoreText(encoded.decoded, thresholds, depth + 1);
    if (inner.score < ENCODED_EVIDENCE) return [];
    const signals = [`encoded-${encoded.code}`, ...new Set(inner.spans.flatMap((span) => span.signals))];
    return [{ start: encoded.start, end: encoded.end, score: Math.max(inner.score, ENCODED_FLOOR), signals }];
  });
}
