/**
 * Text whose letters a style turns around: a person reads them from left to right, so that is the order in which they are written down.
 * Letters of scripts that run from right to left are read as they stand. Long texts are taken to be one line.
 */

/** Text of these, and of private use: with marks of other readers in it, text stays as it is. */
const KEPT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Co}]/u;
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Whether turning the text around changes the order in which it is read. */
export function readsBackwards(text: string): boolean {
  return !KEPT.test(text);
}

export function reversed(text: string): string {
  return Array.from(GRAPHEMES.segment(text), ({ segment }) => segment)
    .reverse()
    .join('');
}
