import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStaticEncoder } from '../../../src/embedding/static/encoder.ts';
import { Sums } from '../../../src/embedding/static/sums.ts';
import { smallModel } from './small-model.ts';

const ROWS = 5;
const DIMENSION = 8;

/** Components at the ends of their range are as frequent as all others together. */
const component = fc.oneof(fc.constantFrom(-128, -127, 0, 127), fc.integer({ min: -128, max: 127 }));
const table = fc
  .array(component, { minLength: ROWS * DIMENSION, maxLength: ROWS * DIMENSION })
  .map((all) => Int8Array.from(all));
/** Around the numbers of rows at which sums change hands. */
const chosen = fc.oneof(
  fc.array(fc.nat({ max: ROWS - 1 }), { maxLength: 20 }),
  fc.tuple(fc.constantFrom(255, 256, 257, 512, 1_000), fc.nat({ max: ROWS - 1 })).map(([n, row]) => Array(n).fill(row)),
);

function oneByOne(rows: Int8Array, chosen: readonly number[]): number[] {
  return Array.from({ length: DIMENSION }, (_, k) =>
    chosen.reduce((sum, row) => sum + (rows[row * DIMENSION + k] ?? 0), 0),
  );
}

/** Zero is zero. */
const withoutSign = (value: number) => value + 0;

test('sums of rows are those of their components', () => {
  fc.assert(
    fc.property(table, chosen, fc.nat(20), (rows, chosen, cut) => {
      const sums = new Sums({ dimension: DIMENSION, rows });
      sums.add(Int32Array.of(1, 2), 2);
      sums.clear();
      sums.add(Int32Array.from(chosen), Math.min(cut, chosen.length));
      const rest = Int32Array.from(chosen.slice(cut));
      sums.add(rest, rest.length);
      expect([...sums.values].map(withoutSign)).toEqual(oneByOne(rows, chosen).map(withoutSign));
    }),
  );
});

test('rows that do not begin at a whole word of memory are added all the same', () => {
  const rows = new Int8Array(new ArrayBuffer(ROWS * DIMENSION + 3), 3).map((_, i) => i);
  const moved = new Int8Array(new ArrayBuffer(ROWS * DIMENSION + 3), 3);
  moved.set(rows);
  const sums = new Sums({ dimension: DIMENSION, rows: moved });
  sums.add(Int32Array.of(4), 1);
  expect([...sums.values]).toEqual(oneByOne(rows, [4]));
});

test('a token counts as often as it stands there, and at most twice, wherever it stands', () => {
  const rows = Int8Array.from({ length: ROWS * DIMENSION }, (_, i) => (i * 71) % 100);
  const encoder = createStaticEncoder(smallModel(rows));
  const vectorOf = (text: string) => [...encoder.unitVector(text)];
  const [once, twice] = [vectorOf('t1 t2'), vectorOf('t1 t1 t2')];
  expect(twice).not.toEqual(once);
  expect(vectorOf('t1 t1 t1 t2')).toEqual(twice);
  expect(vectorOf(`t1 t2 ${'t1 '.repeat(5_000)}`)).toEqual(twice);
  // What was said in one text is not held against the next.
  expect(vectorOf('t1 t2')).toEqual(once);
});
