/**
 * What endpoints are asked, and what their answers mean. Guarantees that an answer has one judgement for each text, in their order, with numbers that are
 * probabilities and places that are in the text; anything else is refused.
 */
import { z } from 'zod';
import type { ScoredSpan } from '../../../filters/injection/classifier.ts';
import { type LabelReading, meaningOf } from '../attack-labels.ts';
import { ClassifierUnavailable } from '../unavailable.ts';
import type { EndpointShape } from './settings.ts';

/** One judgement, as an endpoint gave it. */
export interface Judged {
  readonly score: number;
  readonly spans: readonly ScoredSpan[];
}

const MAX_SPANS = 1_000;
/** Numbers that are rounded need not add up to one exactly. */
const SUM_TOLERANCE = 0.02;

const probability = z.number().min(0).max(1);

const scores = z.object({
  scores: z.array(
    z.object({
      score: probability,
      spans: z
        .array(z.object({ start: z.number().int().min(0), end: z.number().int(), score: probability.optional() }))
        .max(MAX_SPANS)
        .default([]),
    }),
  ),
});

const labels = z.array(
  z
    .array(z.object({ label: z.string().max(200), score: probability }))
    .min(1)
    .max(100),
);

/** The body that asks for the judgement of `texts`. */
export function questionFor(shape: EndpointShape, texts: readonly string[]): unknown {
  switch (shape) {
    case 'scores':
      return { texts };
    case 'predict':
      // A list of strings would be one pair; a list of lists is a batch.
      return { inputs: texts.map((text) => [text]), truncate: false };
    case 'inputs':
      return { inputs: texts };
    default:
      return shape satisfies never;
  }
}

/** Throws `ClassifierUnavailable`. */
export function judgementsIn(
  answer: unknown,
  shape: EndpointShape,
  texts: readonly string[],
  reading: LabelReading,
): readonly Judged[] {
  const judged = shape === 'scores' ? scoresIn(answer, texts) : labelsIn(answer, reading);
  if (judged.length !== texts.length) throw odd('other than a judgement for each text');
  return judged;
}

function scoresIn(answer: unknown, texts: readonly string[]): readonly Judged[] {
  const { success, data } = scores.safeParse(answer);
  if (!success) throw odd('what are not scores');
  return data.scores.map(({ score, spans }, i) => {
    const placed = spans.map((span) => ({ ...span, score: span.score ?? score, signals: [SPEAKER] }));
    if (placed.some(({ start, end }) => start >= end || end > (texts[i]?.length ?? 0)))
      throw odd('places that are not in the text');
    return { score: Math.max(score, ...placed.map((span) => span.score)), spans: placed };
  });
}

/** Who speaks, in spans. */
export const SPEAKER = 'endpoint';

function labelsIn(answer: unknown, reading: LabelReading): readonly Judged[] {
  const { success, data } = labels.safeParse(answer);
  if (!success) throw odd('what are not labels');
  return data.map((said) => {
    const meanings = said.map(({ label, score }) => ({ score, meaning: meaningOf(label, reading) }));
    if (meanings.every(({ meaning }) => meaning === undefined)) throw odd('labels of which nobody said what they mean');
    const sum = (some: readonly { readonly score: number }[]) => some.reduce((total, { score }) => total + score, 0);
    if (sum(said) > 1 + SUM_TOLERANCE) throw odd('labels that do not exclude each other');
    const attacks = meanings.filter(({ meaning }) => meaning === 'attack');
    // Where no attack is named, it is among what is left out.
    const score = attacks.length === 0 ? 1 - sum(said) : sum(attacks);
    return { score: Math.min(1, Math.max(0, score)), spans: [] };
  });
}

function odd(what: string): ClassifierUnavailable {
  return new ClassifierUnavailable(`the classifying endpoint answers with ${what}`);
}
