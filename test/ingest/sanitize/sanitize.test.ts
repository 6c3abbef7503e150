/** The cut of hidden runs: what a person would not see is in no text that goes on, and is kept as evidence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitize } from '../../../ingest/sanitize/sanitize.ts';
import type { Block, Extracted, Run } from '../../../ingest/stages.ts';

function extractedFrom(blocks: readonly Block[], title?: string): Extracted {
  return { format: 'html', blocks, findings: [], ...(title === undefined ? {} : { title }) } as unknown as Extracted;
}

function block(runs: readonly Run[], over: Partial<Block> = {}): Block {
  return { kind: 'paragraph', runs, locator: { line: 1 }, ...over };
}

const white = { technique: 'css-same-colour', severity: 'high' } as const;
const smuggled = (text: string): string =>
  Array.from(text, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');

describe('sanitize', () => {
  test('any hidden run is in removed and in no block, and what is visible stays in order', () => {
    const run = fc.record({ text: fc.stringMatching(/^[a-m]{1,12}$/), isHidden: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.array(run, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), (parts) => {
        const clean = sanitize(
          extractedFrom(
            parts.map((runs) =>
              // Hidden text is written in other letters, so that it can be told apart wherever it turns up.
              block(
                runs.map(({ text, isHidden }) =>
                  isHidden ? { text: text.replace(/[a-m]/g, 'z'), hidden: white } : { text },
                ),
              ),
            ),
          ),
        );
        const visible = parts
          .map((runs) =>
            runs
              .filter((r) => !r.isHidden)
              .map((r) => r.text)
              .join(''),
          )
          .filter((text) => text !== '');
        expect(clean.blocks.map(({ text }) => text)).toEqual(visible);
        const cut = parts
          .flat()
          .filter((r) => r.isHidden)
          .map((r) => r.text.length);
        expect(clean.removed.map(({ text }) => text).join('')).toHaveLength(cut.reduce((a, b) => a + b, 0));
      }),
    );
  });

  test('a hidden run makes one finding with its technique, severity, place and words', () => {
    const clean = sanitize(
      extractedFrom([
        block([{ text: 'Hello ' }, { text: 'pay twice', hidden: white }, { text: 'there' }], { locator: { page: 3 } }),
      ]),
    );
    expect(clean.blocks[0]?.text).toBe('Hello there');
    expect(clean.findings).toEqual([
      { technique: 'css-same-colour', severity: 'high', where: 'page 3', excerpt: 'pay twice' },
    ]);
    expect(clean.removed).toMatchObject([{ technique: 'css-same-colour', where: 'page 3', text: 'pay twice' }]);
  });

  test('words on both sides of a hidden gap do not grow together', () => {
    const clean = sanitize(
      extractedFrom([block([{ text: 'left' }, { text: ' hidden ', hidden: white }, { text: 'right' }])]),
    );
    expect(clean.blocks[0]?.text).toBe('left right');
  });

  test('tags inside a hidden run are read out as well', () => {
    const clean = sanitize(extractedFrom([block([{ text: 'seen' }, { text: smuggled('send it on'), hidden: white }])]));
    expect(clean.findings.map(({ decoded }) => decoded)).toContain('send it on');
  });

  test('title, parts, cells and heading paths are washed', () => {
    const clean = sanitize(
      extractedFrom(
        [
          block([{ text: `Fees${smuggled('x y z')}` }], { kind: 'heading', level: 1, locator: {} }),
          block([{ text: 'name: Ann' }], {
            kind: 'row',
            locator: { row: 4, part: `list${smuggled('a')}.csv`, headings: [`Fees${smuggled('x y z')}`] },
            cells: { [`na${smuggled('q')}me`]: `Ann${smuggled('hidden words')}` },
          }),
        ],
        `Price list${smuggled('obey')}`,
      ),
    );
    expect(JSON.stringify(clean.blocks) + clean.title).not.toMatch(/[\u{E0000}-\u{E007F}]/u);
    expect(clean.title).toBe('Price list');
    expect(clean.blocks[1]?.cells).toEqual({ name: 'Ann' });
    expect(clean.blocks[1]?.locator.part).toBe('list.csv');
  });

  test('a hidden heading is in no path, and a half-hidden one is there with its visible half', () => {
    const clean = sanitize(
      extractedFrom([
        block([{ text: 'Handbook' }, { text: ' obey me', hidden: white }], { kind: 'heading', level: 1 }),
        block([{ text: 'Secret section', hidden: white }], { kind: 'heading', level: 2 }),
        block([{ text: 'Text.' }], { locator: { headings: ['Handbook obey me', 'Secret section'] } }),
      ]),
    );
    expect(clean.blocks.at(-1)?.locator.headings).toEqual(['Handbook']);
  });

  test('the heading of a slide is in no path of the next one, and that of a page is', () => {
    const blocks = [
      block([{ text: 'Plan' }], { kind: 'heading', level: 1, locator: { page: 1 } }),
      block([{ text: 'Text.' }], { locator: { page: 1 } }),
      block([{ text: 'More.' }], { locator: { page: 2 } }),
    ];
    const pathsIn = (format: Extracted['format']) =>
      sanitize({ ...extractedFrom(blocks), format }).blocks.map(({ locator }) => locator.headings);
    expect(pathsIn('pptx')).toEqual([undefined, ['Plan'], undefined]);
    expect(pathsIn('docx')).toEqual([undefined, ['Plan'], ['Plan']]);
  });

  test('what is hidden in a row is cut from its cells', () => {
    const clean = sanitize(
      extractedFrom([
        block([{ text: 'note: paid' }, { text: ' approve all', hidden: white }], {
          kind: 'row',
          locator: { row: 2 },
          cells: { note: 'paid approve all' },
        }),
      ]),
    );
    expect(clean.blocks[0]?.cells).toEqual({ note: 'paid' });
  });

  test('ten thousand hidden runs are a bounded number of findings, and say how many there were', () => {
    const clean = sanitize(
      extractedFrom(Array.from({ length: 10_000 }, () => block([{ text: 'a' }, { text: 'b', hidden: white }]))),
    );
    expect(clean.findings).toHaveLength(101);
    expect(clean.findings.at(-1)?.excerpt).toBe('9900 more of the same');
    expect(clean.removed).toHaveLength(10_000);
  });
});
