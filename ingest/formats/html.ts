/**
 * HTML files: the text that a browser shows, block by block, with line numbers and the headings above.
 * Scripts, styles and the head are never text; comments and what browsers never draw are kept as hidden runs.
 * It fetches nothing and runs nothing.
 */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { BlockWriter, oneLine } from './blocks.ts';
import { decodeHtml } from './decode.ts';
import type { RawExtract } from './format.ts';
import { walkHtml } from './html/walk.ts';

export async function extractHtml(bytes: Uint8Array): Promise<RawExtract> {
  const document = parse(decodeHtml(bytes), { sourceCodeLocationInfo: true });
  const writer = new BlockWriter();
  const findings = walkHtml(document, { writer, lineOffset: 0 });
  const title = titleOf(document) ?? writer.firstHeading();
  return { format: 'html', ...(title === undefined ? {} : { title }), blocks: writer.blocks, findings };
}

/** Text of the `<title>` in the head: what the tab of a browser shows. */
function titleOf(document: DefaultTreeAdapterTypes.Document): string | undefined {
  const html = child(document, 'html');
  const head = html === undefined ? undefined : child(html, 'head');
  const title = head === undefined ? undefined : child(head, 'title');
  const text = title?.childNodes[0];
  const line = text !== undefined && 'value' in text ? oneLine(text.value) : '';
  return line === '' ? undefined : line;
}

function child(
  parent: DefaultTreeAdapterTypes.ParentNode,
  tagName: string,
): DefaultTreeAdapterTypes.Element | undefined {
  return parent.childNodes.find(
    (node): node is DefaultTreeAdapterTypes.Element => 'tagName' in node && node.tagName === tagName,
  );
}
