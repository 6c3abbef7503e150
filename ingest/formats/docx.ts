/**
 * Word documents (.docx): headings, paragraphs, lists and tables by way of HTML; pictures are left out.
 * Guarantees: the archive is measured before it is opened for reading, nothing outside it is read, and styles that the document
 * itself brings for the conversion are ignored. It can't tell hidden text yet: what Word would not show is in the text.
 */
import mammoth from 'mammoth';
import { parseFragment } from 'parse5';
import { BlockWriter } from './blocks.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { walkHtml } from './html/walk.ts';
import { macroFindings } from './macros.ts';
import { inspectArchive } from './zip-guard.ts';

const MAIN_PART = 'word/document.xml';

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Quote'] => blockquote > p:fresh"];

export async function extractDocx(bytes: Uint8Array): Promise<RawExtract> {
  const names = await inspectArchive(bytes);
  if (!names.has(MAIN_PART)) {
    throw new UnreadableDocument('unsupported-format', 'the file is an archive, but not a Word document');
  }
  const fragment = parseFragment(await toHtml(bytes));
  const writer = new BlockWriter();
  walkHtml(fragment, { writer });
  const title = writer.firstHeading();
  return {
    format: 'docx',
    ...(title === undefined ? {} : { title }),
    blocks: writer.blocks,
    findings: macroFindings(names),
  };
}

async function toHtml(bytes: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: STYLES,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      },
    );
    return value;
  } catch {
    throw new UnreadableDocument('damaged-document', 'the Word document is damaged');
  }
}
