/** Cuts folded text into sentences, cheaply: at sentence marks followed by white space, at line breaks, and at a bound where neither comes. */
import type { Span } from '../finding.ts';

/** A sentence of at most 400 units of folded text. What is longer is cut, so that a text without marks still has places. */
const SENTENCE = /[^\n]{1,400}?(?:[.!?;。！？؟।](?=\s|["')\]}»」]|$)|[。！？](?=.)|(?=\n)|$)|[^\n]{1,400}/gu;

export function sentences(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(SENTENCE)) {
    if (match[0].trim() !== '') spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}
