/**
 * What the parts of the detector saw in one stretch of folded text, each sighting at its place: so that the rule's features can be asked for of the
 * text, of a passage and of a span. What is said of a whole window counts where the window's evidence is strongest, and not in what
 * stands beside it.
 */
import type { Span } from '../../../filters/finding.ts';
import type { ScoredSpan } from '../../../filters/injection/classifier.ts';
import type { NgramScorer, NgramSighting } from '../../../filters/injection/ngrams/model.ts';
import { readSignals } from '../../../filters/injection/signal-classifier.ts';
import type { Tokenizer } from '../../word-pieces/tokenizer.ts';
import { type Features, NOTHING, signalsFeature } from './rule.ts';
import { type PlacedTokens, tokensOf } from './tokens.ts';
import { type Tagger, tagAll } from './windows.ts';

/** How many neighbouring tokens are heard together: one that stands out alone is noise. */
export const SMOOTHED_TOKENS = 8;

/** Who looks. Without a tagger the others look alone. */
export interface Lookouts {
  readonly ngrams: NgramScorer;
  readonly tagging: { readonly tokenizer: Tokenizer; readonly tagger: Tagger } | undefined;
}

export interface Sighting extends Span {
  readonly score: number;
}

/** Places are units of the folded text. */
export interface Evidence {
  readonly tokens: PlacedTokens;
  /** For each token the logit that it is part of an instruction, and the sums of those before it, with one more for all. */
  readonly logits: Float32Array;
  readonly sums: Float64Array;
  readonly windows: readonly Sighting[];
  readonly ngrams: readonly NgramSighting[];
  readonly signals: readonly ScoredSpan[];
}

export async function look(folded: string, { ngrams, tagging }: Lookouts): Promise<Evidence> {
  const tokens = tagging === undefined ? NO_TOKENS : tokensOf(folded, tagging.tokenizer);
  const tags = tagging === undefined ? NO_TAGS : await tagAll(tokens.ids, tagging.tagger);
  const sums = new Float64Array(tags.tokens.length + 1);
  for (let at = 0; at < tags.tokens.length; at += 1) sums[at + 1] = (sums[at] ?? 0) + (tags.tokens[at] ?? 0);
  return {
    ...{ tokens, logits: tags.tokens, sums },
    windows: tags.windows.map(({ first, last, logit }) => {
      const { from, to } = heardMost(sums, first, last);
      return { start: tokens.starts[from] ?? 0, end: tokens.ends[to - 1] ?? 0, score: logit };
    }),
    ngrams: ngrams.score(folded),
    signals: readSignals(folded),
  };
}

const NO_TOKENS: PlacedTokens = { ids: new Int32Array(), starts: new Uint32Array(), ends: new Uint32Array() };
const NO_TAGS = { tokens: new Float32Array(), windows: [] };

/** The highest features of what was seen in `place`. */
export function featuresIn({ tokens, sums, windows, ngrams, signals }: Evidence, place: Span): Features {
  const first = firstAbove(tokens.ends, place.start);
  const last = Math.max(first, firstAbove(tokens.starts, place.end - 1));
  return {
    tokens: first === last ? NOTHING.tokens : heardMost(sums, first, last).mean,
    window: highestAt(windows, place, NOTHING.window),
    ngrams: highestAt(ngrams, place, NOTHING.ngrams),
    signals: signalsFeature(highestAt(signals, place, 0)),
  };
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function highestAt(sightings: readonly Sighting[], place: Span, otherwise: number): number {
  return sightings.reduce((most, seen) => (overlaps(seen, place) ? Math.max(most, seen.score) : most), otherwise);
}

/** Of the tokens from `first` up to and without `last`, the {@link SMOOTHED_TOKENS} in a row with the highest mean; all of them if they are fewer. */
function heardMost(sums: Float64Array, first: number, last: number) {
  const width = Math.min(SMOOTHED_TOKENS, last - first);
  let best = { from: first, to: first + width, mean: Number.NEGATIVE_INFINITY };
  for (let from = first; from + width <= last; from += 1) {
    const mean = ((sums[from + width] ?? 0) - (sums[from] ?? 0)) / width;
    if (mean > best.mean) best = { from, to: from + width, mean };
  }
  return best;
}

/** Where the values, which never fall, begin to be greater than `value`. */
export function firstAbove(values: Uint32Array, value: number): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((values[middle] ?? 0) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
