import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuse, type Scored } from '../../src/index/fusion.ts';

const FLOOR = 0.1;
const scored = (score: fc.Arbitrary<number>): fc.Arbitrary<Scored[]> =>
  fc.uniqueArray(fc.record({ id: fc.nat(40), score }), { maxLength: 20, selector: ({ id }) => id });
// In steps that are exact in floats: what is equally good by hand is equally good by sum.
const byWords = scored(fc.integer({ min: 1, max: 1_024 }).map((score) => score / 32));
const similar = scored(fc.integer({ min: -64, max: 64 }).map((score) => score / 64));
const idsOf = (one: readonly Scored[]) => one.map(({ id }) => id);
const byScore = (one: readonly Scored[]) => one.toSorted((a, b) => b.score - a.score || a.id - b.id);

test('whatever one way or the other found is in the fusion, once, and nothing else is', () => {
  fc.assert(
    fc.property(byWords, similar, (words, vectors) => {
      const found = new Set([...idsOf(words), ...idsOf(vectors)]);
      const fused = fuse(words, vectors, FLOOR, 1_000);
      expect(fused).toHaveLength(found.size);
      expect(new Set(fused)).toEqual(found);
    }),
  );
});

test('a limit cuts the fusion and changes nothing before it', () => {
  fc.assert(
    fc.property(byWords, similar, fc.nat(30), (words, vectors, limit) => {
      expect(fuse(words, vectors, FLOOR, limit)).toEqual(fuse(words, vectors, FLOOR, 1_000).slice(0, limit));
    }),
  );
});

test('one way alone keeps its order', () => {
  const clear = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { maxLength: 20 }).map((scores) => {
    return scores.map((score, id) => ({ id, score: score / 1_000 }));
  });
  fc.assert(
    fc.property(clear, (one) => {
      expect(fuse(one, [], 0, 1_000)).toEqual(idsOf(byScore(one)));
      expect(fuse([], one, 0, 1_000)).toEqual(idsOf(byScore(one)));
    }),
  );
});

test('the order in which passages are given does not matter, nor does the scale of scores by words', () => {
  fc.assert(
    fc.property(byWords, similar, fc.constantFrom(0.25, 4, 1_024), (words, vectors, scale) => {
      const fused = fuse(words, vectors, FLOOR, 1_000);
      expect(fuse(words.toReversed(), vectors.toReversed(), FLOOR, 1_000)).toEqual(fused);
      const scaled = words.map(({ id, score }) => ({ id, score: score * scale }));
      expect(fuse(scaled, vectors, FLOOR, 1_000)).toEqual(fused);
    }),
  );
});

test('what is better by both stands before what is worse by both', () => {
  const pair = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(byWords, similar, pair, pair, (words, vectors, [w1, w2], [v1, v2]) => {
      fc.pre(w1 > w2 && v1 > v2);
      const [better, worse] = [100, 101];
      const withBoth = (others: readonly Scored[], one: number, other: number) => [
        ...others,
        { id: better, score: one },
        { id: worse, score: other },
      ];
      const fused = fuse(withBoth(words, w1, w2), withBoth(vectors, v1 / 20, v2 / 20), 0, 1_000);
      expect(fused.indexOf(better)).toBeLessThan(fused.indexOf(worse));
    }),
  );
});

test('a cosine at or under the floor adds nothing, and equally good ones go by id', () => {
  const words = [
    { id: 9, score: 2 },
    { id: 3, score: 2 },
    { id: 5, score: 1 },
  ];
  const cold = [
    { id: 9, score: FLOOR },
    { id: 5, score: -1 },
  ];
  expect(fuse(words, cold, FLOOR, 10)).toEqual([3, 9, 5]);
  expect(fuse(words, [{ id: 9, score: 0.2 }], FLOOR, 10)).toEqual([9, 3, 5]);
});
