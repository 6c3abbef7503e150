/**
 * The blocks of a Markdown tree in reading order: headings, paragraphs, items with their marks, quotes, code and tables as they are shown.
 * What rendering drops becomes hidden runs where it stands. HTML between blocks is not its own: that is judged on the rendered page.
 */
import type {
  Blockquote,
  Code,
  Definition,
  FootnoteDefinition,
  List,
  ListItem,
  PhrasingContent,
  RootContent,
  Table,
  Yaml,
} from 'mdast';
import type { Block, Hidden, Locator, Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { BlockDraft } from '../blocks.ts';
import { UnreadableDocument } from '../format.ts';
import { codeRuns } from './code.ts';
import { frontMatterTitle } from './front-matter.ts';
import { commentRuns, inlineRuns, titleRuns } from './inline.ts';
import type { References } from './references.ts';
import type { Rendered } from './rendered.ts';
import { MARKDOWN_TECHNIQUES } from './techniques.ts';

/** Deepest nesting of lists, quotes and stars that is read. */
const MAX_DEPTH = 200;

const OVERFLOW = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-table-overflow');
const DEFINITION = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-definition');
const FOOTNOTE = hiddenBy(MARKDOWN_TECHNIQUES, 'markdown-footnote');
/** As the HTML walker calls it, which sees the same comments on pages with other HTML. */
const BLOCK_COMMENT: Hidden = { technique: 'html-comment', severity: 'info' };
const FRONT_MATTER = hiddenBy(MARKDOWN_TECHNIQUES, 'front-matter');

interface Inside {
  readonly kind: Block['kind'];
  readonly depth: number;
}

export interface Draft {
  /** The node that it was made of. */
  readonly node: RootContent;
  readonly draft: BlockDraft;
}

export class MarkdownReader {
  readonly drafts: Draft[] = [];
  /** The title that front matter states. */
  title: string | undefined;
  readonly #references: References;
  #rendered: Rendered | undefined;
  /** Bullet or number that the next text of a list item starts with. */
  #marker = '';

  constructor(references: References) {
    this.#references = references;
  }

  /** Throws `too-deeply-nested`. */
  checkDepth(nodes: readonly RootContent[]): void {
    let level: readonly RootContent[] = nodes;
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > MAX_DEPTH) {
        throw new UnreadableDocument(
          'too-deeply-nested',
          `the document nests lists, quotes and emphasis more than ${MAX_DEPTH} deep`,
        );
      }
      level = level.flatMap((node) => ('children' in node ? (node.children as RootContent[]) : []));
    }
  }

  read(nodes: readonly RootContent[], rendered: Rendered | undefined): void {
    this.#rendered = rendered;
    this.#blocks(nodes, { kind: 'paragraph', depth: 0 });
  }

  #blocks(nodes: readonly RootContent[], inside: Inside): void {
    for (const node of nodes) this.#block(node, inside);
  }

  #block(node: RootContent, inside: Inside): void {
    switch (node.type) {
      case 'heading':
        this.#add('heading', node, this.#line(node.children), node.depth);
        return;
      case 'paragraph':
        this.#add(inside.kind, node, this.#line(node.children));
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
        this.#code(node);
        return;
      case 'table':
        this.#add('table', node, this.#tableRuns(node));
        return;
      case 'html':
        // On a rendered page it stands among the page's own blocks.
        if (this.#rendered === undefined) this.#add('paragraph', node, commentsIn(node.value));
        return;
      case 'yaml':
        this.#frontMatter('yaml', node);
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
    else this.#hide(DEFINITION, node, `${node.label}: ${node.url} ${node.title ?? ''}`);
  }

  #footnote(node: FootnoteDefinition, inside: Inside): void {
    if (this.#references.isUsed(node)) {
      this.#marker = `[${node.label ?? node.identifier}] `;
      this.#nested(node, { kind: 'paragraph', depth: inside.depth + 1 });
    } else {
      this.#hide(FOOTNOTE, node, textOf(node.children));
    }
  }

  #nested(node: Blockquote | ListItem | FootnoteDefinition, inside: Inside): void {
    this.#blocks(node.children, inside);
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

  /** One block for the table: a line for each row, ` | ` between cells. What a row has beyond the header is not drawn. */
  #tableRuns(table: Table): Run[] {
    const columns = table.children[0]?.children.length ?? 0;
    return table.children.flatMap((row, rowIndex) => [
      ...(rowIndex === 0 ? [] : [{ text: '\n' }]),
      ...row.children.flatMap((cell, column) => {
        const runs = this.#line(cell.children);
        if (column >= columns) return runs.map((run) => ({ text: run.text.trim(), hidden: run.hidden ?? OVERFLOW }));
        return [...(column === 0 ? [] : [{ text: ' | ' }]), ...runs];
      }),
    ]);
  }

  #line(nodes: readonly PhrasingContent[]): Run[] {
    return inlineRuns(nodes, {
      references: this.#references,
      hiddenOf: (node) => this.#rendered?.hiddenOf(node),
    });
  }

  #code(node: Code): void {
    const hidden = this.#rendered?.hiddenOf(node);
    this.#add('code', node, hidden === undefined ? codeRuns(node) : [{ text: node.value, hidden }]);
  }

  #frontMatter(kind: 'yaml' | 'toml', node: RootContent & { readonly value: string }): void {
    this.title ??= frontMatterTitle(kind, node.value);
    this.#hide(FRONT_MATTER, node, node.value);
  }

  #unknown(node: RootContent): void {
    const { type, value }: { type: string; value?: unknown } = node;
    if (type !== 'toml' || typeof value !== 'string') throw new TypeError(`unexpected ${type} between blocks`);
    this.#frontMatter('toml', { ...(node as Yaml), value });
  }

  #hide(hidden: Hidden, node: RootContent, text: string): void {
    this.#push(node, { kind: 'paragraph', runs: [{ text, hidden }], locator: locatorOf(node) });
  }

  #add(kind: Block['kind'], node: RootContent, runs: readonly Run[], level?: number): void {
    const marked =
      this.#marker !== '' && runs.some((run) => run.hidden === undefined && run.text.trim() !== '') && kind !== 'code';
    this.#push(node, {
      kind,
      ...(level === undefined ? {} : { level }),
      runs: marked ? [{ text: this.#marker }, ...runs] : runs,
      locator: locatorOf(node),
    });
    if (marked) this.#marker = '';
  }

  #push(node: RootContent, draft: BlockDraft): void {
    this.drafts.push({ node, draft });
  }
}

function commentsIn(html: string): Run[] {
  return html.split(/(?<=-->)/).flatMap((comment) => commentRuns(comment.trim(), BLOCK_COMMENT));
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
