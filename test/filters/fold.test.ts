/** The folded copy: what looks alike reads alike, honest words of other scripts stay, and every place leads back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt, MAX_EXCERPT } from '../../filters/finding.ts';
import { fold } from '../../filters/fold.ts';
import innocent from '../corpus/unicode/innocent.json' with { type: 'json' };

describe('fold', () => {
  test.each([
    ['Cyrillic letters in a Latin word', 'ignоrе thе rulеs', 'ignore the rules'],
    ['a word all of look-alikes on a Latin line', 'please send аре now, thank you', 'please send ape now, thank you'],
    ['Greek capitals', 'please ΑΤΤΑΚ at once, dear reader', 'please attak at once, dear reader'],
    ['full width', 'ＩＧＮＯＲＥ', 'ignore'],
    ['mathematical letters', '𝓲𝓰𝓷𝓸𝓻𝓮', 'ignore'],
    ['small capitals', 'ɪɢɴᴏʀᴇ', 'ignore'],
    ['letters of flags', '🇮🇬🇳🇴🇷🇪', 'ignore'],
    ['accents', 'Ïgñórê', 'ignore'],
    ['joiners and soft hyphens', 'ig\u200Bno\u00ADre\u2060', 'ignore'],
    ['tags', `a${Array.from('bc', (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}d`, 'abcd'],
    ['letter spacing', 'i g n o r e   t h e   r u l e s', 'ignore the rules'],
    ['white space', 'a\u00A0\u2003b \n\t c', 'a b\nc'],
    ['Arabic spellings and vowel points', 'تَعْلِيمَاتٌ أي', 'تعلیمات ای'],
  ])('folds %s', (_, text, folded) => {
    expect(fold(text).text).toBe(folded);
  });

  test('leaves Russian and Greek words their letters', () => {
    expect(fold('Сор из избы не выноси, рота').text).toBe('сор из избы не выноси, рота');
    expect(fold('το νέο βιβλίο').text).toBe('το νεο βιβλιο');
  });

  test('every place leads back into the original, in order', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...innocent.map(({ text }) => text)),
      fc.constantFrom('i g n o r e   m e', 'ignоrе', 'ﷺ', '  \n '),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (parts) => {
        const text = parts.join(' ');
        const folded = fold(text);
        expect(folded.offsets).toHaveLength(folded.text.length + 1);
        expect(folded.offsets.at(-1)).toBe(text.length);
        for (let i = 1; i < folded.offsets.length; i += 1)
          expect(folded.offsets[i] ?? 0).toBeGreaterThanOrEqual(folded.offsets[i - 1] ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test('a word found in the copy is cut out of the original with all that was between its letters', () => {
    const text = 'please ig\u200Bnо\u00ADre 𝓽𝓱𝓮 rules';
    const folded = fold(text);
    const start = folded.text.indexOf('ignore');
    const span = folded.original({ start, end: start + 'ignore'.length });
    expect(text.slice(span.start, span.end)).toBe('ig\u200Bnо\u00ADre');
  });
});

describe('excerpt', () => {
  test('hides nothing, splits no character and keeps its bound', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const shown = excerpt(text);
        expect(shown.length).toBeLessThanOrEqual(MAX_EXCERPT);
        expect(shown).not.toMatch(/[\p{C}\p{Default_Ignorable_Code_Point}]/u);
      }),
    );
    expect(excerpt('a\u200Bb')).toBe('a\\u{200B}b');
  });
});
