/** Edits of one text, made together: what any of them covers is gone, what none covers stays as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../filters/edits.ts';

describe('edits', () => {
  test('are made at the places of the original, in whatever order they are given', () => {
    const edits = [
      { start: 8, end: 9, with: 'longer', strictness: 0 },
      { start: 0, end: 3, with: '', strictness: 0 },
    ];
    expect(applyEdits('abcdefghi', edits)).toBe('defghlonger');
    expect(applyEdits('abcdefghi', edits.toReversed())).toBe('defghlonger');
  });

  test('that overlap become one, and the strictest says what stands there', () => {
    const mild = { start: 0, end: 5, with: '****e', strictness: 1 };
    const strict = { start: 3, end: 8, with: '[gone]', strictness: 2 };
    expect(applyEdits('abcdefghi', [mild, strict])).toBe('[gone]i');
    expect(applyEdits('abcdefghi', [strict, mild])).toBe('[gone]i');
    expect(applyEdits('abcdefghi', [{ ...strict, start: 5 }, mild])).toBe('****e[gone]i');
  });

  test('that put marks around a stretch keep their marks, also where one falls into what is covered', () => {
    const marks = [
      { start: 2, end: 2, with: '<', strictness: 0 },
      { start: 6, end: 6, with: '>', strictness: 0 },
    ];
    expect(applyEdits('abcdefghi', marks)).toBe('ab<cdef>ghi');
    expect(applyEdits('abcdefghi', [...marks, { start: 2, end: 6, with: '*', strictness: 1 }])).toBe('ab<*>ghi');
    expect(applyEdits('abcdefghi', [...marks, { start: 5, end: 8, with: '*', strictness: 1 }])).toBe('ab<cde*>i');
  });

  test('cover a surrogate pair whole, or not at all', () => {
    expect(applyEdits('a😀b', [{ start: 0, end: 2, with: '*', strictness: 0 }])).toBe('*b');
    expect(applyEdits('a😀b', [{ start: 2, end: 4, with: '*', strictness: 0 }])).toBe('a*');
    expect(applyEdits('a😀b', [{ start: 2, end: 2, with: '|', strictness: 0 }])).toBe('a|😀b');
  });

  test('of another text are refused', () => {
    for (const [start, end] of [
      [0, 4],
      [-1, 1],
      [2, 1],
      [Number.NaN, 1],
    ] as const) {
      expect(() => applyEdits('abc', [{ start, end, with: '', strictness: 0 }])).toThrow(RangeError);
    }
  });

  test('take every covered unit out and keep every other, whichever way they overlap', () => {
    const places = fc.array(fc.tuple(fc.nat(40), fc.nat(10), fc.nat(3)), { maxLength: 12 });
    fc.assert(
      fc.property(places, (spans) => {
        // Every unit of the text is another letter, and no replacement has one of them.
        const text = Array.from({ length: 50 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
        const edits = spans.map(([start, length, strictness]) => ({
          start,
          end: start + length,
          with: '*',
          strictness,
        }));
        const isCovered = (unit: number): boolean => edits.some(({ start, end }) => unit >= start && unit < end);
        const kept = [...text].filter((_, unit) => !isCovered(unit)).join('');
        expect(applyEdits(text, edits).replaceAll('*', '')).toBe(kept);
      }),
    );
  });
});
