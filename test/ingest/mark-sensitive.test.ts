/** What is sensitive in a document is marked in every passage that has a part of it, and nowhere else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recognize } from '../../filters/dlp/recognize.ts';
import { markSensitive } from '../../ingest/mark-sensitive.ts';

const VALUES = [
  'mira.quay@post.example',
  'DE89370400440532013000',
  `ghp_${'x7Kq2mVw9RtB4nZp6LsD'}${'1fGh3jYc8eUa5oWi'}`,
];
const pieces = fc.array(
  fc.constantFrom('the ', 'harbour ', 'IBAN ', '\n\n', 'write to ', ...VALUES.map((one) => ` ${one} `)),
  {
    maxLength: 20,
  },
);

test('wherever a document is cut, the marks of its passages are those of the document', () => {
  fc.assert(
    fc.property(pieces, fc.array(fc.nat(400), { maxLength: 8 }), (all, cuts) => {
      const text = all.join('');
      const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort((a, b) => a - b);
      const chunks = places.slice(1).map((end, ordinal) => {
        const start = places[ordinal] ?? 0;
        return { ordinal, start, end, text: text.slice(start, end), locator: {} };
      });
      const covered = new Set<number>();
      for (const { start, text: own, sensitive } of markSensitive({ text }, chunks)) {
        for (const one of sensitive) {
          expect(one.start).toBeLessThan(one.end);
          expect(one.end).toBeLessThanOrEqual(own.length);
          for (let i = one.start; i < one.end; i += 1) covered.add(start + i);
        }
      }
      const expected = recognize(text).flatMap(({ start, end }) =>
        Array.from({ length: end - start }, (_, i) => start + i),
      );
      expect([...covered].sort((a, b) => a - b)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('a key that is cut in two is marked in both passages', () => {
  const [, , key = ''] = VALUES;
  const text = `token: ${key}`;
  const half = text.length - 15;
  const chunks = [
    { ordinal: 0, start: 0, end: half, text: text.slice(0, half), locator: {} },
    { ordinal: 1, start: half, end: text.length, text: text.slice(half), locator: {} },
  ];
  expect(chunks.flatMap((one) => recognize(one.text)).length).toBeLessThan(2);
  expect(markSensitive({ text }, chunks).map(({ sensitive }) => sensitive.length)).toEqual([1, 1]);
});
