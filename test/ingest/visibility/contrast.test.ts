/** What the eye can't tell apart is unseen, and what it can is not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Colour, contrast, isUnseen } from '../../../ingest/visibility/contrast.ts';

function colour(hex: string, a = 1): Colour {
  const at = (i: number) => Number.parseInt(hex.slice(i, i + 2), 16);
  return { r: at(0), g: at(2), b: at(4), a };
}

describe('isUnseen', () => {
  test.each([
    ['ffffff', 'ffffff'],
    ['f8f8f8', 'ffffff'],
    ['f0f0f0', 'ffffff'],
    ['ffffcc', 'ffffff'],
    ['000000', '111111'],
    ['123456', '143658'],
  ])('#%s on #%s is not seen', (ink, paper) => {
    expect(isUnseen(colour(ink), colour(paper))).toBe(true);
  });

  test.each([
    ['d9d9d9', 'ffffff'],
    ['ffff00', 'ffffff'],
    ['00ffff', 'ffffff'],
    ['ff0000', '008000'],
    ['2a2a2a', '000000'],
    ['ffffff', '0a2540'],
  ])('#%s on #%s is seen', (ink, paper) => {
    expect(isUnseen(colour(ink), colour(paper))).toBe(false);
  });

  test('small letters need more contrast to be seen', () => {
    expect(isUnseen(colour('ededed'), colour('ffffff'), 3)).toBe(true);
    expect(isUnseen(colour('ededed'), colour('ffffff'), 12)).toBe(false);
    expect(isUnseen(colour('b0b0b0'), colour('ffffff'), 3)).toBe(false);
  });

  test('what is hardly painted is not seen, on any ground', () => {
    expect(isUnseen(colour('000000', 0.01), colour('ffffff'))).toBe(true);
    expect(isUnseen(colour('ffffff', 0.02), colour('000000'))).toBe(true);
  });

  test('any colour on itself is unseen, and contrast is the same both ways', () => {
    const channel = fc.integer({ min: 0, max: 255 });
    const any = fc.record({ r: channel, g: channel, b: channel, a: fc.constant(1) });
    fc.assert(fc.property(any, (one) => isUnseen(one, one)));
    fc.assert(fc.property(any, any, (one, other) => contrast(one, other) === contrast(other, one)));
  });
});
