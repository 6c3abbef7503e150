/** What commands print can't steer the terminal that shows it, whatever a document says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, printable, prose, table } from '../../src/cli/terminal.ts';

const STEERING = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

describe('printable', () => {
  test('no text keeps a control character, a line break or a bidirectional override', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(STEERING);
      }),
    );
  });

  test('an escape sequence is shown as what it is', () => {
    expect(printable('\u001B[2Jgone\u202E\r')).toBe('\\u{1B}[2Jgone\\u{202E}\\u{D}');
  });

  test.each(['می‌روم', '👩‍👩‍👧‍👦 ok', 'Zürich – “quoted”', '東京'])('ordinary text stays as it is: %s', (text) => {
    expect(printable(text)).toBe(text);
  });

  test('lines stay where they are asked for', () => {
    expect(printable('a\n\u001Bb', true)).toBe('a\n\\u{1B}b');
  });
});

test('a table aligns its columns and leaves the last one as it is', () => {
  expect(table([['ok', 'node', '20'], ['warn', 'é', ''], ['x']])).toEqual(['ok    node  20', 'warn  é', 'x']);
});

test('text is cut at whole characters', () => {
  expect(cut('👍👍👍', 2)).toBe('👍…');
  expect(cut('ab', 2)).toBe('ab');
});

test('lines of a paragraph are joined, paragraphs are not', () => {
  expect(prose('a\nb\nc\n\nd')).toBe('a b c\n\nd');
});
