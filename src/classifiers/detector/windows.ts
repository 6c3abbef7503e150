/**
 * Slides a tagger over the tokens of a text, and makes one logit of those that a token has where windows overlap: their mean, each weighted by how
 * many tokens stand between the token and the nearer edge of the window, since near an edge the tagger sees half of what a token belongs to. An edge
 * where the text itself begins or ends hides nothing. (The highest of them would be the judgement of whichever window knows least.)
 *
 * Windows are run one by one: in a batch, weights of eight bits scale their activations over all of it, so a text's score would hang on its neighbours,
 * and on a processor a batch is no faster.
 */

/** What a tagger says of one window. */
export interface TaggedWindow {
  /** For each token the logit that it is part of an instruction. */
  readonly tokens: Float32Array;
  /** The logit that the window holds one. */
  readonly window: number;
}

/** A model that reads a window of tokens. */
export interface Tagger {
  /** Tokens that it reads at a time, those that mark the beginning and the end not counted. */
  readonly windowTokens: number;
  /** Tokens from the beginning of a window to that of the next. */
  readonly strideTokens: number;
  tag(ids: Int32Array): Promise<TaggedWindow>;
}

export interface WindowLogit {
  /** Its tokens: from `first` up to and without `last`. */
  readonly first: number;
  readonly last: number;
  readonly logit: number;
}

export interface Tags {
  readonly tokens: Float32Array;
  readonly windows: readonly WindowLogit[];
}

/** Every token is in a window, and every window but that of a short text is full. */
export async function tagAll(ids: Int32Array, tagger: Tagger): Promise<Tags> {
  const { windowTokens, strideTokens } = tagger;
  const sums = new Float64Array(ids.length);
  const weights = new Float64Array(ids.length);
  const windows: WindowLogit[] = [];
  for (const first of firstsOf(ids.length, windowTokens, strideTokens)) {
    const last = Math.min(ids.length, first + windowTokens);
    const { tokens, window } = await tagger.tag(ids.subarray(first, last));
    if (tokens.length !== last - first) throw new Error('the tagger left a token out');
    windows.push({ first, last, logit: window });
    for (let at = first; at < last; at += 1) {
      const before = first === 0 ? windowTokens : at - first + 1;
      const after = last === ids.length ? windowTokens : last - at;
      const weight = Math.min(before, after);
      sums[at] = (sums[at] ?? 0) + weight * (tokens[at - first] ?? 0);
      weights[at] = (weights[at] ?? 0) + weight;
    }
  }
  return { tokens: Float32Array.from(sums, (sum, at) => sum / (weights[at] ?? 1)), windows };
}

function firstsOf(count: number, windowTokens: number, strideTokens: number): readonly number[] {
  if (count === 0) return [];
  const firsts: number[] = [];
  for (let first = 0; first + windowTokens < count; first += strideTokens) firsts.push(first);
  firsts.push(Math.max(0, count - windowTokens));
  return firsts;
}
