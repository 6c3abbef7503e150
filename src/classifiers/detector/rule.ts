/**
 * The calibrated rule that makes one probability of what the parts of the detector saw. Its features, in this order and all of them logits:
 *
 * 1. `tokens`: the highest mean of the tagger's logits over eight neighbouring tokens;
 * 2. `window`: the highest logit of a window of the tagger, that it holds an instruction;
 * 3. `ngrams`: the highest score of a window of the n-gram model;
 * 4. `signals`: the logit of the named signals' score, between ±{@link SIGNALS_BOUND}.
 *
 * What a part says is calibrated by itself (Platt 1999) and bounded by a ceiling, and the score is their noisy-or, `1 - Π(1 - p)`: each can raise the
 * alarm, and none can talk away what another knows. No weight is negative, so whatever more is seen, a score never falls.
 */

export interface Features {
  readonly tokens: number;
  readonly window: number;
  readonly ngrams: number;
  readonly signals: number;
}

/** The order of the header comment. */
export const FEATURE_NAMES = ['tokens', 'window', 'ngrams', 'signals'] as const;

/** p = sigmoid(min(ceiling, bias + weight × feature)), the feature between ±{@link BOUND}. */
export interface Voice {
  readonly bias: number;
  readonly weight: number;
  readonly ceiling: number;
}

/** Who has no voice says nothing. */
export type Rule = { readonly [Name in keyof Features]?: Voice | undefined };

export const BOUND = 12;
const SIGNALS_BOUND = 6;

/** Of a text in which nobody saw anything. */
export const NOTHING: Features = { tokens: -BOUND, window: -BOUND, ngrams: -BOUND, signals: -SIGNALS_BOUND };

/** Between 0 and 1. */
export function scoreOf(features: Features, rule: Rule): number {
  const silence = FEATURE_NAMES.reduce((product, name) => {
    const voice = rule[name];
    if (voice === undefined) return product;
    return product * sigmoid(-Math.min(voice.ceiling, voice.bias + voice.weight * clamp(features[name], BOUND)));
  }, 1);
  return 1 - silence;
}

/** The higher of each. */
export function highest(a: Features, b: Features): Features {
  return {
    tokens: Math.max(a.tokens, b.tokens),
    window: Math.max(a.window, b.window),
    ngrams: Math.max(a.ngrams, b.ngrams),
    signals: Math.max(a.signals, b.signals),
  };
}

/** The feature that the signals' score is, 0 to 1. */
export function signalsFeature(score: number): number {
  return clamp(Math.log(score / (1 - score)), SIGNALS_BOUND);
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function clamp(value: number, bound: number): number {
  return Math.min(bound, Math.max(-bound, value));
}
