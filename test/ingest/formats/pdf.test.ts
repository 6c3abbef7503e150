import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraphsOf } from '../../../ingest/formats/pdf/paragraphs.ts';
import { extractPdf } from '../../../ingest/formats/pdf.ts';
import { makePdf, refusalOf, shown } from './helpers.ts';
import { rawPdf } from './pdf-files.ts';

const PROSE =
  'Every employee may take thirty days of leave in a year. Requests go to the manager at least two weeks before, and the manager answers within three working days.';

describe('PDF', () => {
  it('gives paragraphs with their pages, and the title that the file states', async () => {
    const extract = await extractPdf(
      await makePdf([['Leave', PROSE, 'Short.'], ['Second page.']], { info: { Title: ' Leave \n policy ' } }),
    );
    expect(extract.title).toBe('Leave policy');
    const seen = extract.blocks.filter(({ runs }) => runs.every((run) => run.hidden === undefined));
    expect(seen.map(({ runs, locator }) => [runs[0]?.text, locator.page])).toEqual([
      ['Leave', 1],
      [PROSE, 1],
      ['Short.', 1],
      ['Second page.', 2],
    ]);
    expect(extract.findings).toEqual([]);
  });

  it('leaves the bytes that it was given as they were', async () => {
    const bytes = new Uint8Array(await makePdf([['One']]));
    const before = Buffer.from(bytes).toString('latin1');
    await extractPdf(bytes);
    expect(Buffer.from(bytes).toString('latin1')).toBe(before);
  });

  it('refuses a file that is cut off anywhere', async () => {
    const whole = await makePdf([[PROSE], [PROSE]]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: whole.length - 10 }), async (length) => {
        expect((await refusalOf(extractPdf(whole.subarray(0, length)))).code).toBe('damaged-document');
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a locked file, and reads one whose lock needs no password to read', async () => {
    const locked = await makePdf([['Secret']], { userPassword: 'open', ownerPassword: 'change' });
    expect((await refusalOf(extractPdf(locked))).code).toBe('encrypted-document');
    const readable = await makePdf([['Readable']], { ownerPassword: 'change' });
    expect(shown(await extractPdf(readable))).toEqual([['paragraph', 'Readable']]);
  });

  it('refuses what only begins and ends like a PDF', async () => {
    const refusal = await refusalOf(extractPdf(Buffer.from('%PDF-1.7\nnothing\n%%EOF\n')));
    expect(refusal.code).toBe('damaged-document');
  });

  it('refuses more than 2,000 pages', async () => {
    const pages = await makePdf(Array.from({ length: 2_001 }, () => []));
    expect((await refusalOf(extractPdf(pages))).code).toBe('too-many-pages');
  });

  it('refuses a page with more than a million letters and drawing operations, as a few kilobytes may hold', async () => {
    const line = `BT /F1 9 Tf (${'word '.repeat(4_000)}) Tj ET\n`;
    const refusal = await refusalOf(extractPdf(rawPdf([{ content: line.repeat(51) }])));
    expect(refusal.text).toContain('page 1 of the PDF has more than 1000000');
    expect(refusal.code).toBe('output-too-large');
  });
});

describe('lines of a column', () => {
  const linesOf = (texts: readonly string[]) =>
    texts.map((text, i) => ({
      text,
      start: 0,
      end: text.length * 5,
      base: i * 12,
      size: 10,
      firstWord: 5,
      isRtl: false,
    }));

  it('become paragraphs without a word lost, added or moved', () => {
    const line = fc
      .array(fc.stringMatching(/^[A-Za-z0-9.:-]{1,12}$/), { maxLength: 15 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const letters = (texts: readonly string[]) => texts.join('').replaceAll(' ', '');
        expect(letters(paragraphsOf(linesOf(lines)))).toBe(letters(lines));
      }),
    );
  });

  it('keep a hyphen at the end of a line, as it is on the page', () => {
    const full = 'this line is as long as the lines of this page are and ends in well-';
    expect(
      paragraphsOf(linesOf([full, 'known words, and goes on as long as the other lines of the page do.'])),
    ).toEqual([`${full}known words, and goes on as long as the other lines of the page do.`]);
  });
});
