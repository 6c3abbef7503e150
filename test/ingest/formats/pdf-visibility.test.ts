import { describe, expect, it } from 'vitest';
import { PDF_TECHNIQUES } from '../../../ingest/formats/pdf/techniques.ts';
import { extractPdf } from '../../../ingest/formats/pdf.ts';
import { hidden, shown } from './helpers.ts';
import { ATTACKS, INNOCENTS, type PdfCase } from './pdf-cases.ts';

async function read({ bytes }: PdfCase) {
  const extract = await extractPdf(bytes);
  return {
    text: shown(extract)
      .map(([, text]) => text)
      .join('\n'),
    cut: hidden(extract).filter(([technique]) => technique in PDF_TECHNIQUES),
    findings: extract.findings,
  };
}

describe('text that a person would not see on a PDF page', () => {
  it.each(ATTACKS)('is cut: $name', async (one) => {
    const { text, cut } = await read(one);
    expect(Object.fromEntries(cut)).toEqual(one.hidden);
    for (const words of one.seen) expect(text).toContain(words);
    for (const words of Object.values(one.hidden)) expect(text).not.toContain(words.split(' ')[0]);
  });
});

describe('text that a person sees on a PDF page', () => {
  it.each(INNOCENTS)('stays: $name', async (one) => {
    const { text, cut, findings } = await read(one);
    expect([cut, findings]).toEqual([[], []]);
    for (const words of one.seen) expect(text).toContain(words);
  });
});
