/** The rule: whatever more is seen, a score never falls. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import card from '../../../models/injection-detector/model.json' with { type: 'json' };
import {
  BOUND,
  type Features,
  highest,
  NOTHING,
  type Rule,
  scoreOf,
  signalsFeature,
} from '../../../src/classifiers/detector/rule.ts';

const features: fc.Arbitrary<Features> = fc.record({
  tokens: fc.double({ min: -50, max: 50, noNaN: true }),
  window: fc.double({ min: -50, max: 50, noNaN: true }),
  ngrams: fc.double({ min: -50, max: 50, noNaN: true }),
  signals: fc.double({ min: -6, max: 6, noNaN: true }),
});
const voice = fc.record({
  bias: fc.double({ min: -10, max: 10, noNaN: true }),
  weight: fc.double({ min: 0, max: 3, noNaN: true }),
  ceiling: fc.double({ min: -3, max: 12, noNaN: true }),
});
const rules: fc.Arbitrary<Rule> = fc.record(
  { tokens: voice, window: voice, ngrams: voice, signals: voice },
  { requiredKeys: ['signals'] },
);

test('more that is seen never lowers the score', () => {
  fc.assert(
    fc.property(features, features, rules, (a, b, rule) => {
      const together = scoreOf(highest(a, b), rule);
      expect(together).toBeGreaterThanOrEqual(Math.max(scoreOf(a, rule), scoreOf(b, rule)));
      expect(scoreOf(highest(a, NOTHING), rule)).toBeGreaterThanOrEqual(scoreOf(NOTHING, rule));
    }),
  );
});

test('nobody talks away what another knows: a score is at least what any part says alone', () => {
  fc.assert(
    fc.property(features, rules, (seen, rule) => {
      for (const name of ['tokens', 'window', 'ngrams', 'signals'] as const)
        expect(scoreOf(seen, rule)).toBeGreaterThanOrEqual(scoreOf(seen, { [name]: rule[name] }) - 1e-12);
    }),
  );
});

test('a part is heard as far as its ceiling and its bound, and a score is a noisy-or of probabilities', () => {
  const even = { bias: 0, weight: 1, ceiling: BOUND };
  expect(scoreOf({ ...NOTHING, tokens: 0, signals: 0 }, { tokens: even, signals: even })).toBeCloseTo(0.75, 12);
  expect(scoreOf({ ...NOTHING, tokens: BOUND }, { tokens: even })).toBe(
    scoreOf({ ...NOTHING, tokens: 1e9 }, { tokens: even }),
  );
  expect(scoreOf({ ...NOTHING, ngrams: 9 }, { ngrams: { ...even, ceiling: 0 } })).toBe(0.5);
  expect([0, 0.5, 1].map(signalsFeature)).toEqual([-6, 0, 6]);
});

test('in the package, a phrase that is known by name is suspicious whatever the models say, and never malicious by itself', () => {
  const alone = (score: number) => scoreOf({ ...NOTHING, signals: signalsFeature(score) }, card.rule);
  expect(alone(0.86)).toBeGreaterThanOrEqual(card.thresholds.suspicious);
  expect(alone(0.7)).toBeLessThan(card.thresholds.suspicious);
  expect(alone(1)).toBeLessThan(card.thresholds.malicious);
});
