/**
 * How deep the lines of a Markdown document nest lists, quotes and footnotes, told before a parser goes down as deep: its cost grows with
 * the square of that. Linear. It looks at the marks of each line only; what nests by indentation is told on the tree.
 */
import { UnreadableDocument } from '../format.ts';

/** Most marks of lists, quotes and footnotes that may open one line. */
const MAX_MARKS = 100;
/** Most of the sum, over all lines, of the squares of their marks. */
const MAX_SQUARES = 2_000_000;

const MARK = /[ \t]*(?:>|[-+*](?![^ \t\r\n])|\d{1,9}[.)](?![^ \t\r\n])|\[\^[^\]\s]{1,200}\]:)/y;
/** Lines that open with a mark, or with a fence of code. */
const LINES = /^[ \t]*(?:(```|~~~)|>|[-+*][ \t]|\d{1,9}[.)][ \t]|\[\^)[^\r\n]*/gm;
const RULE = /^[ \t]*([-*])(?:[ \t]*\1)+[ \t]*$/;

/** Throws `too-deeply-nested`. */
export function checkNesting(text: string): void {
  let squares = 0;
  let isFenced = false;
  for (const line of text.matchAll(LINES)) {
    // Fences as far as they are told without the nesting of blocks: enough to let code be.
    if (line[1] !== undefined) {
      isFenced = !isFenced;
      continue;
    }
    if (isFenced) continue;
    const marks = marksOf(line[0]);
    squares += marks * marks;
    // A line of stars and blanks is a rule.
    if ((marks <= MAX_MARKS && squares <= MAX_SQUARES) || RULE.test(line[0])) continue;
    throw new UnreadableDocument(
      'too-deeply-nested',
      `a line nests more than ${MAX_MARKS} lists and quotes, or many do`,
    );
  }
}

function marksOf(line: string): number {
  let marks = 0;
  MARK.lastIndex = 0;
  while (MARK.test(line)) marks += 1;
  return marks;
}
