/**
 * What a browser would show of a Markdown document that has HTML in it. The whole document is written as HTML, with a mark around every
 * text that comes from Markdown, and walked like any page: tags that one block opens and another closes, style sheets and nesting all
 * count. Guarantees: every marked text is either found again, with its visibility, or known to be off the page.
 */
import { createHash } from 'node:crypto';
import type { Root, RootContent } from 'mdast';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Block, Hidden, Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { BlockWriter } from '../blocks.ts';
import { NOT_TEXT } from '../html/elements.ts';
import { walkHtml } from '../html/walk.ts';
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

/** The document as HTML. Each block begins on its own line of the source, so that lines can be told. */
class Page {
  html = '<!doctype html><body>';
  readonly #mark: string;
  readonly #pattern: RegExp;
  readonly #leaves: { readonly node: RootContent; readonly block: RootContent }[] = [];
  readonly #marked = new Set<RootContent>();
  readonly #footnotes: RootContent[] = [];
  #line = 1;

  constructor(root: Root) {
    // No document holds the digest of itself: its own text can't pose as a mark.
    const digest = createHash('sha256')
      .update(JSON.stringify(root.children.map((node) => node.position)))
      .update(textOf(root));
    this.#mark = digest.digest('hex').slice(0, 16);
    this.#pattern = new RegExp(`\\uE000${this.#mark}\\.(\\d+|end)\\uE001`, 'g');
    this.#blocks(root.children);
    // Where they stand when rendered.
    for (const footnote of this.#footnotes)
      if ('children' in footnote) this.#blocks(footnote.children as RootContent[]);
  }

  isMarked(node: RootContent): boolean {
    return this.#marked.has(node);
  }

  /** The pieces of `text` between marks, each with the Markdown text that it is, if any. */
  pieces(text: string): { readonly text: string; readonly mark?: string }[] {
    const pieces: { text: string; mark?: string }[] = [];
    let at = 0;
    for (const match of text.matchAll(this.#pattern)) {
      if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
      pieces.push({ text: '', mark: match[1] ?? 'end' });
      at = match.index + match[0].length;
    }
    if (at < text.length) pieces.push({ text: text.slice(at) });
    return pieces;
  }

  leaf(mark: string): { readonly node: RootContent; readonly block: RootContent } | undefined {
    return this.#leaves[Number(mark)];
  }

  #blocks(nodes: readonly RootContent[]): void {
    for (const node of nodes) this.#block(node);
  }

  #block(node: RootContent): void {
    const line = node.position?.start.line ?? this.#line;
    if (line > this.#line) this.#write('\n'.repeat(line - this.#line));
    switch (node.type) {
      case 'html':
        this.#write(node.value);
        return;
      case 'heading':
        this.#element(`h${node.depth}`, () => this.#inline(node.children, node));
        return;
      case 'paragraph':
        this.#element('p', () => this.#inline(node.children, node));
        return;
      case 'blockquote':
        this.#element('blockquote', () => this.#blocks(node.children));
        return;
      case 'list':
        this.#element(node.ordered === true ? 'ol' : 'ul', () => this.#blocks(node.children));
        return;
      case 'listItem':
        this.#element('li', () => this.#blocks(node.children));
        return;
      case 'code':
        this.#element('pre', () => this.#element('code', () => this.#leaf(node, node, node.value)));
        return;
      case 'table':
        this.#element('table', () => {
          for (const row of node.children) {
            this.#element('tr', () => {
              for (const cell of row.children) this.#element('td', () => this.#inline(cell.children, node));
            });
          }
        });
        return;
      case 'footnoteDefinition':
        this.#footnotes.push(node);
        return;
      default:
        return;
    }
  }

  #inline(nodes: readonly RootContent[], block: RootContent): void {
    for (const node of nodes) {
      switch (node.type) {
        case 'text':
        case 'inlineCode':
          this.#leaf(node, block, node.value);
          break;
        case 'footnoteReference':
          this.#leaf(node, block, node.identifier);
          break;
        case 'break':
          this.#write('<br>');
          break;
        case 'html':
          // Comments are told by whoever reads the line.
          if (!node.value.startsWith('<!--')) this.#write(node.value);
          break;
        case 'emphasis':
          this.#element('em', () => this.#inline(node.children, block));
          break;
        case 'strong':
          this.#element('strong', () => this.#inline(node.children, block));
          break;
        case 'delete':
          this.#element('del', () => this.#inline(node.children, block));
          break;
        case 'link':
        case 'linkReference':
          // Without its address, which is judged elsewhere.
          this.#element('a', () => this.#inline(node.children, block));
          break;
        default:
          break;
      }
    }
  }

  #leaf(node: RootContent, block: RootContent, text: string): void {
    const at = this.#leaves.length;
    this.#leaves.push({ node, block });
    this.#marked.add(node);
    this.#write(`\uE000${this.#mark}.${at}\uE001${asHtml(text)}\uE000${this.#mark}.end\uE001`);
  }

  #element(tag: string, write: () => void): void {
    this.#write(`<${tag}>`);
    write();
    this.#write(`</${tag}>`);
  }

  #write(html: string): void {
    this.html += html;
    for (let at = html.indexOf('\n'); at >= 0; at = html.indexOf('\n', at + 1)) this.#line += 1;
  }
}

function asHtml(text: string): string {
  return text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));
}

function textOf(root: Root): string {
  const texts: string[] = [];
  const pending: RootContent[] = [...root.children];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ('value' in node) texts.push(node.value);
    if ('children' in node) for (const child of node.children) pending.push(child);
  }
  return texts.join('\n');
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
    else current?.evidence.push(...own.filter((run) => run.hidden !== undefined));
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
