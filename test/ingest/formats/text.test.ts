import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractText } from '../../../ingest/formats/text.ts';
import { bytesOf, refusalOf, shown } from './helpers.ts';

describe('plain text', () => {
  it('parts paragraphs at blank lines and numbers their first lines', async () => {
    const extract = await extractText(bytesOf('\n\none\ntwo\n  \nthree\r\n\r\nfour'));
    expect(extract.blocks.map(({ runs, locator }) => [runs[0]?.text, locator.line])).toEqual([
      ['one\ntwo', 3],
      ['three', 6],
      ['four', 8],
    ]);
  });

  it('loses no line that has something on it, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (any) => {
        // What a terminal carries out has tests of its own.
        const text = any.replace(/[\b\r\x1b\x90\x98\x9b\x9d-\x9f]/g, '');
        const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
        const kept = shown(await extractText(bytesOf(text))).flatMap(([, paragraph]) => paragraph.split('\n'));
        expect(kept).toEqual(lines.filter((line) => line.trim() !== ''));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['UTF-8', bytesOf('Grüße, ‏سلام 🏴')],
    ['UTF-8 with a mark', bytesOf('\ufeffGrüße, ‏سلام 🏴')],
    ['UTF-16, little end first', Buffer.from('\ufeffGrüße, ‏سلام 🏴', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeffGrüße, ‏سلام 🏴', 'utf16le').swap16()],
  ])('reads %s, without the mark', async (_name, bytes) => {
    expect(shown(await extractText(bytes))).toEqual([['paragraph', 'Grüße, ‏سلام 🏴']]);
  });

  it.each([
    ['a byte that is none', [0x61, 0x62, 0xff, 0x63], 2],
    ['an end in the middle of a character', [0x61, 0xe2, 0x82], 3],
    ['an overlong form', [0x61, 0xc0, 0xaf], 1],
  ])('refuses %s and says where', async (_name, bytes, offset) => {
    const refusal = await refusalOf(extractText(Uint8Array.from(bytes)));
    expect(refusal.code).toBe('invalid-encoding');
    expect(refusal.text).toContain(`byte ${offset} `);
  });

  it('refuses a lone surrogate in UTF-16', async () => {
    const refusal = await refusalOf(extractText(Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8, 0x61, 0x00])));
    expect(refusal.code).toBe('invalid-encoding');
  });
});
