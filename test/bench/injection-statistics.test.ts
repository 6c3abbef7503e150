/** The figures of classifiers: what a threshold, an area and an agreement mean, on examples done by hand and as properties. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areaUnderCurve, kappa, shareAtLeast, thresholdAt } from '../../bench/injection/statistics.ts';

const score = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1));
const scores = fc.array(score, { minLength: 1, maxLength: 60 });
const rates = fc.constantFrom(0, 0.001, 0.01, 0.1, 0.5, 1);

describe('the threshold for a rate', () => {
  test('lets through as many innocent texts as the rate allows, and no more', () => {
    const innocent = Array.from({ length: 200 }, (_, i) => i / 200);
    expect(shareAtLeast(innocent, thresholdAt(innocent, 0.01))).toBe(0.01);
    expect(shareAtLeast(innocent, thresholdAt(innocent, 0.001))).toBe(0);
    expect(thresholdAt([0.1, 0.2, 0.9, 0.9], 0.25)).toBeGreaterThan(0.9);
  });

  test('is never passed by more than the rate, whatever the ties', () => {
    fc.assert(
      fc.property(scores, rates, (innocent, rate) => {
        expect(shareAtLeast(innocent, thresholdAt(innocent, rate))).toBeLessThanOrEqual(rate + 1e-9);
      }),
    );
  });

  test('is the lowest such: one innocent score lower, and the rate is passed', () => {
    fc.assert(
      fc.property(scores, rates, (innocent, rate) => {
        const below = Math.max(...innocent.filter((one) => one < thresholdAt(innocent, rate)));
        fc.pre(Number.isFinite(below));
        expect(shareAtLeast(innocent, below)).toBeGreaterThan(rate - 1e-9);
      }),
    );
  });
});

describe('the area under the curve', () => {
  test('is 1 for a perfect order, 0 for a reversed one, a half where all is the same', () => {
    expect(areaUnderCurve([0.8, 0.9], [0.1, 0.2, 0.3])).toBe(1);
    expect(areaUnderCurve([0.1], [0.2, 0.3])).toBe(0);
    expect(areaUnderCurve([0.5, 0.5], [0.5])).toBe(0.5);
  });

  test('is the share of pairs in the right order, ties counting a half', () => {
    fc.assert(
      fc.property(scores, scores, (attacks, innocent) => {
        const pairs = attacks.flatMap((a) => innocent.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
        const byHand = pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
        expect(areaUnderCurve(attacks, innocent)).toBeCloseTo(byHand, 9);
      }),
    );
  });
});

test('kappa is Cohen’s, on a table of two by two done by hand', () => {
  const times = (count: number, a: boolean, b: boolean) => Array.from({ length: count }, () => [a, b] as const);
  const verdicts = [
    ...times(20, true, true),
    ...times(5, true, false),
    ...times(10, false, true),
    ...times(15, false, false),
  ];
  expect(kappa(verdicts)).toBeCloseTo(0.4, 9);
  expect(kappa(times(3, false, false))).toBe(1);
  expect(kappa([...times(2, true, false), ...times(2, false, true)])).toBe(-1);
});
