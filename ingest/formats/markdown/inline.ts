/**
 * The text of one Markdown paragraph, heading or cell as it is shown: marks are gone, words stay, addresses are not words.
 * Comments, titles, what formulas do not draw and what HTML keeps from the page become hidden runs; what HTML does is asked of
 * the rendered page.
 */
import type { PhrasingContent, RootContent, Text } from 'mdast';
import type { Hidden, Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { imageRuns, inertRuns, linkRuns } from '../targets.ts';
import { cutRanges } from './code.ts';
import { type UnseenRange, unseenInMath } from './math.ts';
import type { References } from './references.ts';
import { MARKDOWN_TECHNIQUES } from './techniques.ts';

const TITLE = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-title');
const COMMENT = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-comment');
const EMPTY_LINK = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-empty-link');
const LABEL = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-reference-label');

/** Words of a label that say more than a name. */
const MANY_WORDS = 4;
const LINE_END = /[ \t]*(?:\r\n|\r|\n)[ \t]*/g;

/** What the runs of a line depend on beside the line. */
export interface LineContext {
  readonly references: References;
  hiddenOf(node: RootContent): Hidden | undefined;
}

/** The runs of `nodes`, in order. */
export function inlineRuns(nodes: readonly PhrasingContent[], context: LineContext): Run[] {
  const line = new Line(context, mathIn(nodes));
  return withoutLead(hideBreaks(line.runs(nodes)));
}

class Line {
  readonly #context: LineContext;
  readonly #unseen: ReadonlyMap<Text, readonly UnseenRange[]>;

  constructor(context: LineContext, unseen: ReadonlyMap<Text, readonly UnseenRange[]>) {
    this.#context = context;
    this.#unseen = unseen;
  }

  runs(nodes: readonly PhrasingContent[]): Run[] {
    return nodes.flatMap((node) => this.#runsOf(node));
  }

  #runsOf(node: PhrasingContent): Run[] {
    const { references } = this.#context;
    switch (node.type) {
      case 'text':
        return this.#text(node);
      case 'inlineCode':
        return this.#leaf(node, node.value);
      case 'break':
        return [{ text: '\n' }];
      case 'html':
        return /^<br\b/i.test(node.value) ? [{ text: '\n' }] : commentRuns(node.value);
      case 'emphasis':
      case 'strong':
      case 'delete':
        return this.runs(node.children);
      case 'link':
        return this.#link(node.children, node.url, node.title);
      case 'linkReference': {
        const label = node.referenceType === 'full' ? (node.label ?? '') : '';
        const says = label.split(/\s+/).length >= MANY_WORDS;
        const url = references.urlOf(node.identifier) ?? '';
        return [...this.#link(node.children, url, undefined), ...(says ? [{ text: label, hidden: LABEL }] : [])];
      }
      case 'image':
        return [...imageRuns(node.alt ?? '', node.url), ...titleRuns(node.title)];
      case 'imageReference':
        return imageRuns(node.alt ?? '', references.urlOf(node.identifier) ?? '');
      case 'footnoteReference':
        return this.#leaf(node, `[${node.label ?? node.identifier}]`);
      default: {
        const unknown: never = node;
        throw new TypeError(`unknown inline node ${JSON.stringify((unknown as { type: unknown }).type)}`);
      }
    }
  }

  #leaf(node: PhrasingContent, text: string): Run[] {
    const hidden = this.#context.hiddenOf(node);
    return [hidden === undefined ? { text } : { text, hidden }];
  }

  #text(node: Text): Run[] {
    // A line's end inside a paragraph is shown as a space.
    const flow = (text: string): string => text.replace(LINE_END, ' ');
    const hidden = this.#context.hiddenOf(node);
    if (hidden !== undefined) return [{ text: flow(node.value), hidden }];
    return cutRanges(node.value, this.#unseen.get(node) ?? []).flatMap((run) =>
      run.hidden === undefined ? inertRuns(flow(run.text)) : [run],
    );
  }

  #link(children: readonly PhrasingContent[], url: string, title: string | null | undefined): Run[] {
    const runs = this.runs(children);
    const shown = runs.map((run) => (run.hidden === undefined ? run.text : '')).join('');
    const isEmpty = shown.trim() === '' && !children.some(holdsPicture);
    // A link that spells its own address hides nothing, and what is wrong with that was told where it stands.
    const [only] = children;
    const spelledOut = children.length === 1 && only?.type === 'text' ? only.value : '';
    const isSeen = spelledOut !== '' && [url, url.replace(/^(?:mailto:|http:\/\/)/, '')].includes(spelledOut);
    return [
      ...runs,
      ...(isSeen && shown !== spelledOut ? [] : linkRuns(url, { isSeen })),
      ...(isEmpty && url !== '' ? [{ text: spelled(url), hidden: EMPTY_LINK }] : []),
      ...titleRuns(title),
    ];
  }
}

/** What an HTML comment says, hidden. */
export function commentRuns(html: string, hidden: Hidden = COMMENT): Run[] {
  const text = /^<!--([\s\S]*?)(?:-->)?$/.exec(html)?.[1]?.trim() ?? '';
  return text === '' ? [] : [{ text, hidden }];
}

/** A title that shows only under a resting pointer. */
export function titleRuns(title: string | null | undefined): Run[] {
  const text = title?.trim() ?? '';
  return text === '' ? [] : [{ text, hidden: TITLE }];
}

function holdsPicture(node: PhrasingContent): boolean {
  if (node.type === 'image' || node.type === 'imageReference' || node.type === 'html') return true;
  return 'children' in node && node.children.some(holdsPicture);
}

/** An address with its escapes decoded, to be read as what it says. */
function spelled(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

/** The unseen stretches of each text, by the formulas of the line that it is a part of. */
function mathIn(nodes: readonly PhrasingContent[]): Map<Text, UnseenRange[]> {
  const texts: { node: Text; start: number }[] = [];
  let whole = '';
  const pending = [...nodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'text') {
      texts.push({ node, start: whole.length });
      whole += node.value;
    } else if (node.type === 'break') whole += '\n';
    if ('children' in node) for (const child of [...node.children].reverse()) pending.push(child);
  }
  const unseen = new Map<Text, UnseenRange[]>();
  const ranges = unseenInMath(whole);
  if (ranges.length === 0) return unseen;
  let first = 0;
  for (const { node, start } of texts) {
    const end = start + node.value.length;
    // Both are in order.
    while ((ranges[first]?.end ?? end) <= start && first < ranges.length) first += 1;
    const own: UnseenRange[] = [];
    for (let at = first, range = ranges[at]; range !== undefined && range.start < end; at += 1, range = ranges[at]) {
      own.push({ ...range, start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start });
    }
    if (own.length > 0) unseen.set(node, own);
  }
  return unseen;
}

/** No line begins with a blank, also where a tag stands before it. */
function withoutLead(runs: readonly Run[]): Run[] {
  const first = runs.findIndex((run) => run.hidden === undefined);
  return runs.map((run, index) => (index === first ? { ...run, text: run.text.replace(/^ +/, '') } : run));
}

/** A line break between hidden texts is theirs. */
function hideBreaks(runs: readonly Run[]): Run[] {
  return runs.map((run, index) => {
    if (run.text !== '\n' || run.hidden !== undefined) return run;
    const before = runs[index - 1]?.hidden;
    const after = runs[index + 1]?.hidden;
    return before !== undefined && after !== undefined ? { text: run.text, hidden: before } : run;
  });
}
