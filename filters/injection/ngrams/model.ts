/**
 * The first stage of detection: a linear model over hashed n-grams (features.ts). A window's score is a logit,
 * `bias + scale × Σ weights of its distinct features / √(their number)`. It runs anywhere, in a fraction of a millisecond a kilobyte.
 * What is worth a verdict, the rule decides that combines it with others.
 */
import type { Span } from '../../finding.ts';
import { BUCKET_COUNT, beginIn, type Features, featuresOf, type WordWindow, windowsOf } from './features.ts';

export interface NgramModel {
  /** One for each bucket. */
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: number;
}

/** A window's score, and the stretch of words in it that adds most to it: units of the folded text. */
export interface NgramSighting extends Span {
  /** A logit: 0 is as likely as not. */
  readonly score: number;
}

/** Scores folded text window by window. Not to be used by two callers at a time. */
export class NgramScorer {
  readonly #model: NgramModel;
  /** For each bucket the last window that it was seen in. */
  readonly #seen = new Uint32Array(BUCKET_COUNT);
  #window = 0;
  /** Of each word of a window, the weights of what it brought. */
  #sums = new Float64Array(64);

  /** Throws when there is not one weight for each bucket. */
  constructor(model: NgramModel) {
    if (model.weights.length !== BUCKET_COUNT)
      throw new Error(`the n-gram model has ${model.weights.length} weights and needs ${BUCKET_COUNT}`);
    this.#model = model;
  }

  score(text: string): readonly NgramSighting[] {
    const features = featuresOf(text);
    return windowsOf(features.words.count).map((window) => this.#scoreWindow(features, window));
  }

  #scoreWindow(features: Features, window: WordWindow): NgramSighting {
    const { weights, scale, bias } = this.#model;
    const { buckets, begins, words } = features;
    if (this.#window === 0xffffffff) {
      this.#seen.fill(0);
      this.#window = 0;
    }
    this.#window += 1;
    let count = 0;
    let total = 0;
    for (let word = window.first; word < window.last; word += 1) {
      let sum = 0;
      for (let at = beginIn(window, word, features); at < (begins[word + 1] ?? 0); at += 1) {
        const bucket = buckets[at] ?? 0;
        if (this.#seen[bucket] === this.#window) continue;
        this.#seen[bucket] = this.#window;
        sum += weights[bucket] ?? 0;
        count += 1;
      }
      this.#sums[word - window.first] = sum;
      total += sum;
    }
    const [first, last] = this.#heaviest(window.last - window.first);
    return {
      start: words.starts[window.first + first] ?? 0,
      end: words.ends[window.first + last] ?? 0,
      score: bias + (scale * total) / Math.sqrt(count),
    };
  }

  /** The stretch of words with the greatest sum (Kadane's algorithm), first and last included; of equal ones the first. */
  #heaviest(length: number): readonly [number, number] {
    let best = { first: 0, last: 0, sum: Number.NEGATIVE_INFINITY };
    let [from, sum] = [0, 0];
    for (let word = 0; word < length; word += 1) {
      if (sum <= 0) [from, sum] = [word, 0];
      sum += this.#sums[word] ?? 0;
      if (sum > best.sum) best = { first: from, last: word, sum };
    }
    return [best.first, best.last];
  }
}
