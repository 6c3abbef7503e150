/**
 * Joins the lines of a PDF page to paragraphs. A page has no paragraphs of its own: a line that stops well short of the
 * others ends one, and a bullet or number starts one. No word is lost or added, whatever the guess.
 */

/** A line shorter than this share of the page's longest ends its paragraph. */
const SHORT_LINE = 0.75;
const LIST_START = /^\s*(?:[•◦▪‣·–*-]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S/;

/** Paragraphs of a page's text, in order. */
export function paragraphsOf(pageText: string): string[] {
  const lines = pageText.split('\n').map((line) => line.trimEnd());
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const paragraphs: string[] = [];
  let current = '';
  for (const line of lines) {
    if (line.trim() === '' || LIST_START.test(line)) {
      paragraphs.push(current);
      current = '';
    }
    current = joined(current, line);
    if (line.length < longest * SHORT_LINE) {
      paragraphs.push(current);
      current = '';
    }
  }
  paragraphs.push(current);
  return paragraphs.map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '');
}

/** A hyphen at a line's end stays, as it is on the page, and takes no space after it. */
function joined(before: string, line: string): string {
  if (before === '') return line;
  return /\p{L}-$/u.test(before) ? before + line.trimStart() : `${before} ${line.trimStart()}`;
}
