/**
 * PDF: the text of every page as a person sees it, in paragraphs, with page numbers; what is on the pages and not seen, as hidden runs;
 * the title that the file states; what it carries beside its pages, as hidden blocks at the end. One page after another: its operations are walked, then its glyphs are judged, then laid out.
 * Guarantees: a file that is cut off, broken or locked is refused; a page whose content is partly broken is read as far as it goes and
 * says so in a finding.
 */
import type { Finding } from '../../filters/finding.ts';
import { BlockWriter, oneLine } from './blocks.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { PageCanvasFactory, PageFilterFactory } from './pdf/canvas.ts';
import { channelBlocks } from './pdf/channels.ts';
import { createPageJudge } from './pdf/judge.ts';
import { layersOf } from './pdf/layers.ts';
import { layOut } from './pdf/layout.ts';
import { damagedDocument, type OpenPdf, openPdf } from './pdf/open.ts';
import { walkPage } from './pdf/walk.ts';

export async function extractPdf(bytes: Uint8Array): Promise<RawExtract> {
  const strict = await readPdf(bytes, true).catch((error: unknown) => {
    // A refusal is final. Anything else may be one bad font or image on one page: read on, and say so.
    if (error instanceof UnreadableDocument) throw error;
    return undefined;
  });
  if (strict !== undefined) return strict;
  const lenient = await readPdf(bytes, false).catch((error: unknown) => {
    throw error instanceof UnreadableDocument ? error : damagedDocument();
  });
  return { ...lenient, findings: [PARTLY_DAMAGED, ...lenient.findings] };
}

const PARTLY_DAMAGED: Finding = {
  technique: 'partly-damaged',
  severity: 'medium',
  where: 'file',
  excerpt: 'parts of the PDF are damaged; text in them may be missing',
};

async function readPdf(bytes: Uint8Array, isStrict: boolean): Promise<RawExtract> {
  const pdf = await openPdf(bytes, { isStrict, CanvasFactory: PageCanvasFactory, FilterFactory: PageFilterFactory });
  try {
    const writer = new BlockWriter();
    const findings = await readPages(pdf, writer, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    for (const block of await channelBlocks(pdf.document)) writer.add(block);
    const title = await statedTitle(pdf);
    return { format: 'pdf', ...(title === '' ? {} : { title }), blocks: writer.blocks, findings };
  } finally {
    await pdf.close();
  }
}

async function readPages(
  { document, pageCount }: OpenPdf,
  writer: BlockWriter,
  file: Buffer,
): Promise<readonly Finding[]> {
  const judge = createPageJudge(document);
  const layers = await layersOf(document);
  for (let number = 1; number <= pageCount; number += 1) {
    const page = await document.getPage(number);
    const judged = await judge.judge(page, await walkPage(page, layers, file));
    for (const block of layOut(number, judged)) writer.add(block);
    page.cleanup();
  }
  return judge.findings;
}

async function statedTitle({ document }: OpenPdf): Promise<string> {
  const { info } = await document.getMetadata();
  const { Title: stated } = info as { Title?: unknown };
  return typeof stated === 'string' ? oneLine(stated) : '';
}
