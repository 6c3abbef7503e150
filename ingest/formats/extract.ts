/**
 * One document, any format: sniff, then the one reader for it. Readers and their libraries are loaded when first needed, so that
 * a fresh sandbox starts quickly. Runs in the sandbox's child; calling it elsewhere gives up everything the sandbox is for.
 */
import type { Format } from '../stages.ts';
import type { RawExtract, Reader } from './format.ts';
import { sniffFormat } from './sniff.ts';

/** Reads a document whole. Throws `UnreadableDocument`. */
export async function extractDocument(bytes: Uint8Array, fileName?: string, declared?: Format): Promise<RawExtract> {
  const { format, findings } = await sniffFormat(bytes, fileName, declared);
  const read = await readerOf(format);
  const extract = await read(bytes);
  return { ...extract, findings: [...findings, ...extract.findings] };
}

async function readerOf(format: Format): Promise<Reader> {
  switch (format) {
    case 'markdown':
      return (await import('./markdown.ts')).extractMarkdown;
    case 'text':
      return (await import('./text.ts')).extractText;
    case 'html':
      return (await import('./html.ts')).extractHtml;
    case 'pdf':
      return (await import('./pdf.ts')).extractPdf;
    case 'docx':
      return (await import('./docx.ts')).extractDocx;
    case 'pptx':
      return (await import('./pptx.ts')).extractPptx;
    case 'csv':
      return (await import('./csv.ts')).extractCsv;
    case 'jsonl':
      return (await import('./jsonl.ts')).extractJsonl;
    case 'xlsx':
      return (await import('./xlsx.ts')).extractXlsx;
    case 'email':
      return (await import('./email.ts')).extractEmail;
    default: {
      const never: never = format;
      throw new TypeError(`unknown format ${JSON.stringify(never)}`);
    }
  }
}
