/**
 * What is not drawn of formulas in Markdown (`$…$`, `$$…$$`, fences called `math`): phantoms, labels, comments, and parts in the colour of
 * paper. The rest of a formula stays as its source. Source: the commands that MathJax and KaTeX share.
 */
import type { Hidden } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { MARKDOWN_TECHNIQUES } from './techniques.ts';

/** A stretch of a text that is not seen, half-open, in UTF-16 units. */
export interface UnseenRange {
  readonly start: number;
  readonly end: number;
  readonly hidden: Hidden;
}

const FORMULA = /\$\$[^$]{1,10000}\$\$|\$(?! )[^$\n]{1,2000}\$/g;
const COMMAND =
  /\\(?:([hv]?phantom|label|style\s*\{[^{}]{0,200}\}|textcolor\s*\{[^{}]{0,40}\})\s*\{|color\s*\{[^{}]{0,40}\})/g;
const PAPER = /\{\s*(?:white|snow|ivory|transparent|#f{3}(?:f{3})?|1\s*,\s*1\s*,\s*1|255\s*,\s*255\s*,\s*255)\s*\}/i;
const UNSEEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*0/i;
const BOX = /\\(?:f?colorbox|bbox)\b/;
const COMMENT = /(^|[^\\])%[^\n]*/g;

/** The unseen stretches of `text`, outermost ones, in order. */
export function unseenInMath(text: string): UnseenRange[] {
  if (!text.includes('$') || !/[\\%]/.test(text)) return [];
  return [...text.matchAll(FORMULA)].flatMap((match) => unseenInFormula(match[0], match.index));
}

/** The same for a text that is a formula as a whole, which begins at `offset` of another. */
export function unseenInFormula(formula: string, offset = 0): UnseenRange[] {
  const ranges: UnseenRange[] = [];
  // On a coloured box white is what is read.
  const hasBox = BOX.test(formula);
  COMMAND.lastIndex = 0;
  for (let match = COMMAND.exec(formula); match !== null; match = COMMAND.exec(formula)) {
    const hidden = hiddenOf(match[0], hasBox);
    if (hidden === undefined) continue;
    const isSwitch = !match[0].endsWith('{');
    const takesGroup = isSwitch && formula[match.index + match[0].length] === '{';
    const opensGroup = !isSwitch || takesGroup;
    // A bare colour holds to the end of the group that it stands in.
    const end = endOfGroup(formula, match.index + match[0].length + (takesGroup ? 1 : 0)) + (opensGroup ? 1 : 0);
    ranges.push({ start: match.index + offset, end: Math.min(end, formula.length) + offset, hidden });
    COMMAND.lastIndex = Math.max(Math.min(end, formula.length), COMMAND.lastIndex);
  }
  if (formula.includes('\n')) {
    const comment = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-math-comment');
    const found = [...ranges];
    let next = 0;
    for (const match of formula.matchAll(COMMENT)) {
      const start = match.index + (match[1]?.length ?? 0) + offset;
      const end = match.index + match[0].length + offset;
      // Both are in order.
      while ((found[next]?.end ?? end) <= start) next += 1;
      if ((found[next]?.start ?? end) >= end) ranges.push({ start, end, hidden: comment });
    }
  }
  return ranges.sort((a, b) => a.start - b.start);
}

function hiddenOf(command: string, hasBox: boolean): Hidden | undefined {
  if (command.startsWith('\\color') || command.startsWith('\\textcolor')) {
    return PAPER.test(command) && !hasBox ? hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-math-white') : undefined;
  }
  if (command.startsWith('\\style') && !UNSEEN_STYLE.test(command)) return undefined;
  return hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-math-unseen');
}

/** Where the group that `from` is in ends: at its brace, or at the end of the formula. */
function endOfGroup(formula: string, from: number): number {
  let depth = 0;
  for (let at = from; at < formula.length; at += 1) {
    const c = formula[at];
    if (c === '\\') at += 1;
    else if (c === '{') depth += 1;
    else if (c === '}') {
      if (depth === 0) return at;
      depth -= 1;
    } else if (c === '$') return at;
  }
  return formula.length;
}
