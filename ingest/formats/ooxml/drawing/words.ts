/**
 * Text bodies as runs of blocks: paragraph by paragraph, each stretch with its visibility. Shared by all that holds DrawingML text:
 * shapes and tables of slides, diagrams, charts, and boxes on the sheets of a workbook.
 */
import type { Hidden, Run } from '../../../stages.ts';
import type { BlockDraft } from '../../blocks.ts';
import type { Body, Span } from './body.ts';

/** Why a span of the paragraph is not seen. */
export type Judge = (span: Span, paragraph: number) => Hidden | undefined;

/** Every paragraph with text, as runs. The marker of a list item is there where something of the item is seen. */
export function paragraphRuns(body: Body, judge: Judge): { readonly runs: readonly Run[]; readonly isItem: boolean }[] {
  return body.paragraphs.flatMap(({ spans, marker }, index) => {
    const runs = spans.map((span): Run => {
      // White space shows nothing either way; it stays with what stands beside it.
      const hidden = span.text.trim() === '' ? undefined : judge(span, index);
      return hidden === undefined ? { text: span.text } : { text: span.text, hidden };
    });
    if (!runs.some(({ text }) => text.trim() !== '')) return [];
    const isSeen = runs.some((run) => run.hidden === undefined && run.text.trim() !== '');
    return [{ runs: isSeen && marker !== '' ? [{ text: marker }, ...runs] : runs, isItem: marker !== '' }];
  });
}

/** The paragraphs as blocks of their own. */
export function bodyBlocks(body: Body, judge: Judge, locator: BlockDraft['locator']): BlockDraft[] {
  return paragraphRuns(body, judge).map(({ runs, isItem }) => ({
    kind: isItem ? 'list-item' : 'paragraph',
    runs,
    ...(locator === undefined ? {} : { locator }),
  }));
}

/** The paragraphs in one line. */
export function inOneLine(body: Body, judge: Judge): Run[] {
  return paragraphRuns(body, judge).flatMap(({ runs }, index) => {
    const line = runs.map((run) => ({ ...run, text: run.text.replace(/\s*\n\s*/g, ' ') }));
    return index === 0 ? line : [{ text: ' ' }, ...line];
  });
}
