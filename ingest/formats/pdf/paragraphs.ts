/**
 * Joins the lines of a column to paragraphs. A page has no paragraphs of its own: a gap, a change of size, an indent, a bullet or a line that
 * stops well short begins or ends one. No word is lost or added, whatever the guess.
 */

export interface TextLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly size: number;
  /** Width of its first word. */
  readonly firstWord: number;
  /** Read from right to left. */
  readonly isRtl: boolean;
}

/** A line ends its paragraph when the next one's first word had room after it, with as many ems to spare. */
const ROOM = 1;
/** The margins are those of as many lines around: columns narrow beside pictures. */
const NEAR_LINES = 4;
/** Steps from line to line above the usual one, and sizes apart by this factor, part paragraphs. */
const WIDE_STEP = 1.3;
const OTHER_SIZE = 1.12;
/** An indent of the first line, in ems. */
const INDENT = 0.9;
const MARKER = String.raw`(?:[•◦▪‣·–*-]|\(?\d{1,3}[.)]|[a-z][.)])`;
const LIST_START = new RegExp(String.raw`^\s*${MARKER}\s+\S`);
const LIST_MARKER = new RegExp(`^${MARKER}$`);

/** Paragraphs of a column, in order. */
export function paragraphsOf(lines: readonly TextLine[]): string[] {
  const step = usualStep(lines);
  const paragraphs: string[] = [];
  let current = '';
  let before: TextLine | undefined;
  let count = 0;
  lines.forEach((line, i) => {
    if (before !== undefined && isApart(before, line, { ...marginsAt(lines, i), step, count })) {
      paragraphs.push(current);
      current = '';
      count = 0;
    }
    current = joined(current, line.text);
    before = line;
    count += 1;
  });
  paragraphs.push(current);
  return paragraphs.map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '');
}

interface Margins {
  readonly start: number;
  readonly end: number;
}

interface Course {
  /** The usual distance from line to line. */
  readonly step: number;
  /** Lines that the paragraph has so far. */
  readonly count: number;
}

/** Whether a line begins a paragraph. */
function isApart(above: TextLine, below: TextLine, margins: Margins & Course): boolean {
  if (above.isRtl !== below.isRtl) return true;
  // Lines that are read from right to left begin at their right end: the column is mirrored for them.
  if (!below.isRtl) return isParted(above, below, margins);
  return isParted(mirrored(above), mirrored(below), { ...margins, ...mirrored(margins) });
}

function mirrored<Extent extends Margins>(extent: Extent): Extent {
  return { ...extent, start: -extent.end, end: -extent.start };
}

function isParted(before: TextLine, line: TextLine, { start, end, step, count }: Margins & Course): boolean {
  if (line.base - before.base > WIDE_STEP * step) return true;
  if (Math.max(line.size, before.size) > OTHER_SIZE * Math.min(line.size, before.size)) return true;
  if (LIST_START.test(line.text)) return true;
  if (
    line.start - before.start > INDENT * line.size &&
    before.start - start < 0.3 * line.size &&
    !isListed(before, line)
  ) {
    return true;
  }
  // Back to the margin: after the first line of a paragraph that is an indent, later it is an end.
  const isBack = before.start - line.start > INDENT * line.size;
  if (isBack && (count > 1 || LIST_START.test(before.text))) return !isCentred(before, { start, end });
  // Whichever side is the free one: the left in centred lines and in lines read from right to left.
  const free = end - before.end + (before.start - start);
  return free > line.firstWord + ROOM * line.size;
}

function isCentred(line: TextLine, { start, end }: Margins): boolean {
  return Math.abs(end - line.end - (line.start - start)) < line.size;
}

/** The lines of a list item stand under its first word, not under its bullet. */
function isListed(before: TextLine, line: TextLine): boolean {
  return LIST_START.test(before.text) && line.start - before.start < 4 * line.size;
}

function marginsAt(lines: readonly TextLine[], at: number): Margins {
  let [start, end] = [Infinity, -Infinity];
  for (const line of lines.slice(Math.max(at - NEAR_LINES, 0), at + NEAR_LINES)) {
    start = Math.min(start, line.start);
    end = Math.max(end, line.end);
  }
  return { start, end };
}

/** The step from line to line that is met most, weighed towards the small ones: a column's leading. */
function usualStep(lines: readonly TextLine[]): number {
  const steps: number[] = [];
  lines.forEach((line, i) => {
    const above = lines[i - 1];
    if (above !== undefined && line.base > above.base) steps.push(line.base - above.base);
  });
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 3)] ?? Infinity;
}

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uffef]/u;
const LAST = /.$/su;
const FIRST = /^./su;

/** Whether a text is nothing but the bullet or number of a list item. */
export function isMarker(text: string): boolean {
  return LIST_MARKER.test(text);
}

/** A hyphen at a line's end stays, as it is on the page, and takes no space after it. */
export function joined(before: string, line: string): string {
  const [head, tail] = [before.trimEnd(), line.trimStart()];
  if (head === '' || tail === '') return head + tail;
  if (/\p{L}[-\u2010\u00ad]$/u.test(head)) return head + tail;
  const isUnspaced = UNSPACED.test(LAST.exec(head)?.[0] ?? '') && UNSPACED.test(FIRST.exec(tail)?.[0] ?? '');
  return isUnspaced ? head + tail : `${head} ${tail}`;
}
