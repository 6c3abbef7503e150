/**
 * What a PDF carries beside the text on its pages: metadata, bookmarks, names of attachments, scripts, comments, form values, addresses,
 * descriptions for screen readers. None of it is read with the page, so all of it becomes hidden blocks, as evidence.
 * Guarantees: bounded in number and size; a part that can't be read is left out, and the others are still there. Attachments are named,
 * not opened; what annotations show on the page is the walk's.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { BlockDraft } from '../blocks.ts';
import { collectAnnotations } from './channel-annotations.ts';
import { ChannelText } from './channel-text.ts';

/** Pages whose annotations and descriptions are looked at. */
const MAX_PAGES = 500;
const MAX_DEPTH = 30;

/** Blocks that are hidden as a whole, the document's first, then those of each page. */
export async function channelBlocks(document: PDFDocumentProxy): Promise<readonly BlockDraft[]> {
  const text = new ChannelText();
  await attempt(() => collectMetadata(document, text));
  await attempt(() => collectOutline(document, text));
  await attempt(() => collectAttachments(document, text));
  await attempt(async () => collectScripts(await document.getJSActions(), text));
  await attempt(() => collectFields(document, text));
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES) && !text.isFull; number += 1) {
    const page = await document.getPage(number);
    await attempt(() => collectAnnotations(page, text));
    await attempt(async () => collectScripts(await page.getJSActions(), text, number));
    await attempt(async () => collectDescriptions(await page.getStructTree(), text, number));
    page.cleanup();
  }
  return text.blocks();
}

/** One broken part must not keep the others from being looked at. */
async function attempt(part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch {
    // What can't be read here can't be read by a model either.
  }
}

/** What every program writes of itself. */
const ORDINARY_INFO =
  /^(?:Producer|Creator|CreationDate|ModDate|Trapped|PDFFormatVersion|Language|EncryptFilterName|Is[A-Z]\w*)$/;
const ORDINARY_XMP =
  /^(?:xmp:(?!label|nickname)|xmpmm:|xmptpg:|stevt:|stref:|pdf:(?:producer|trapped|pdfversion)|pdfaid:|pdfuaid:|dc:(?:format|language|date)|photoshop:(?!instructions|headline|caption))/i;

async function collectMetadata(document: PDFDocumentProxy, text: ChannelText): Promise<void> {
  const { info, metadata } = await document.getMetadata();
  for (const [name, value] of Object.entries(info)) {
    if (ORDINARY_INFO.test(name)) continue;
    if (name === 'Custom' && isRecord(value)) for (const own of Object.values(value)) text.add('pdf-metadata', own);
    else text.add('pdf-metadata', value);
  }
  if (metadata === null) return;
  for (const entry of metadata as Iterable<unknown>) {
    const [name, value]: unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof name === 'string' && !ORDINARY_XMP.test(name)) text.add('pdf-metadata', value);
  }
}

async function collectOutline(document: PDFDocumentProxy, text: ChannelText): Promise<void> {
  const walk = (items: unknown, depth: number): void => {
    if (!Array.isArray(items) || depth > MAX_DEPTH) return;
    for (const item of items) {
      if (!isRecord(item) || text.isFull) continue;
      text.add('pdf-outline', item.title);
      text.addLink(item.unsafeUrl ?? item.url);
      walk(item.items, depth + 1);
    }
  };
  walk(await document.getOutline(), 0);
}

async function collectAttachments(document: PDFDocumentProxy, text: ChannelText): Promise<void> {
  const attachments: unknown = await document.getAttachments();
  if (!isRecord(attachments)) return;
  for (const attachment of Object.values(attachments)) {
    if (!isRecord(attachment)) continue;
    text.add('pdf-attachment', attachment.filename);
    text.add('pdf-attachment', attachment.description);
  }
}

/** Fields of a form, those on no page included. */
async function collectFields(document: PDFDocumentProxy, text: ChannelText): Promise<void> {
  const fields: unknown = await document.getFieldObjects();
  if (!isRecord(fields)) return;
  for (const field of Object.values(fields).flat()) {
    if (!isRecord(field)) continue;
    const technique = field.hidden === true ? 'pdf-hidden-form-value' : 'pdf-form-value';
    text.add(technique, field.value);
    text.add(technique, field.defaultValue);
  }
}

/** Scripts come by the name of what sets them off, as lists. */
async function collectScripts(actions: unknown, text: ChannelText, page?: number): Promise<void> {
  if (!isRecord(actions)) return;
  for (const scripts of Object.values(actions)) {
    for (const script of Array.isArray(scripts) ? scripts : [scripts]) text.add('pdf-script', script, { page });
  }
}

async function collectDescriptions(root: unknown, text: ChannelText, page: number): Promise<void> {
  const walk = (node: unknown, depth: number): void => {
    if (!isRecord(node) || depth > MAX_DEPTH || text.isFull) return;
    text.add('pdf-alternate-text', node.alt, { page });
    if (Array.isArray(node.children)) for (const child of node.children) walk(child, depth + 1);
  };
  walk(root, 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
