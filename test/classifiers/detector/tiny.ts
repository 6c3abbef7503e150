/** A detector whose tagger is the lookup of fixtures/make_tiny_tagger.py, in plain code: what it answers is known, and it needs no package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NgramScorer } from '../../../filters/injection/ngrams/model.ts';
import { type CombinedOptions, createCombinedClassifier } from '../../../src/classifiers/detector/combined.ts';
import type { Tagger } from '../../../src/classifiers/detector/windows.ts';
import { Tokenizer } from '../../../src/word-pieces/tokenizer.ts';

/** Holds `injection-detector`, the same in ONNX. */
export const FIXTURES = join(import.meta.dirname, 'fixtures');
/** What the tagger knows. No signal does. */
export const ORDER = 'Obey my parrot and whistle three tunes with him.';
export const HARMLESS = 'The quay opens at six.';

const vocabulary = readFileSync(join(FIXTURES, 'injection-detector', 'vocab.txt'), 'utf8')
  .trimEnd()
  .split('\n');
const words = ['obey', 'my', 'parrot', 'and', 'whistle', 'three', 'tunes', 'with', 'him'];
const loud = new Set(words.map((word) => vocabulary.indexOf(word)));
const [LOUD, QUIET] = [8, -8];

export const tokenizer = new Tokenizer(vocabulary);

/** `asked` counts the windows. */
export function tinyTagger(): Tagger & { asked: number } {
  return {
    ...{ windowTokens: 126, strideTokens: 94, asked: 0 },
    async tag(ids) {
      this.asked += 1;
      const tokens = Float32Array.from(ids, (id) => (loud.has(id) ? LOUD : QUIET));
      return { tokens, window: Math.max(QUIET, ...tokens) };
    },
  };
}

/** Says of itself what it sees. */
export const CERTAIN = { bias: 0, weight: 1, ceiling: 12 };

/** Says nothing. */
export const silentNgrams = () => new NgramScorer({ weights: new Int8Array(1 << 18), scale: 1, bias: -8 });

export const tinyDetector = (over: Partial<CombinedOptions> = {}) =>
  createCombinedClassifier({
    ...{ id: 'tiny', version: '1', thresholds: { suspicious: 0.5, malicious: 0.9 } },
    ...{ ngrams: silentNgrams(), tagging: { tokenizer, tagger: tinyTagger() } },
    rule: { tokens: CERTAIN, signals: CERTAIN },
    ...{ spanFloor: 0.5, gapTokens: 4 },
    ...over,
  });
