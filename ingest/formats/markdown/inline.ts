/**
 * The text of one Markdown paragraph, heading or cell as it is shown: marks are gone, words stay, addresses are not words.
 * Comments, titles and what stands in tags that are never shown become hidden runs. It does not judge styles of inline HTML.
 */
import type { PhrasingContent } from 'mdast';
import type { Hidden, Run } from '../../stages.ts';
import { NEVER_SHOWN } from '../html/elements.ts';
import { imageRuns, linkRuns } from '../targets.ts';
import type { References } from './references.ts';

const TITLE: Hidden = { technique: 'markdown-title', severity: 'info' };
const COMMENT: Hidden = { technique: 'markdown-comment', severity: 'info' };

/** The runs of `nodes`, in order. */
export function inlineRuns(nodes: readonly PhrasingContent[], references: References): Run[] {
  const runs: Run[] = [];
  let unseen: { tag: string; hidden: Hidden } | undefined;
  for (const node of nodes) {
    if (node.type === 'html') {
      const tag = tagOf(node.value);
      if (tag === undefined) runs.push(...(unseen === undefined ? commentRuns(node.value) : []));
      else if (unseen === undefined && !tag.closes) unseen = unseenIn(tag.name);
      else if (tag.closes && tag.name === unseen?.tag) unseen = undefined;
      if (tag?.name === 'br' && unseen === undefined) runs.push({ text: '\n' });
      continue;
    }
    const { hidden } = unseen ?? {};
    for (const run of runsOf(node, references)) runs.push(hidden === undefined ? run : { text: run.text, hidden });
  }
  return runs;
}

function runsOf(node: Exclude<PhrasingContent, { type: 'html' }>, references: References): Run[] {
  switch (node.type) {
    case 'text':
      // A line's end inside a paragraph is shown as a space.
      return [{ text: node.value.replace(/[ \t]*(?:\r\n|\r|\n)[ \t]*/g, ' ') }];
    case 'inlineCode':
      return [{ text: node.value }];
    case 'break':
      return [{ text: '\n' }];
    case 'emphasis':
    case 'strong':
    case 'delete':
      return inlineRuns(node.children, references);
    case 'link':
      return [...inlineRuns(node.children, references), ...linkRuns(node.url), ...titleRuns(node.title)];
    case 'linkReference':
      return [...inlineRuns(node.children, references), ...linkRuns(references.urlOf(node.identifier) ?? '')];
    case 'image':
      return [...imageRuns(node.alt ?? '', node.url), ...titleRuns(node.title)];
    case 'imageReference':
      return imageRuns(node.alt ?? '', references.urlOf(node.identifier) ?? '');
    case 'footnoteReference':
      return [{ text: `[${node.label ?? node.identifier}]` }];
    default: {
      const unknown: never = node;
      throw new TypeError(`unknown inline node ${JSON.stringify((unknown as { type: unknown }).type)}`);
    }
  }
}

/** What an HTML comment says, hidden. */
export function commentRuns(html: string): Run[] {
  const text = /^<!--([\s\S]*?)(?:-->)?$/.exec(html)?.[1] ?? '';
  return text.trim() === '' ? [] : [{ text, hidden: COMMENT }];
}

/** A title that shows only under a resting pointer. */
export function titleRuns(title: string | null | undefined): Run[] {
  return title === null || title === undefined || title.trim() === '' ? [] : [{ text: title, hidden: TITLE }];
}

function tagOf(html: string): { name: string; closes: boolean } | undefined {
  const match = /^<(\/?)([a-z][a-z0-9-]*)/i.exec(html);
  return match?.[2] === undefined ? undefined : { name: match[2].toLowerCase(), closes: match[1] === '/' };
}

function unseenIn(tag: string): { tag: string; hidden: Hidden } | undefined {
  const never = NEVER_SHOWN.has(tag) || tag === 'script' || tag === 'style' || tag === 'title';
  return never ? { tag, hidden: { technique: `html-${tag}`, severity: 'info' } } : undefined;
}
