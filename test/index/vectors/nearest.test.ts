import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestSlots, wordsFor, writeSigns } from '../../../src/index/sqlite/vectors/nearest.ts';

const vectorOf = (dimension: number) =>
  fc
    .array(fc.integer({ min: -127, max: 127 }), { minLength: dimension, maxLength: dimension })
    .map((numbers) => Int8Array.from(numbers));

/** Vectors of one dimension, each visible or not, and a question. */
const worlds = fc.constantFrom(1, 8, 31, 32, 33, 100, 256, 700).chain((dimension) =>
  fc.record({
    passages: fc.array(fc.record({ vector: vectorOf(dimension), isVisible: fc.boolean() }), { maxLength: 70 }),
    question: vectorOf(dimension),
    wanted: fc.nat(80),
  }),
);

/** How far apart, by the signs of the one and the numbers of the other. */
function distance(passage: Int8Array, question: Int8Array): number {
  let sum = 0;
  for (const [i, component] of passage.entries()) sum += (component < 0 ? 1 : -1) * (question[i] ?? 0);
  return sum;
}

test('the best of those that are visible are found, and no others', () => {
  fc.assert(
    fc.property(worlds, ({ passages, question, wanted }) => {
      const words = wordsFor(question.length);
      const codes = new Int32Array(words * passages.length);
      const visible = new Uint32Array(Math.ceil(passages.length / 32));
      for (const [slot, { vector, isVisible }] of passages.entries()) {
        writeSigns(vector, codes, slot * words);
        if (isVisible) visible[slot >>> 5] = (visible[slot >>> 5] ?? 0) | (1 << (slot & 31));
      }
      const expected = passages
        .map(({ vector, isVisible }, slot) => ({ slot, isVisible, far: distance(vector, question) }))
        .filter(({ isVisible }) => isVisible)
        .sort((one, other) => one.far - other.far || one.slot - other.slot)
        .slice(0, wanted)
        .map(({ slot }) => slot);
      const found = nearestSlots(codes, visible, question, wanted);
      expect(found).toEqual(expected.toSorted((one, other) => one - other));
    }),
  );
});
