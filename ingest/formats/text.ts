/**
 * Plain text: paragraphs parted by blank lines, each with the number of its first line. A text with escape sequences is read as a
 * terminal shows it, a JSON document as a viewer does.
 * Guarantees: every other text has every character in a block, but for the blank lines, the mark of the encoding, and the scheme of
 * addresses that wait for data (`targets.ts`).
 * It sees no structure that the text does not have: no headings, no lists.
 */
import { excerpt, type Finding } from '../../filters/finding.ts';
import type { Run } from '../stages.ts';
import { BlockWriter } from './blocks.ts';
import { decodeText } from './decode.ts';
import type { RawExtract } from './format.ts';
import { jsonRuns } from './json/document.ts';
import { inertRuns } from './targets.ts';
import { NEEDS_TERMINAL, playTerminal } from './terminal/screen.ts';

type Line = readonly Run[];

/** Blank lines above a text that put it out of sight until somebody scrolls. */
const FAR_BELOW_LINES = 100;
/** Some programs write a carriage return too many. */
const LINE_END = /\r{0,8}\n|\r/;

export async function extractText(bytes: Uint8Array): Promise<RawExtract> {
  const writer = new BlockWriter();
  const text = decodeText(bytes);
  const json = jsonRuns(text);
  const findings = json === undefined ? addParagraphs(writer, text) : addLines(writer, linesOfRuns(json));
  return { format: 'text', blocks: writer.blocks, findings };
}

/** Adds the paragraphs of `text` to `writer`; `part` names the part of a mail that it is. Returns what is odd about their places. */
export function addParagraphs(writer: BlockWriter, text: string, part?: string): Finding[] {
  // No mail program goes back to the start of a line.
  const overwrites = part === undefined && returnsOverwrite(text);
  if (!NEEDS_TERMINAL.test(text) && !overwrites) {
    return addLines(
      writer,
      text.split(LINE_END).map((line) => inertRuns(line)),
      part,
    );
  }
  const { rows, codes } = playTerminal(overwrites ? text.replace(/\r{1,8}\n/g, '\n') : text.replace(/\r\n?/g, '\n'));
  const findings = addLines(writer, rows, part);
  if (codes === '') return findings;
  const seen: Finding = {
    technique: 'terminal-escape',
    severity: 'info',
    where: part ?? 'document',
    excerpt: excerpt(codes.slice(0, 1_000)),
  };
  return [seen, ...findings];
}

function addLines(writer: BlockWriter, lines: readonly Line[], part?: string): Finding[] {
  const findings: Finding[] = [];
  let runs: Run[] = [];
  let hasText = false;
  let firstLine = 1;
  let blank = 0;
  const flush = (): void => {
    writer.add({
      kind: 'paragraph',
      runs,
      locator: part === undefined ? { line: firstLine } : { line: firstLine, part },
    });
    runs = [];
    hasText = false;
  };
  for (const [index, line] of lines.entries()) {
    const isBlank = line.every((run) => run.hidden !== undefined || run.text.trim() === '');
    if (isBlank) {
      const evidence = line.filter((run) => run.hidden !== undefined);
      if (evidence.length === 0 || line.some((run) => run.hidden === undefined)) flush();
      if (runs.length === 0 && evidence.length > 0) firstLine = index + 1;
      for (const run of evidence) runs.push(run);
      blank += 1;
      continue;
    }
    if (!hasText && blank >= FAR_BELOW_LINES && writer.blocks.length > 0) {
      const where = part === undefined ? `line ${index + 1}` : `${part}, line ${index + 1}`;
      findings.push({ technique: 'far-below', severity: 'low', where, excerpt: `below ${blank} blank lines` });
    }
    blank = 0;
    if (runs.length === 0) firstLine = index + 1;
    if (hasText) runs.push({ text: '\n' });
    // One by one: a line may have more runs than a call takes arguments.
    for (const run of line) runs.push(run);
    hasText = true;
  }
  flush();
  return findings;
}

/**
 * Whether a carriage return goes back to the start of its line, as in the log of a terminal, and does not end it. It does where
 * there are line feeds, too; a file that has none was written on an old Mac, unless its one line is written over whole.
 */
function returnsOverwrite(text: string): boolean {
  const lone = /\r(?![\r\n])/.exec(text);
  if (lone === null || lone.index === text.length - 1) return false;
  if (text.includes('\n') || NEEDS_TERMINAL.test(text)) return true;
  const [before = '', after = '', ...more] = text.split('\r');
  return more.length === 0 && after.length >= before.length;
}

function linesOfRuns(runs: readonly Run[]): Line[] {
  const lines: Run[][] = [[]];
  for (const { text, hidden } of runs) {
    if (hidden !== undefined) {
      lines.at(-1)?.push({ text, hidden });
      continue;
    }
    for (const [index, piece] of text.split(LINE_END).entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push({ text: piece });
    }
  }
  return lines;
}
