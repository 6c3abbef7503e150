/**
 * What a browser would show of a Markdown document that has HTML in it. The whole document is written as HTML (`page.ts`), with a mark
 * around every text that comes from Markdown, and walked like any page: tags that one block opens and another closes, style sheets and nesting all
 * count. Guarantees: every marked text is either found again, with its visibility, or known to be off the page.
 */
import type { Root, RootContent } from 'mdast';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Block, Hidden, Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { BlockWriter } from '../blocks.ts';
import { NOT_TEXT } from '../html/elements.ts';
import { walkHtml } from '../html/walk.ts';
import { Page } from './page.ts';
import { MARKDOWN_TECHNIQUES } from './techniques.ts';

/** A block of the page: one of Markdown's own, or one that HTML in it makes. */
export type RenderedBlock =
  | { readonly kind: 'markdown'; readonly block: RootContent; readonly evidence: readonly Run[] }
  | { readonly kind: 'html'; readonly block: Block };

export interface Rendered {
  readonly blocks: readonly RenderedBlock[];
  /** Why the text of a Markdown node is not seen. */
  hiddenOf(node: RootContent): Hidden | undefined;
}

/** Comments and nothing else: they need no rendering. */
const ONLY_COMMENTS = /^(?:\s*<!--(?:(?!-->)[\s\S])*-->)+\s*$/;
/** What a page puts around the texts of cells and list items. */
const LAYOUT = /^(?:[\s|]|- |\d{1,9}\. )*$/;
const LINE_BREAK = /^<br\s*\/?>$/i;
const DROPPED = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-html-dropped');

/** Whether `root` has HTML that may decide what is seen. */
export function needsRendering(root: Root): boolean {
  const pending: RootContent[] = [...root.children];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'html' && !ONLY_COMMENTS.test(node.value) && !LINE_BREAK.test(node.value)) return true;
    if ('children' in node) for (const child of node.children) pending.push(child);
  }
  return false;
}

/** Renders `root`. Throws `too-deeply-nested`. */
export function renderMarkdown(root: Root): Rendered {
  const page = new Page(root);
  const document = parse(page.html, { sourceCodeLocationInfo: true });
  const writer = new BlockWriter();
  walkHtml(document, { writer, lineOffset: 0 });
  const found = new Map<RootContent, Hidden | undefined>();
  const blocks = writer.blocks.flatMap((block) => partsOf(block, page, found));
  const lost = tagsAroundLost(document, page);
  return {
    blocks,
    hiddenOf: (node) => {
      if (found.has(node)) return found.get(node);
      return page.isMarked(node) ? (lost.get(node) ?? DROPPED) : undefined;
    },
  };
}

/** Parts a block of the page into Markdown's blocks in it and what HTML adds, and notes the visibility of every marked text. */
function partsOf(block: Block, page: Page, found: Map<RootContent, Hidden | undefined>): RenderedBlock[] {
  const parts: RenderedBlock[] = [];
  let own: Run[] = [];
  let current: { block: RootContent; evidence: Run[] } | undefined;
  let isMarkdown = false;
  let isMarked = false;
  const flush = (): void => {
    const seen = own.map((run) => (run.hidden === undefined ? run.text : '')).join('');
    if (!LAYOUT.test(seen)) parts.push({ kind: 'html', block: { ...block, kind: 'paragraph', runs: trimmed(own) } });
    else for (const run of own) if (run.hidden !== undefined) current?.evidence.push(run);
    own = [];
  };
  for (const run of block.runs) {
    for (const { text, mark } of page.pieces(run.text)) {
      const leaf = mark === undefined || mark === 'end' ? undefined : page.leaf(mark);
      if (mark === 'end') isMarkdown = false;
      else if (leaf !== undefined) {
        isMarkdown = true;
        isMarked = true;
        found.set(leaf.node, run.hidden);
        if (current?.block !== leaf.block) {
          flush();
          current = { block: leaf.block, evidence: [] };
          parts.push({ kind: 'markdown', ...current });
        }
      } else if (!isMarkdown) own.push(run.hidden === undefined ? { text } : { text, hidden: run.hidden });
    }
  }
  if (!isMarked) return [{ kind: 'html', block }];
  flush();
  return parts;
}

/** Without the bars and blanks that parted it from Markdown's own texts. */
function trimmed(runs: readonly Run[]): Run[] {
  const last = runs.findLastIndex((run) => run.hidden === undefined);
  const first = runs.findIndex((run) => run.hidden === undefined);
  return runs.map((run, index) => {
    const start = index === first ? run.text.replace(/^[\s|]+/, '') : run.text;
    return { ...run, text: index === last ? start.replace(/[\s|]+$/, '') : start };
  });
}

/** Texts of Markdown that HTML made part of a script, a style sheet or the like. */
function tagsAroundLost(document: DefaultTreeAdapterTypes.Document, page: Page): Map<RootContent, Hidden> {
  const lost = new Map<RootContent, Hidden>();
  const pending: { node: DefaultTreeAdapterTypes.Node; tag: string | undefined }[] = [
    { node: document, tag: undefined },
  ];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const { node } = at;
    const tag = at.tag ?? ('tagName' in node && NOT_TEXT.has(node.tagName) ? node.tagName : undefined);
    if (tag !== undefined && 'value' in node) {
      for (const { mark } of page.pieces(node.value)) {
        const leaf = mark === undefined ? undefined : page.leaf(mark);
        if (leaf !== undefined) lost.set(leaf.node, { technique: `html-${tag}`, severity: 'info' });
      }
    }
    if ('childNodes' in node) for (const child of node.childNodes) pending.push({ node: child, tag });
  }
  return lost;
}
