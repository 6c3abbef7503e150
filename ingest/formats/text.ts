/**
 * Plain text: paragraphs parted by blank lines, each with the number of its first line.
 * Guarantees: every character of the file is in a block, but for the blank lines and the mark of the encoding.
 * It sees no structure that the text does not have: no headings, no lists.
 */
import { BlockWriter } from './blocks.ts';
import { decodeText } from './decode.ts';
import type { RawExtract } from './format.ts';

export async function extractText(bytes: Uint8Array): Promise<RawExtract> {
  const writer = new BlockWriter();
  addParagraphs(writer, decodeText(bytes));
  return { format: 'text', blocks: writer.blocks, findings: [] };
}

/** Adds the paragraphs of `text` to `writer`; `part` names the part of a mail that it is. */
export function addParagraphs(writer: BlockWriter, text: string, part?: string): void {
  let lines: string[] = [];
  let firstLine = 1;
  const flush = () => {
    writer.add({
      kind: 'paragraph',
      runs: [{ text: lines.join('\n') }],
      locator: part === undefined ? { line: firstLine } : { line: firstLine, part },
    });
    lines = [];
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') {
      flush();
      continue;
    }
    if (lines.length === 0) firstLine = index + 1;
    lines.push(line);
  }
  flush();
}
