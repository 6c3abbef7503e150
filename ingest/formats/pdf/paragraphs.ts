/**
 * Joins the lines of a PDF page to paragraphs. A page has no paragraphs of its own: a line that stops well short of the
 * usual ends one, and a bullet or number starts one. No word is lost or added, whatever the guess.
 */

/** A line shorter than this share of the page's usual line ends its paragraph. */
const SHORT_LINE = 0.75;
/** A line shorter than this share, after the end of a sentence, is taken for a heading. */
const HEADING_LINE = 0.5;
const LIST_START = /^\s*(?:[•◦▪‣·–*-]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S/;

/** Paragraphs of a page's text, in order. */
export function paragraphsOf(pageText: string): string[] {
  const lines = pageText.split('\n').map((line) => line.trimEnd());
  const usual = usualLength(lines);
  const paragraphs: string[] = [];
  let current = '';
  for (const line of lines) {
    const isHeading = line.length < usual * HEADING_LINE && /[.!?:]$/.test(current);
    if (line.trim() === '' || isHeading || LIST_START.test(line)) {
      paragraphs.push(current);
      current = '';
    }
    current = joined(current, line);
    if (line.length < usual * SHORT_LINE) {
      paragraphs.push(current);
      current = '';
    }
  }
  paragraphs.push(current);
  return paragraphs.map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '');
}

/** The length that half of the page's characters stand in lines of, or longer: headings, tables and one overlong line hardly move it. */
function usualLength(lines: readonly string[]): number {
  const lengths = lines.map((line) => line.length).sort((a, b) => b - a);
  const half = lengths.reduce((sum, length) => sum + length, 0) / 2;
  let passed = 0;
  for (const length of lengths) {
    passed += length;
    if (passed >= half) return length;
  }
  return 0;
}

/** A hyphen at a line's end stays, as it is on the page, and takes no space after it. */
function joined(before: string, line: string): string {
  if (before === '') return line;
  return /\p{L}-$/u.test(before) ? before + line.trimStart() : `${before} ${line.trimStart()}`;
}
