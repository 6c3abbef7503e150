/** The first stage: what it sees of a text is pinned, since weights are learned for exactly that, and its score is the formula it states. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginIn, featuresOf, windowsOf } from '../../../filters/injection/ngrams/features.ts';
import { NgramScorer } from '../../../filters/injection/ngrams/model.ts';
import { wordsOf } from '../../../filters/injection/ngrams/words.ts';

const SIZE = 1 << 18;
/** The same on every machine, and of either sign. */
const weights = Int8Array.from({ length: SIZE }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 24) - 128);
const wordsIn = (text: string) => {
  const { starts, ends, count } = wordsOf(text);
  return Array.from({ length: count }, (_, i) => text.slice(starts[i], ends[i]));
};
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom('send', 'the', 'mail', 'to', 'quay', '港', '.', '😀', 'नमस्ते'),
      fc.string({ maxLength: 6 }),
    ),
    {
      maxLength: 200,
    },
  )
  .map((words) => words.join(' '));

describe('words', () => {
  test('are runs of letters, marks and digits; ideographs, kana and symbols stand alone', () => {
    expect(wordsIn("don't mail id42 नमस्ते 港口へ行く ok😀?")).toEqual([
      ...['don', "'", 't', 'mail', 'id42', 'नमस्ते', '港', '口', 'へ', '行', 'く', 'ok', '😀', '?'],
    ]);
    expect(wordsIn(' \n\u00a0')).toEqual([]);
  });

  test('of great length are several', () => {
    expect(wordsIn('a'.repeat(70)).map(({ length }) => length)).toEqual([32, 32, 6]);
    const { buckets, begins } = featuresOf('a'.repeat(10_000));
    expect(begins.at(-1)).toBeLessThan(40_000);
    expect(buckets.every((bucket) => bucket < SIZE)).toBe(true);
  });
});

describe('features', () => {
  test('are those that weights were learned for', () => {
    const { buckets, begins } = featuresOf('send it');
    const ofWords = (word: number) => [...buckets.subarray(begins[word], begins[word + 1])];
    expect([ofWords(0), ofWords(1)]).toMatchInlineSnapshot(`
      [
        [
          119577,
          144636,
          51126,
          227505,
          24904,
          197285,
          99569,
          259032,
          39785,
          88359,
        ],
        [
          142043,
          143352,
          172833,
          40937,
          86577,
        ],
      ]
    `);
  });

  test('of a window are those of its words alone', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const features = featuresOf(text);
        for (const window of windowsOf(features.words.count)) {
          expect(window.last - window.first).toBeLessThanOrEqual(64);
          const inside: number[] = [];
          for (let word = window.first; word < window.last; word += 1)
            inside.push(...features.buckets.subarray(beginIn(window, word, features), features.begins[word + 1]));
          const alone = featuresOf(
            text.slice(features.words.starts[window.first], features.words.ends[window.last - 1]),
          );
          expect(inside).toEqual([...alone.buckets.subarray(0, alone.begins.at(-1))]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('leave no word out', () => {
    for (const count of [0, 1, 63, 64, 65, 96, 97, 1_000]) {
      const windows = windowsOf(count);
      const seen = new Set(
        windows.flatMap(({ first, last }) => Array.from({ length: last - first }, (_, i) => first + i)),
      );
      expect(seen.size).toBe(count);
    }
  });
});

describe('a score', () => {
  const scorer = new NgramScorer({ weights, scale: 0.03, bias: -1.5 });

  test('is the formula of the header', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const features = featuresOf(text);
        const expected = windowsOf(features.words.count).map((window) => {
          const distinct = new Set<number>();
          for (let word = window.first; word < window.last; word += 1)
            for (const bucket of features.buckets.subarray(beginIn(window, word, features), features.begins[word + 1]))
              distinct.add(bucket);
          const sum = [...distinct].reduce((total, bucket) => total + (weights[bucket] ?? 0), 0);
          return -1.5 + (0.03 * sum) / Math.sqrt(distinct.size);
        });
        expect(scorer.score(text).map(({ score }) => score)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('has a place, whose words are in the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end } of scorer.score(text)) {
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('needs a weight for each bucket', () => {
    expect(() => new NgramScorer({ weights: new Int8Array(7), scale: 1, bias: 0 })).toThrow('needs 262144');
  });
});
