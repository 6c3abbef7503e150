import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Tokenizer } from '../../src/word-pieces/tokenizer.ts';

const VOCABULARY = ['[UNK]', 'a', '##a', 'σας', '漢', 'cafe', '.', 'σασ', '[', ']', 'unk', 'x'];
const tokenizer = new Tokenizer(VOCABULARY);

function tokens(text: string): string[] {
  const found: string[] = [];
  tokenizer.tokenize(text, (rows, count) => {
    for (const row of rows.subarray(0, count)) found.push(VOCABULARY[row] ?? '');
  });
  return found;
}

describe('a text’s tokens', () => {
  test('are of lower case without accents, one character at a time', () => {
    expect(tokens('Café CAFE\u0301')).toEqual(['cafe', 'cafe']);
    expect(tokens('ΣΑΣ')).toEqual(['σασ']);
  });

  test('never name a token that is no word', () => {
    expect(tokens('[UNK]')).toEqual(['[', 'unk', ']']);
  });

  test('are as without what is half a character', () => {
    expect(tokens('a\ud800a \udc00x')).toEqual(['a', '##a', 'x']);
  });

  test('of a word of a hundred characters are its pieces, and of a longer one that it is unknown', () => {
    expect(tokens('a'.repeat(100))).toHaveLength(100);
    expect(tokens('a'.repeat(101))).toEqual(['[UNK]']);
    expect(tokens(`${'𝒳'.repeat(101)} x`)).toEqual(['[UNK]', 'x']);
  });

  test('do not depend on what was tokenized before', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', 'É', '漢', '.', '\ud800', '\u0301', '𝒳') });
    fc.assert(
      fc.property(text, text, (before, text) => {
        const own = tokens(text);
        tokens(before);
        expect(tokens(text)).toEqual(own);
      }),
    );
  });
});

describe('a hostile text', () => {
  const UNITS = 200_000;

  // Anything that looks back would need minutes for these.
  test.each([
    ['one letter', 'a', 1],
    ['combining marks', '\u0301', 0],
    ['zero-width characters', '\u200b', 0],
    ['letters that become several', 'ΐ', 1],
    ['syllables that become several', '각', 1],
    ['half characters', '\ud800', 0],
    ['ideographs', '漢', UNITS],
    ['full stops', '.', UNITS],
    ['spaces', ' ', 0],
    ['emoji', '😀', 1],
    ['short words', 'a ', UNITS / 2],
    ['long words', `${'a'.repeat(99)} `, 0.99 * UNITS],
    ['words that are unknown at their end', `${'a'.repeat(98)}b `, UNITS / 100],
  ])('of 200,000 units of %s has no more tokens than units, in blocks of constant size', (_, unit, expected) => {
    let found = 0;
    let largest = 0;
    tokenizer.tokenize(unit.repeat(UNITS / unit.length), (_, count) => {
      found += count;
      largest = Math.max(largest, count);
    });
    expect(found).toBe(expected);
    expect(largest).toBeLessThanOrEqual(1_024);
  });
});
