/**
 * Opens a PDF with pdf.js, the same way for every look at it.
 * Guarantees: what is locked, cut off, broken or too long is refused with its code; nothing is fetched or run: no fonts of the system,
 * no code made from strings, no forms of the XFA kind. It imports pdf.js itself, the library under `pdf-parse`: that package keeps
 * the open document to itself, and the drawing operations of a page can be had from nowhere else.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { UnreadableDocument } from '../format.ts';

const MAX_PAGES = 2_000;
/** Where the mark of the file's end is looked for, from the end. Readers look in the last 1,024 bytes; some writers pad. */
const TAIL_BYTES = 2_048;

const DAMAGED = 'the PDF is damaged or cut off';

/** As it was before pdf.js came, where this module did. */
const { push } = Array.prototype;

export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly pageCount: number;
  /** Frees the document. Nothing of it may be used afterwards. */
  close(): Promise<void>;
}

/** What pdf.js draws with. Classes, which pdf.js makes instances of; its own are taken when they are not given. */
export interface DrawingFactories {
  readonly CanvasFactory: object;
  readonly FilterFactory: object;
}

export interface OpenOptions extends Partial<DrawingFactories> {
  /** Any error in a page fails the page; else pdf.js reads on and leaves out what it could not read. */
  readonly isStrict: boolean;
}

/** Opens a document; the bytes stay the caller's. Throws {@link UnreadableDocument} for what is locked, damaged or too long. */
export async function openPdf(bytes: Uint8Array, { isStrict, ...factories }: OpenOptions): Promise<OpenPdf> {
  if (!Buffer.from(bytes.subarray(-TAIL_BYTES)).includes('%%EOF')) {
    throw new UnreadableDocument('damaged-document', `${DAMAGED}: the mark of its end is missing`);
  }
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    // pdf.js takes the array away from its owner: give it a copy.
    data: new Uint8Array(bytes),
    stopAtErrors: isStrict,
    // Outlines of glyphs stay at hand, for comparing their shapes and for drawing them without a system font.
    fontExtraProperties: true,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    useWorkerFetch: false,
    enableXfa: false,
    verbosity: 0,
    ...resources(),
    ...factories,
  });
  const close = (): Promise<void> => task.destroy();
  try {
    const document = await task.promise;
    restorePush();
    if (document.numPages > MAX_PAGES) {
      throw new UnreadableDocument('too-many-pages', `the PDF has ${document.numPages} pages, more than ${MAX_PAGES}`);
    }
    return { document, pageCount: document.numPages, close };
  } catch (error) {
    await close();
    throw refusalOf(error);
  }
}

/**
 * pdf.js, and its worker again, put a `push` of their own in place of Node's, for lists that are frozen or longer than any here. It is
 * eight times slower, for all that runs in the process.
 */
function restorePush(): void {
  if (Array.prototype.push !== push) Object.defineProperty(Array.prototype, 'push', { value: push });
}

/** The refusal that an error of pdf.js comes to, by its name: the classes are not all exported. Others are handed back as they are. */
function refusalOf(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException')
    return new UnreadableDocument('encrypted-document', 'the PDF is locked with a password');
  if (name === 'InvalidPDFException') return damagedDocument();
  return error;
}

export function damagedDocument(): UnreadableDocument {
  return new UnreadableDocument('damaged-document', DAMAGED);
}

interface Resources {
  readonly cMapUrl: string;
  readonly cMapPacked: boolean;
  readonly standardFontDataUrl: string;
  readonly wasmUrl: string;
  readonly iccUrl: string;
}

/** What comes with pdf.js: maps of East Asian characters, outlines of the base fonts, decoders of pictures. Each path ends in a slash. */
function resources(): Resources {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return {
    cMapUrl: `${join(root, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
    wasmUrl: `${join(root, 'wasm')}/`,
    iccUrl: `${join(root, 'iccs')}/`,
  };
}
