/** Chunks: exact offsets, nothing lost, rows alone, bounds kept, sentences and graphemes whole. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunk, MAX_CHUNK_LENGTH, TooManyChunksError } from '../../ingest/chunk.ts';
import type { CleanBlock, Sanitized } from '../../ingest/stages.ts';

function sanitizedFrom(blocks: readonly CleanBlock[]): Sanitized {
  return { format: 'markdown', blocks, findings: [], removed: [] } as unknown as Sanitized;
}

const paragraph = (text: string, over: Partial<CleanBlock> = {}): CleanBlock => ({
  kind: 'paragraph',
  text,
  locator: {},
  ...over,
});

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,14}$/),
  fc.constantFrom('👨‍👩‍👧‍👦', 'नमस्ते', '。', 'end.', '\n', 'e\u0301\u0302', '𝒳𝒴'),
);
const text = fc.array(word, { minLength: 1, maxLength: 400 }).map((words) => words.join(' '));
const block = fc.record({
  kind: fc.constantFrom('heading', 'paragraph', 'list-item', 'code', 'row', 'table', 'quote'),
  text: fc.oneof(
    { weight: 4, arbitrary: text.map((t) => t.slice(0, 200)) },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: fc.constant(' \n ') },
  ),
  locator: fc.record({ page: fc.integer({ min: 1, max: 3 }), row: fc.integer({ min: 1, max: 99 }) }),
});

describe('chunk', () => {
  test('every chunk is its slice of the text, chunks do not overlap, and no visible character is lost', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const cut = chunk(sanitizedFrom(blocks));
        const covered = new Uint8Array(cut.text.length);
        let end = 0;
        cut.chunks.forEach((piece, i) => {
          expect(piece.ordinal).toBe(i);
          expect(cut.text.slice(piece.start, piece.end)).toBe(piece.text);
          expect(piece.start).toBeGreaterThanOrEqual(end);
          expect(piece.text.trim()).toBe(piece.text);
          end = piece.end;
          covered.fill(1, piece.start, piece.end);
        });
        for (let i = 0; i < cut.text.length; i += 1) if (covered[i] === 0) expect(cut.text[i]).toMatch(/\s/);
      }),
    );
  });

  test('no chunk is longer than the maximum, and none begins or ends inside a grapheme', () => {
    const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        const cut = chunk(sanitizedFrom(blocks));
        const borders = new Set([cut.text.length, ...Array.from(segmenter.segment(cut.text), ({ index }) => index)]);
        for (const piece of cut.chunks) {
          expect(piece.text.length).toBeLessThanOrEqual(MAX_CHUNK_LENGTH);
          expect(borders.has(piece.start)).toBe(true);
          expect(borders.has(piece.end)).toBe(true);
        }
      }),
    );
  });

  test('a row is alone in its chunks, and pages and parts bound', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const cut = chunk(sanitizedFrom(blocks));
        let start = 0;
        for (const source of blocks) {
          const end = start + source.text.length;
          for (const piece of cut.chunks.filter((c) => c.start < end && c.end > start)) {
            if (source.kind === 'row') {
              expect(piece.start >= start && piece.end <= end).toBe(true);
              expect(piece.row?.number).toBe(source.locator.row);
            } else if (source.text.trim() !== '') {
              expect(piece.row).toBeUndefined();
              expect(piece.locator.page).toBe(source.locator.page);
            }
          }
          start = end + 2;
        }
      }),
    );
  });

  test('a heading opens a chunk and belongs to the text that follows it', () => {
    const cut = chunk(
      sanitizedFrom([
        paragraph('Before.'),
        { kind: 'heading', level: 1, text: 'Refunds', locator: {} },
        { kind: 'heading', level: 2, text: 'Deadlines', locator: { headings: ['Refunds'] } },
        paragraph('Ask within thirty days.', { locator: { headings: ['Refunds', 'Deadlines'] } }),
        paragraph('Keep the receipt.', { locator: { headings: ['Refunds', 'Deadlines'] } }),
      ]),
    );
    expect(cut.chunks.map((piece) => piece.text)).toEqual([
      'Before.',
      'Refunds\n\nDeadlines\n\nAsk within thirty days.\n\nKeep the receipt.',
    ]);
    expect(cut.chunks[1]?.locator.headings).toEqual(['Refunds', 'Deadlines']);
  });

  test('short paragraphs are gathered up to the target and not beyond', () => {
    const cut = chunk(
      sanitizedFrom(Array.from({ length: 40 }, (_, i) => paragraph(`Paragraph ${i} ${'word '.repeat(20)}end.`))),
    );
    for (const piece of cut.chunks.slice(0, -1)) {
      expect(piece.text.length).toBeGreaterThan(900);
      expect(piece.text.length).toBeLessThanOrEqual(1_200);
    }
  });

  test('a long paragraph is cut at the ends of sentences', () => {
    const cut = chunk(
      sanitizedFrom([paragraph('This sentence is one of very many that stand here. '.repeat(200).trim())]),
    );
    expect(cut.chunks.length).toBeGreaterThan(5);
    for (const piece of cut.chunks) expect(piece.text).toMatch(/here\.$/);
  });

  test('more chunks than allowed are refused with a code', () => {
    const rows = Array.from(
      { length: 11 },
      (_, i): CleanBlock => ({ kind: 'row', text: `name: ${i}`, locator: { row: i + 1 }, cells: {} }),
    );
    expect(() => chunk(sanitizedFrom(rows), { maxChunks: 10 })).toThrow(TooManyChunksError);
    expect(chunk(sanitizedFrom(rows.slice(1)), { maxChunks: 10 }).chunks).toHaveLength(10);
  });

  test('a letter with ten thousand joiners does not get past the maximum', () => {
    const cut = chunk(sanitizedFrom([paragraph('👩\u200D'.repeat(10_000))]));
    for (const piece of cut.chunks) expect(piece.text.length).toBeLessThanOrEqual(MAX_CHUNK_LENGTH);
    expect(cut.chunks.map((piece) => piece.text).join('')).toBe(cut.text);
  });
});
