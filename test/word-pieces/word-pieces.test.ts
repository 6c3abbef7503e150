import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordPieces } from '../../src/word-pieces/word-pieces.ts';

/** WordPiece as its paper has it: every beginning is tried, the longest first. */
function tried(vocabulary: readonly string[], word: string): number[] {
  const rows: number[] = [];
  for (let start = 0; start < word.length; ) {
    let end = word.length;
    const rowOf = () => vocabulary.lastIndexOf((start === 0 ? '' : '##') + word.slice(start, end));
    while (end > start && rowOf() < 0) end--;
    if (end === start) return [Math.max(0, vocabulary.lastIndexOf('[UNK]'))];
    rows.push(rowOf());
    start = end;
  }
  return rows;
}

function split(vocabulary: readonly string[], word: string): number[] {
  const units = Uint16Array.from(word, (unit) => unit.charCodeAt(0));
  const rows = new Int32Array(word.length + 3);
  const end = new WordPieces(vocabulary).split(units, units.length, rows, 3);
  return [...rows.slice(3, end)];
}

const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength });
const token = fc.tuple(fc.constantFrom('', '##'), letters(5)).map((parts) => parts.join(''));

test('a word is split as by trying every beginning, the longest first', () => {
  fc.assert(
    fc.property(fc.array(token, { maxLength: 30 }), letters(40), (vocabulary, word) => {
      expect(split(['[UNK]', ...vocabulary], word)).toEqual(tried(['[UNK]', ...vocabulary], word));
    }),
    { numRuns: 300 },
  );
});

test('of a word that ends in what is no token, nothing is left but that it is unknown', () => {
  expect(split(['a', '##b', '[UNK]'], 'abbc')).toEqual([2]);
  expect(split(['a', '##b', '[UNK]'], 'abb')).toEqual([0, 1, 1]);
});

test('an empty vocabulary knows no word', () => {
  expect(split([], 'a')).toEqual([0]);
});
