import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resemblance, type Sketch, sketchOf } from '../../../filters/poisoning/sketch.ts';

const words = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 40, maxLength: 300 });
const textOf = (numbers: readonly number[]) => numbers.map((n) => `w${n.toString(36)}`).join(' ');

function sketch(text: string): Sketch {
  const made = sketchOf(text);
  if (made === undefined) throw new Error('the text is too short');
  return made;
}

test('a sketch is small, sorted and without repeats, and that of the same words whatever their case and marks', () => {
  fc.assert(
    fc.property(words, (numbers) => {
      const made = sketch(textOf(numbers));
      expect(made.length).toBeLessThanOrEqual(64);
      expect(made).toEqual([...new Set(made)].sort((a, b) => a - b));
      expect(sketch(`«${textOf(numbers).toUpperCase().replaceAll(' ', ',\n')}»`)).toEqual(made);
    }),
    { numRuns: 50 },
  );
});

test('texts that share nothing don’t resemble each other; one of which a twentieth was replaced still does', () => {
  fc.assert(
    fc.property(words, (numbers) => {
      const text = textOf(numbers);
      expect(resemblance(sketch(text), sketch(text))).toBe(1);
      expect(resemblance(sketch(text), sketch(textOf(numbers.map((n) => n + 10_000))))).toBe(0);
      const replaced = numbers.map((n, i) => (i === Math.floor(numbers.length / 2) ? n + 10_000 : n));
      expect(resemblance(sketch(text), sketch(textOf(replaced)))).toBeGreaterThan(0.5);
    }),
    { numRuns: 50 },
  );
});

test('a few words have none: many short notices say the same', () => {
  expect(sketchOf('The canteen is closed on Friday.')).toBeUndefined();
});

test('a long hostile text takes no longer than it is long', () => {
  const startMs = performance.now();
  sketchOf('a '.repeat(1 << 19));
  sketchOf(textOf(Array.from({ length: 1 << 17 }, (_, i) => i)));
  expect(performance.now() - startMs).toBeLessThan(5_000);
});
