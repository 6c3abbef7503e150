/** Windows of somebody else's model: whatever stands in a text, the model reads it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { viewsOf } from '../../src/classifiers/endpoint/views.ts';
import { type Measure, piecesOf, textOf, windowsOf } from '../../src/classifiers/windows.ts';

const inBytes = (capacity: number): Measure => ({ capacity, sizeOf: (text) => Buffer.byteLength(text) });

const written = fc
  .array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('. ', '\n', ' ', '\r\n', '。', '😀😀😀', 'no end ')),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

describe('windows', () => {
  test('everything but white space is in a piece, and every piece in a window', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 40, max: 200 }), (text, capacity) => {
        const measure = inBytes(capacity);
        const pieces = piecesOf(text, measure);
        let at = 0;
        for (const { start, end } of pieces) {
          expect(text.slice(at, start).trim()).toBe('');
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
        const read = new Set(windowsOf(pieces, measure).flatMap(({ first, last }) => pieces.slice(first, last + 1)));
        expect(read.size).toBe(pieces.length);
      }),
    );
  });

  test('a window holds no more than the model reads, and begins where the one before has not ended', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 40, max: 200 }), (text, capacity) => {
        const measure = inBytes(capacity);
        const pieces = piecesOf(text, measure);
        const windows = windowsOf(pieces, measure);
        for (const [i, window] of windows.entries()) {
          expect(measure.sizeOf(textOf(text, pieces, window))).toBeLessThanOrEqual(capacity);
          const before = windows[i - 1];
          if (before === undefined) continue;
          expect(window.first).toBeGreaterThan(before.first);
          expect(window.first).toBeLessThanOrEqual(before.last);
        }
      }),
    );
  });

  test('no character is cut in two', () => {
    const text = '😀'.repeat(500);
    for (const { start, end } of piecesOf(text, inBytes(50))) expect(text.slice(start, end).isWellFormed()).toBe(true);
  });
});

describe('views', () => {
  test('together they are the whole text, they overlap, and each is as short as it has to be', () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 40, max: 200 }), (text, maxBytes) => {
        const views = viewsOf(text, maxBytes);
        expect(views[0]?.start).toBe(0);
        expect(views.at(-1)?.end).toBe(text.length);
        for (const [i, { start, end }] of views.entries()) {
          expect(Buffer.byteLength(text.slice(start, end))).toBeLessThanOrEqual(maxBytes);
          expect(text.slice(start, end).toWellFormed()).toBe(text.toWellFormed().slice(start, end));
          if (i > 0) expect(start).toBeLessThan(views[i - 1]?.end ?? 0);
        }
      }),
    );
  });
});
