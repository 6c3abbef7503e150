/**
 * PDF: the text of every page, in paragraphs, with page numbers; the title that the file states.
 * Guarantees: a file that is cut off, broken or locked is refused; a page whose content is partly broken is read as far as it
 * goes and says so in a finding. It draws nothing, so it can't tell yet what a person would not see on the page.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Finding } from '../../filters/finding.ts';
import { BlockWriter, oneLine } from './blocks.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { paragraphsOf } from './pdf/paragraphs.ts';

const MAX_PAGES = 2_000;
/** Where the mark of the file's end is looked for, from the end. Readers look in the last 1,024 bytes; some writers pad. */
const TAIL_BYTES = 2_048;

const DAMAGED = 'the PDF is damaged or cut off';

export async function extractPdf(bytes: Uint8Array): Promise<RawExtract> {
  if (!Buffer.from(bytes.subarray(-TAIL_BYTES)).includes('%%EOF')) {
    throw new UnreadableDocument('damaged-document', `${DAMAGED}: the mark of its end is missing`);
  }
  const strict = await readPages(bytes, true).catch((error: unknown) => {
    // A refusal is final. Anything else may be one bad font or image on one page: read on, and say so.
    if (error instanceof UnreadableDocument) throw error;
    return undefined;
  });
  const { title, pages } = strict ?? (await readPages(bytes, false).catch(refuse));

  const writer = new BlockWriter();
  for (const page of pages) {
    for (const text of paragraphsOf(page.text)) {
      writer.add({ kind: 'paragraph', runs: [{ text }], locator: { page: page.number } });
    }
  }
  return {
    format: 'pdf',
    ...(title === '' ? {} : { title }),
    blocks: writer.blocks,
    findings: strict === undefined ? [PARTLY_DAMAGED] : [],
  };
}

const PARTLY_DAMAGED: Finding = {
  technique: 'partly-damaged',
  severity: 'medium',
  where: 'file',
  excerpt: 'parts of the PDF are damaged; text in them may be missing',
};

interface Pages {
  readonly title: string;
  readonly pages: readonly { readonly number: number; readonly text: string }[];
}

async function readPages(bytes: Uint8Array, strict: boolean): Promise<Pages> {
  const { PDFParse, PasswordException, InvalidPDFException } = await loadParser();
  const parser = new PDFParse({
    // The parser takes the array away from its owner: give it a copy.
    data: new Uint8Array(bytes),
    stopAtErrors: strict,
    isEvalSupported: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableFontFace: true,
    enableXfa: false,
    verbosity: 0,
    ...resources(),
  });
  try {
    const { total, info } = await parser.getInfo();
    if (total > MAX_PAGES) {
      throw new UnreadableDocument('too-many-pages', `the PDF has ${total} pages, more than ${MAX_PAGES}`);
    }
    const { pages } = await parser.getText({ pageJoiner: '' });
    const stated: unknown = info?.Title;
    return {
      title: typeof stated === 'string' ? oneLine(stated) : '',
      pages: pages.map((page) => ({ number: page.num, text: page.text })),
    };
  } catch (error) {
    if (error instanceof PasswordException) {
      throw new UnreadableDocument('encrypted-document', 'the PDF is locked with a password');
    }
    if (error instanceof InvalidPDFException) throw new UnreadableDocument('damaged-document', DAMAGED);
    throw error;
  } finally {
    await parser.destroy();
  }
}

function refuse(error: unknown): never {
  if (error instanceof UnreadableDocument) throw error;
  throw new UnreadableDocument('damaged-document', DAMAGED);
}

/** The parser wants `DOMMatrix` when it is loaded and uses it for drawing alone: an empty one spares the sandbox the native canvas. */
async function loadParser() {
  if (!('DOMMatrix' in globalThis)) Object.assign(globalThis, { DOMMatrix: class DOMMatrix {} });
  return import('pdf-parse');
}

/** Character maps and base fonts that come with the parser; without them East Asian text is unreadable. */
function resources(): { cMapUrl: string; cMapPacked: boolean; standardFontDataUrl: string } {
  const parser = createRequire(import.meta.url).resolve('pdf-parse');
  const root = dirname(createRequire(parser).resolve('pdfjs-dist/package.json'));
  return {
    cMapUrl: `${join(root, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
  };
}
