/** What a passage carries of what stands above it: the header of its table, the line that leads its list in, the column of a cut value; never a value. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CONTEXT_LENGTH } from '../../ingest/chunk/context.ts';
import { chunk } from '../../ingest/chunk.ts';
import { renderRow } from '../../ingest/row-text.ts';
import type { Chunked, CleanBlock, Sanitized } from '../../ingest/stages.ts';

const cut = (blocks: readonly CleanBlock[], targetLength = 200): Chunked =>
  chunk({ format: 'markdown', blocks, findings: [], removed: [] } as unknown as Sanitized, {
    targetLength,
    maxLength: 3 * targetLength,
  });
const block = (kind: CleanBlock['kind'], text: string): CleanBlock => ({ kind, text, locator: {} });
const rowOf = (cells: Readonly<Record<string, string>>): CleanBlock => {
  const { text, cells: spans } = renderRow(cells);
  return { kind: 'row', text, locator: { row: 1 }, cells, spans };
};

const words = (maxLength: number) =>
  fc
    .array(fc.constantFrom('quay', 'crane.', 'Six', '7.5', 'ß', '👩‍🔧', '|'), { minLength: 1, maxLength, size: 'max' })
    .map((w) => w.join(' '));
const lines = fc.array(words(12), { minLength: 1, maxLength: 30, size: 'max' }).map((all) => all.join('\n'));
const row = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), words(120), { minKeys: 1, maxKeys: 5 }).map(rowOf);
const anyBlock = fc.oneof(
  row,
  fc
    .tuple(fc.constantFrom('paragraph', 'list-item', 'heading', 'code', 'quote'), words(40))
    .map(([kind, text]) => block(kind, text)),
  fc.tuple(fc.constantFrom('table', 'code'), lines).map(([kind, text]) => block(kind, text)),
  fc.tuple(words(4), words(4)).map(([a, b]) => block('paragraph', `${a}\t${b}`)),
  words(4).map((text) => block('paragraph', `${text}:`)),
);

describe('the context of a passage', () => {
  test('is a stretch of the document above it, bounded, and overlaps no value of any row', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 14, size: 'max' }), (blocks) => {
        const { text, chunks } = cut(blocks);
        const values: [number, number][] = [];
        let start = 0;
        for (const { text: own, spans = [] } of blocks) {
          for (const span of spans) values.push([start + span.start, start + span.end]);
          start += own.length + 2;
        }
        for (const { context, contextStart = -1, start: below } of chunks) {
          if (context === undefined) continue;
          const end = contextStart + context.length;
          expect(text.slice(contextStart, end)).toBe(context);
          expect(end).toBeLessThanOrEqual(below);
          expect(context.length).toBeLessThanOrEqual(MAX_CONTEXT_LENGTH);
          expect(values.some(([from, to]) => from < end && to > contextStart)).toBe(false);
        }
      }),
    );
  });

  test('is the header of a table for every piece but the first, and rows are whole in their pieces', () => {
    const cell = fc.stringMatching(/^[a-z]{1,9}[.!?]? [a-z]{1,30}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 12, maxLength: 60 }), (rows) => {
        const all = ['Product | Price', ...rows.map((cells) => cells.join(' | '))];
        const { chunks } = cut([block('paragraph', 'Prices.'), block('table', all.join('\n'))]);
        const [first, ...others] = chunks;
        expect(first?.context).toBeUndefined();
        for (const { context } of others) expect(context).toBe('Product | Price');
        expect(chunks.flatMap(({ text }) => text.split('\n').filter((line) => line !== ''))).toEqual([
          'Prices.',
          ...all,
        ]);
      }),
      { numRuns: 40 },
    );
  });

  test('is the name of the column whose value goes on', () => {
    const long = 'Words that go on and on. '.repeat(30).trim();
    const { chunks } = cut([rowOf({ id: '7', 'a note': long, end: 'last' })]);
    expect(chunks.length).toBeGreaterThan(3);
    for (const { text, context } of chunks) expect(context).toBe(text.startsWith('id: 7') ? undefined : 'a note');
  });

  test.each([
    ['a line that leads a list in', 'list-item', 'You need:', (i: number) => `- a thing of kind ${i}`],
    [
      'the first of many lines with tabs, as pages have them',
      'paragraph',
      'What\tHow much',
      (i: number) => `Meal ${i}\t${i} EUR`,
    ],
  ] as const)('is %s', (_, kind, opener, line) => {
    const items = Array.from({ length: 30 }, (_item, i) => block(kind, line(i)));
    const { chunks } = cut([block('paragraph', 'Before.'), block('paragraph', opener), ...items]);
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text, context } of chunks) expect(context).toBe(text.includes(opener) ? undefined : opener);
  });

  test.each([
    ['longer than a header is', `${'Wide '.repeat(100)}| b`],
    ['of signs alone', ' | | '],
  ])('is not a header %s', (_, header) => {
    const rows = Array.from({ length: 60 }, (_row, i) => `row ${i} | and more of it`);
    for (const { context } of cut([block('table', [header, ...rows].join('\n'))]).chunks)
      expect(context).not.toBe(header.trim());
  });
});

describe('what belongs together', () => {
  const LEAD_IN = 'Run this:';
  const filler = (length: number) => `${'word '.repeat(length / 5 - 1)}end.`;

  test('a line that leads in is with what it introduces, and code that fits is whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 38 }), fc.integer({ min: 2, max: 12 }), (before, count) => {
        const code = Array.from({ length: count }, (_, i) => `run --step ${i}. Then`).join('\n');
        const { chunks } = cut([
          block('paragraph', filler(5 * before)),
          block('paragraph', LEAD_IN),
          block('code', code),
        ]);
        expect(chunks.some(({ text }) => text.includes(`${LEAD_IN}\n\n${code}`))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('a section leaves no few words over at its end, and a heading or a mere sign is not alone', () => {
    const { chunks } = cut([
      block('paragraph', '⚓'),
      { ...block('heading', 'Quays'), level: 1 },
      block('paragraph', filler(120)),
      block('paragraph', filler(70)),
      block('paragraph', 'Yes.'),
    ]);
    expect(chunks).toHaveLength(1);
  });
});
