/**
 * Markdown (CommonMark with GitHub's tables, task lists, footnotes and front matter) as it is shown when rendered.
 * Guarantees: words that are shown appear once, in order; code keeps every character; comments, front matter, unused
 * definitions and other things that rendering drops are kept as hidden runs. Source: CommonMark 0.31, GFM 0.29.
 */
import type { Blockquote, Definition, FootnoteDefinition, List, ListItem, Root, RootContent, Table } from 'mdast';
import { parseFragment } from 'parse5';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Block, Hidden, Locator, Run } from '../stages.ts';
import { BlockWriter } from './blocks.ts';
import { decodeText } from './decode.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { walkHtml } from './html/walk.ts';
import { inlineRuns, titleRuns } from './markdown/inline.ts';
import { type References, referencesIn } from './markdown/references.ts';

/** Deepest nesting of lists and quotes that is read. */
const MAX_DEPTH = 200;

export async function extractMarkdown(bytes: Uint8Array): Promise<RawExtract> {
  const root: Root = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkFrontmatter, ['yaml', 'toml'])
    .parse(decodeText(bytes));
  const writer = new BlockWriter();
  new MarkdownWriter(writer, referencesIn(root)).write(root.children, { kind: 'paragraph', depth: 0 });
  const title = writer.firstHeading();
  return { format: 'markdown', ...(title === undefined ? {} : { title }), blocks: writer.blocks, findings: [] };
}

interface Inside {
  readonly kind: Block['kind'];
  readonly depth: number;
}

class MarkdownWriter {
  readonly #writer: BlockWriter;
  readonly #references: References;
  /** Bullet or number that the next text of a list item starts with. */
  #marker = '';

  constructor(writer: BlockWriter, references: References) {
    this.#writer = writer;
    this.#references = references;
  }

  write(nodes: readonly RootContent[], inside: Inside): void {
    if (inside.depth > MAX_DEPTH) {
      throw new UnreadableDocument(
        'too-deeply-nested',
        `the document nests lists and quotes more than ${MAX_DEPTH} deep`,
      );
    }
    for (const node of nodes) this.#block(node, inside);
  }

  #block(node: RootContent, inside: Inside): void {
    switch (node.type) {
      case 'heading':
        this.#add('heading', node, inlineRuns(node.children, this.#references), node.depth);
        return;
      case 'paragraph':
        this.#add(inside.kind, node, inlineRuns(node.children, this.#references));
        return;
      case 'blockquote':
        this.#nested(node, { kind: 'quote', depth: inside.depth + 1 });
        return;
      case 'list':
        this.#list(node, inside);
        return;
      case 'listItem':
        this.#item(node, '- ', inside);
        return;
      case 'code':
        this.#add('code', node, [{ text: node.value }, ...infoRuns(node.meta)]);
        return;
      case 'table':
        this.#add('table', node, this.#tableRuns(node));
        return;
      case 'html':
        this.#html(node.value, lineOf(node));
        return;
      case 'yaml':
        this.#hide('front-matter', node, node.value);
        return;
      case 'definition':
        this.#definition(node);
        return;
      case 'footnoteDefinition':
        this.#footnote(node, inside);
        return;
      case 'thematicBreak':
        return;
      default:
        // TOML front matter is unknown to the types; rows, cells and inline nodes stand only where the cases above read them.
        this.#unknown(node);
        return;
    }
  }

  #definition(node: Definition): void {
    if (this.#references.isUsed(node)) this.#add('paragraph', node, titleRuns(node.title));
    else this.#hide('markdown-definition', node, `${node.label}: ${node.url} ${node.title ?? ''}`);
  }

  #footnote(node: FootnoteDefinition, inside: Inside): void {
    if (this.#references.isUsed(node)) {
      this.#marker = `[${node.label ?? node.identifier}] `;
      this.#nested(node, { kind: 'paragraph', depth: inside.depth + 1 });
    } else {
      this.#hide('markdown-footnote', node, textOf(node.children));
    }
  }

  #nested(node: Blockquote | ListItem | FootnoteDefinition, inside: Inside): void {
    this.write(node.children, inside);
    this.#marker = '';
  }

  #list(list: List, inside: Inside): void {
    for (const [index, item] of list.children.entries()) {
      this.#item(item, list.ordered === true ? `${(list.start ?? 1) + index}. ` : '- ', inside);
    }
  }

  #item(item: ListItem, marker: string, inside: Inside): void {
    const box = item.checked === true ? '[x] ' : '[ ] ';
    this.#marker = typeof item.checked === 'boolean' ? `${marker}${box}` : marker;
    this.#nested(item, { kind: 'list-item', depth: inside.depth + 1 });
  }

  /** One block for the table: a line for each row, ` | ` between cells. */
  #tableRuns(table: Table): Run[] {
    return table.children.flatMap((row, rowIndex) => [
      ...(rowIndex === 0 ? [] : [{ text: '\n' }]),
      ...row.children.flatMap((cell, column) => [
        ...(column === 0 ? [] : [{ text: ' | ' }]),
        ...inlineRuns(cell.children, this.#references),
      ]),
    ]);
  }

  #html(html: string, line: number): void {
    const fragment = parseFragment(html, { sourceCodeLocationInfo: true });
    walkHtml(fragment, { writer: this.#writer, lineOffset: line - 1 });
  }

  #unknown(node: RootContent): void {
    const { type, value }: { type: string; value?: unknown } = node;
    if (type !== 'toml' || typeof value !== 'string') throw new TypeError(`unexpected ${type} between blocks`);
    this.#hide('front-matter', node, value);
  }

  #hide(technique: string, node: RootContent, text: string): void {
    const hidden: Hidden = { technique, severity: 'info' };
    this.#writer.add({ kind: 'paragraph', runs: [{ text, hidden }], locator: locatorOf(node) });
  }

  #add(kind: Block['kind'], node: RootContent, runs: readonly Run[], level?: number): void {
    const marked = this.#marker !== '' && runs.some((run) => run.hidden === undefined) && kind !== 'code';
    this.#writer.add({
      kind,
      ...(level === undefined ? {} : { level }),
      runs: marked ? [{ text: this.#marker }, ...runs] : runs,
      locator: locatorOf(node),
    });
    if (marked) this.#marker = '';
  }
}

/** What stands behind the language of a code block is for tools, not for readers. */
function infoRuns(meta: string | null | undefined): Run[] {
  return typeof meta === 'string'
    ? [{ text: meta, hidden: { technique: 'markdown-code-info', severity: 'info' } }]
    : [];
}

function lineOf(node: RootContent): number {
  return node.position?.start.line ?? 1;
}

function locatorOf(node: RootContent): Locator {
  return { line: lineOf(node) };
}

/** All words below the nodes, for evidence. */
function textOf(nodes: readonly RootContent[]): string {
  const words: string[] = [];
  const pending = [...nodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ('value' in node) words.push(node.value);
    if ('children' in node) for (const child of [...node.children].reverse()) pending.push(child);
  }
  return words.join(' ');
}
