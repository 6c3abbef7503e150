/** The rule: whatever more is seen, a score never falls. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  FEATURE_NAMES,
  type Features,
  highest,
  NOTHING,
  scoreOf,
  signalsFeature,
} from '../../../src/classifiers/detector/rule.ts';

const features: fc.Arbitrary<Features> = fc.record({
  tokens: fc.double({ min: -50, max: 50, noNaN: true }),
  window: fc.double({ min: -50, max: 50, noNaN: true }),
  ngrams: fc.double({ min: -50, max: 50, noNaN: true }),
  signals: fc.double({ min: -6, max: 6, noNaN: true }),
});
const weights = fc.record({
  ...{ bias: fc.double({ min: -10, max: 10, noNaN: true }) },
  ...Object.fromEntries(FEATURE_NAMES.map((name) => [name, fc.double({ min: 0, max: 3, noNaN: true })])),
}) as fc.Arbitrary<Features & { bias: number }>;

test('more that is seen never lowers the score', () => {
  fc.assert(
    fc.property(features, features, weights, (a, b, rule) => {
      const together = scoreOf(highest(a, b), rule);
      expect(together).toBeGreaterThanOrEqual(Math.max(scoreOf(a, rule), scoreOf(b, rule)));
      expect(scoreOf(highest(a, NOTHING), rule)).toBeGreaterThanOrEqual(scoreOf(NOTHING, rule));
    }),
  );
});

test('a feature counts as far as its bound, and a score is a probability', () => {
  const rule = { bias: 1, tokens: 0.5, window: 0.25, ngrams: 0.125, signals: 1 };
  expect(scoreOf({ tokens: 2, window: -4, ngrams: 8, signals: -1 }, rule)).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  expect(scoreOf({ ...NOTHING, tokens: 12 }, rule)).toBe(scoreOf({ ...NOTHING, tokens: 1e9 }, rule));
  expect([0, 0.5, 1].map(signalsFeature)).toEqual([-6, 0, 6]);
});
