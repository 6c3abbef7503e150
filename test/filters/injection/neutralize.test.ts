/** Cutting and fencing: nothing of a cut stretch is left, nothing else is touched, and no character is broken. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../../filters/edits.ts';
import type { Span } from '../../../filters/finding.ts';
import { CUT, cutting, fencing, stretchesOf } from '../../../filters/injection/neutralize.ts';

const BOUNDARY = '0123456789abcdef01234567';

/** Text with astral characters, and spans anywhere in it, also in the middle of them. */
const spanned = fc
  .array(fc.constantFrom('a', 'b', ' ', '.', '😀', 'é', '漢', '\n', '𝒳'), { maxLength: 60 })
  .map((characters) => characters.join(''))
  .chain((text) => {
    const offset = fc.nat(text.length);
    const span = fc.tuple(offset, offset).map(([a, b]): Span => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    return fc.tuple(fc.constant(text), fc.array(span, { maxLength: 6 }));
  });

/** Character by character: whether any unit of it lies in a span. */
function charactersOf(text: string, spans: readonly Span[]) {
  let at = 0;
  return [...text].map((character) => {
    const start = at;
    at += character.length;
    return { character, isIn: spans.some((span) => span.start < at && span.end > start) };
  });
}

test('a cut leaves every character outside of the spans as it was, and none of those inside', () => {
  fc.assert(
    fc.property(spanned, ([text, spans]) => {
      const left = applyEdits(text, cutting(stretchesOf(text, spans)));
      const kept = charactersOf(text, spans).filter(({ isIn }) => !isIn);
      expect(left.replaceAll(CUT, '')).toBe(kept.map(({ character }) => character).join(''));
      expect(left.isWellFormed()).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a fence keeps the whole text, and every character of a span stands inside of marks', () => {
  fc.assert(
    fc.property(spanned, ([text, spans]) => {
      const fenced = applyEdits(text, fencing(stretchesOf(text, spans), BOUNDARY));
      const marks = /<<<(end )?untrusted 0123456789abcdef01234567[^>]*>>>/g;
      expect(fenced.replace(marks, '')).toBe(text);
      const outside = fenced.replace(/<<<untrusted 0[^>]*>>>[\s\S]*?<<<end untrusted [^>]*>>>/g, '');
      const expected = charactersOf(text, spans).filter(({ isIn }) => !isIn);
      expect(outside).toBe(expected.map(({ character }) => character).join(''));
    }),
    { numRuns: 100 },
  );
});

test('stretches stand in the order of the text, apart from each other', () => {
  fc.assert(
    fc.property(spanned, ([text, spans]) => {
      const stretches = stretchesOf(text, spans);
      for (const [i, { start, end }] of stretches.entries()) {
        expect(start).toBeLessThan(end);
        expect(start).toBeGreaterThan(stretches[i - 1]?.end ?? -1);
      }
    }),
    { numRuns: 100 },
  );
});

test('what a cut covers is not shown by another edit that overlaps it', () => {
  const edits = [{ start: 4, end: 12, with: 'shown', strictness: 3 }, ...cutting([{ start: 0, end: 8 }])];
  expect(applyEdits('abcdefghijklmnop', edits)).toBe(`${CUT}mnop`);
});
