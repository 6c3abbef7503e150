/** What is kept under a state of the facts is given for that state alone, and does not grow without end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FactsCache } from '../../src/query/facts-cache.ts';

const MAX_WEIGHT = 20;

const step = fc.record({
  isSet: fc.boolean(),
  facts: fc.integer({ min: 0, max: 4 }),
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  weight: fc.integer({ min: 1, max: 25 }),
});

test('nothing is given under another state than the one that it was set under, and nothing of a state before the newest', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const cache = new FactsCache<string>(MAX_WEIGHT);
      let newest = -1;
      for (const [n, { isSet, facts, key, weight }] of steps.entries()) {
        if (isSet) {
          cache.set(facts, key, `${facts} ${key} ${n}`, weight);
          if (weight <= MAX_WEIGHT) newest = Math.max(newest, facts);
        }
        const found = cache.get(facts, key);
        if (found !== undefined) {
          expect(found.startsWith(`${facts} ${key} `)).toBe(true);
          expect(facts).toBe(newest);
        }
      }
    }),
  );
});

test('what was used longest ago makes room, by weight', () => {
  const cache = new FactsCache<number>(MAX_WEIGHT);
  cache.set(1, 'a', 1, 8);
  cache.set(1, 'b', 2, 8);
  expect(cache.get(1, 'a')).toBe(1);
  cache.set(1, 'c', 3, 8);
  expect(['a', 'b', 'c'].map((key) => cache.get(1, key))).toEqual([1, undefined, 3]);
  cache.set(1, 'a', 4, 20);
  expect(['a', 'b', 'c'].map((key) => cache.get(1, key))).toEqual([4, undefined, undefined]);
});
