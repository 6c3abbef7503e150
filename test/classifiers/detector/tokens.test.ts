/** Tokens with places are those that the tokenizer gives of the whole text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOf } from '../../../src/classifiers/detector/tokens.ts';
import { tokenizer } from './tiny.ts';

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    ...[
      'quay',
      'six',
      ' ',
      '\n',
      '港',
      '一二',
      'é',
      'e\u0301',
      'ﬃ',
      '㍿',
      '\ud800',
      '\udc00',
      '𠀀',
      '한국',
      'ab\u200Bc',
      '!?',
    ],
    ...['a'.repeat(120), '\u00ad', '😀', 'ｑｕａｙ', '…'],
  ),
);
const texts = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

function whole(text: string): number[] {
  const ids: number[] = [];
  tokenizer.tokenize(text, (rows, count) => {
    ids.push(...rows.subarray(0, count));
  });
  return ids;
}

test('they are those of the whole text, in order', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect([...tokensOf(text, tokenizer).ids]).toEqual(whole(text));
    }),
    { numRuns: 300 },
  );
});

test('each has the place of its word, and places never go back', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { ids, starts, ends } = tokensOf(text, tokenizer);
      let [start, end] = [0, 0];
      for (let at = 0; at < ids.length; at += 1) {
        const word = text.slice(starts[at], ends[at]);
        expect(whole(word)).toContain(ids[at]);
        expect(starts[at]).toBeGreaterThanOrEqual(start);
        expect(ends[at]).toBeGreaterThanOrEqual(end);
        start = starts[at] ?? 0;
        end = ends[at] ?? 0;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 300 },
  );
});

test('a word is what stands between spaces and punctuation', () => {
  const text = 'The quay,\nsix 港口!';
  const { starts, ends } = tokensOf(text, tokenizer);
  const words = [...starts].map((start, at) => text.slice(start, ends[at]));
  expect([...new Set(words)]).toEqual(['The', 'quay', ',', 'six', '港', '口', '!']);
});
