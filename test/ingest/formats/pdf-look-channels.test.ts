/** What a PDF carries beside its pages: evidence, never text. */
import { describe, expect, it } from 'vitest';
import { channelBlocks } from '../../../ingest/formats/pdf/channels.ts';
import { openPdf } from '../../../ingest/formats/pdf/open.ts';
import { type RawObject, rawPdf } from './pdf-files.ts';

interface Found {
  readonly technique: string | undefined;
  readonly severity: string | undefined;
  readonly text: string;
  readonly page: number | undefined;
}

async function channelsOf(bytes: Uint8Array): Promise<Found[]> {
  const { document, close } = await openPdf(bytes, { isStrict: false });
  try {
    const blocks = await channelBlocks(document);
    return blocks.flatMap(({ runs, locator }) =>
      runs.map(({ text, hidden }) => ({
        technique: hidden?.technique,
        severity: hidden?.severity,
        text,
        page: locator?.page,
      })),
    );
  } finally {
    await close();
  }
}

const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Writer"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">a stated description</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>';
const note = (flags: number, contents: string): string =>
  `<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /F ${flags} /Contents (${contents}) >>`;
const field = (flags: number, rect: string, name: string): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Tx /T (${name}) /TU (tip of ${name}) /V (value of ${name}) /DV (default of ${name}) /Rect ${rect} /F ${flags} >>`;
const link = (address: string): string =>
  `<< /Type /Annot /Subtype /Link /Rect [10 50 90 60] /A << /S /URI /URI (${address}) >> >>`;

const OBJECTS: Record<string, RawObject> = {
  info: '<< /Title (Quarterly report) /Subject (a stated subject) /Producer (Some Writer 1.0) /CreationDate (D:20260101) /Remark (a remark of its own) >>',
  xmp: { entries: '/Type /Metadata /Subtype /XML', stream: XMP },
  outlines: '<< /Type /Outlines /First @mark /Last @mark /Count 1 >>',
  mark: '<< /Title (First chapter) /Parent @outlines /Dest [@page0 /Fit] >>',
  comment: note(4, 'a review comment'),
  unseen: note(2, 'a hidden comment'),
  unviewed: note(32, 'a comment for printers'),
  open: field(4, '[10 80 90 95]', 'open'),
  shut: field(2, '[10 100 90 115]', 'shut'),
  dot: field(4, '[10 120 10 120]', 'dot'),
  carries: link('https://collect.example/?q={conversation}'),
  plain: link('https://www.example.com/terms'),
  filespec:
    '<< /Type /Filespec /F (invoice.xml) /UF (invoice.xml) /Desc (the same invoice for machines) /EF << /F @file >> >>',
  file: { entries: '/Type /EmbeddedFile', stream: '<invoice/>' },
  structure: '<< /Type /StructTreeRoot /K [@figure] /ParentTree << /Nums [0 [@figure]] >> /ParentTreeNextKey 1 >>',
  figure: '<< /Type /StructElem /S /Figure /P @structure /Pg @page0 /K 0 /Alt (a chart with three bars) >>',
};
const DOCUMENT = rawPdf(
  [
    {
      content: '/Figure << /MCID 0 >> BDC BT /F1 12 Tf 40 360 Td (Page text) Tj ET EMC',
      entries: '/StructParents 0 /Annots [@comment @unseen @unviewed @open @shut @dot @carries @plain]',
    },
  ],
  OBJECTS,
  {
    catalog:
      '/Metadata @xmp /Outlines @outlines /AcroForm << /Fields [@open @shut @dot] >> /MarkInfo << /Marked true >> /StructTreeRoot @structure ' +
      '/Names << /EmbeddedFiles << /Names [(invoice.xml) @filespec] >> /JavaScript << /Names [(start) << /S /JavaScript /JS (app.alert\\("hello"\\)) >>] >> >>',
    trailer: '/Info @info',
  },
);

/** The same for all tests: it is only looked at. */
const FOUND = channelsOf(DOCUMENT);

describe('what a PDF carries beside its pages', () => {
  it.each([
    ['pdf-metadata', 'info', 'a stated subject', undefined],
    ['pdf-metadata', 'info', 'a remark of its own', undefined],
    ['pdf-metadata', 'info', 'a stated description', undefined],
    ['pdf-outline', 'info', 'First chapter', undefined],
    ['pdf-attachment', 'info', 'invoice.xml', undefined],
    ['pdf-attachment', 'info', 'the same invoice for machines', undefined],
    ['pdf-script', 'info', 'app.alert("hello")', undefined],
    ['pdf-annotation', 'info', 'a review comment', 1],
    ['pdf-hidden-annotation', 'low', 'a hidden comment', 1],
    ['pdf-hidden-annotation', 'low', 'a comment for printers', 1],
    ['pdf-annotation', 'info', 'tip of open', 1],
    ['pdf-form-value', 'info', 'default of open', undefined],
    ['pdf-hidden-form-value', 'low', 'value of shut', undefined],
    ['pdf-hidden-form-value', 'low', 'value of dot', 1],
    ['exfiltrating-link', 'medium', 'https://collect.example/?q={conversation}', 1],
    ['pdf-alternate-text', 'info', 'a chart with three bars', 1],
  ])('is evidence: %s, %s: %s', async (technique, severity, text, page) => {
    const found = await FOUND;
    const match = found.find((one) => one.technique === technique && one.text.split('\n').includes(text));
    expect(match).toMatchObject({ severity, page });
  });

  it('is all hidden, and leaves out what every program writes of itself', async () => {
    const found = await FOUND;
    expect(found.every(({ technique }) => technique !== undefined)).toBe(true);
    const all = found.map(({ text }) => text).join('\n');
    for (const ordinary of ['Some Writer', 'D:2026', 'www.example.com', 'Page text'])
      expect(all).not.toContain(ordinary);
  });

  it('is nothing for a plain document', async () => {
    expect(await channelsOf(rawPdf([{ content: 'BT /F1 12 Tf 40 360 Td (Page text) Tj ET' }]))).toEqual([]);
  });

  it('is bounded in number and size', async () => {
    const objects: Record<string, RawObject> = {};
    for (let i = 0; i < 1_700; i += 1) objects[`note${i}`] = note(4, `${i} ${'words '.repeat(20)}`);
    objects.long = note(4, 'x'.repeat(50_000));
    const annots = `/Annots [${Object.keys(objects)
      .reverse()
      .map((name) => `@${name}`)
      .join(' ')}]`;
    const found = await channelsOf(rawPdf([{ content: '', entries: annots }], objects));
    expect(found.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(210_000);
    expect(found.find(({ text }) => text.startsWith('xxx'))).toMatchObject({
      severity: 'low',
      text: 'x'.repeat(4_000),
    });
  });
});
