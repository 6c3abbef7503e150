/**
 * The runs of a code block. Code keeps every character, whatever it shows, but for what a page draws from it: diagrams lose their
 * comments and formulas what is not drawn of them. What stands behind the language is for tools, not for readers.
 */
import type { Code } from 'mdast';
import type { Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { type UnseenRange, unseenInFormula } from './math.ts';
import { MARKDOWN_TECHNIQUES } from './techniques.ts';

/** Longest word that is taken for the name of a language. */
const MAX_LANGUAGE = 24;
const DIAGRAM_COMMENT = /^[ \t]*%%.*$/gm;

export function codeRuns({ value, lang, meta }: Code): Run[] {
  const info = [typeof lang === 'string' && lang.length > MAX_LANGUAGE ? lang : '', meta ?? ''].join(' ').trim();
  const hidden = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-code-info');
  return [...cutRanges(value, unseenIn(value, lang)), ...(info === '' ? [] : [{ text: info, hidden }])];
}

/** `text` as runs, parted at ranges that are in order and do not overlap. */
export function cutRanges(text: string, ranges: readonly UnseenRange[]): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const { start, end, hidden } of ranges) {
    runs.push({ text: text.slice(at, start) }, { text: text.slice(start, end).trim(), hidden });
    at = end;
  }
  runs.push({ text: text.slice(at) });
  return runs.filter((run) => run.text !== '');
}

function unseenIn(value: string, lang: string | null | undefined): UnseenRange[] {
  if (lang === 'math') return unseenInFormula(value);
  if (lang !== 'mermaid') return [];
  const hidden = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-diagram-comment');
  return [...value.matchAll(DIAGRAM_COMMENT)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    hidden,
  }));
}
