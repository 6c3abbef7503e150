/**
 * A Markdown document as HTML, for the eyes of whoever judges what a page shows. Guarantees: every text that comes from Markdown stands
 * between marks that no document can forge, and each block begins on its own line of the source, so that lines can be told.
 */
import { createHash } from 'node:crypto';
import type { Root, RootContent } from 'mdast';

export class Page {
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
