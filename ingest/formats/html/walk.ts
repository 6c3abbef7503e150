/**
 * Walks a parsed HTML tree and writes its blocks in reading order, each run with its visibility.
 * Guarantees: text that is shown appears once and in order; scripts and styles are never text; what is not shown is kept as
 * hidden runs. HTML files, DOCX and mail come through here, and Markdown for the HTML in it.
 * It does not judge visibility itself: see `visibility.ts`.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Block, Hidden, Locator } from '../../stages.ts';
import type { BlockWriter } from '../blocks.ts';
import { UnreadableDocument } from '../format.ts';
import { imageRuns, linkRuns } from '../targets.ts';
import { BLOCK_ELEMENTS, NOT_TEXT, PREFORMATTED } from './elements.ts';
import { LineWriter } from './line.ts';
import { cellsOf, isDataTable, rowsOf } from './table.ts';
import { type HtmlElement, hiddenBecause } from './visibility.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Deepest nesting that is read. Browsers stop at 512. */
const MAX_DEPTH = 1_000;

export interface WalkOptions {
  readonly writer: BlockWriter;
  /** Whether the source is HTML that a person wrote, so that line numbers mean something; added to the lines that the parser counts. */
  readonly lineOffset?: number;
  /** The part of a mail that this is. */
  readonly part?: string;
}

/** What an element hands down to those inside it. */
interface Inside {
  readonly kind: Block['kind'];
  readonly level?: number;
  readonly hidden?: Hidden;
  readonly preformatted: boolean;
  /** Inside a table cell: blocks become spaces. */
  readonly inCell: boolean;
  readonly depth: number;
}

/** Writes the text below `root`. Throws `too-deeply-nested`. */
export function walkHtml(root: Parent, options: WalkOptions): void {
  new Walker(options).walk(root);
}

class Walker {
  readonly #options: WalkOptions;
  readonly #line = new LineWriter();
  #open: { kind: Block['kind']; level: number | undefined; preformatted: boolean; locator: Locator } | undefined;
  /** Bullet or number that the next text of a list item starts with. */
  #marker = '';

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  walk(root: Parent): void {
    this.#children(root, { kind: 'paragraph', preformatted: false, inCell: false, depth: 0 });
    this.#close();
  }

  #children(parent: Parent, inside: Inside): void {
    if (inside.depth > MAX_DEPTH) {
      throw new UnreadableDocument('too-deeply-nested', `the document nests elements more than ${MAX_DEPTH} deep`);
    }
    for (const child of parent.childNodes) this.#node(child, inside);
  }

  #node(node: Node, inside: Inside): void {
    if ('tagName' in node) {
      this.#element(node, inside);
    } else if (node.nodeName === '#text' && 'value' in node) {
      this.#text(node.value, inside, inside.hidden, node);
    } else if (node.nodeName === '#comment' && 'data' in node) {
      // A comment opens no block that a person would see, but it is evidence and keeps its place.
      this.#text(node.data, inside, { technique: 'html-comment', severity: 'info' }, node);
    }
  }

  #element(element: HtmlElement, outside: Inside): void {
    const tag = element.tagName;
    if (NOT_TEXT.has(tag)) return;
    const hidden = hiddenBecause(element, outside.hidden);
    const inside: Inside = { ...outside, ...(hidden === undefined ? {} : { hidden }), depth: outside.depth + 1 };

    if (tag === 'br') {
      this.#break(inside);
      return;
    }
    if (tag === 'img') {
      this.#evidence(imageRuns(attribute(element, 'alt'), attribute(element, 'src')), inside, element);
      return;
    }
    if (tag === 'a') this.#evidence(linkRuns(attribute(element, 'href')), inside, element);
    if (tag === 'table' && !inside.inCell && isDataTable(element)) {
      this.#table(element, inside);
      return;
    }
    if (isTemplate(element)) {
      this.#children(element.content, inside);
      return;
    }

    if (!BLOCK_ELEMENTS.has(tag)) {
      this.#children(element, inside);
      return;
    }
    if (inside.inCell) {
      this.#line.flow(' ', undefined);
      this.#children(element, inside);
      this.#line.flow(' ', undefined);
      return;
    }
    this.#close();
    if (tag === 'ol' || tag === 'ul' || tag === 'menu') this.#list(element, inside);
    else this.#children(element, blockStyle(tag, inside));
    this.#close();
    // An item without text must not lend its marker to what follows.
    if (tag === 'li') this.#marker = '';
  }

  #list(list: HtmlElement, inside: Inside): void {
    let number = integer(attribute(list, 'start')) ?? 1;
    for (const child of list.childNodes) {
      if ('tagName' in child && child.tagName === 'li') {
        number = integer(attribute(child, 'value')) ?? number;
        this.#marker = list.tagName === 'ol' ? `${number}. ` : '- ';
        number += 1;
      }
      this.#node(child, inside);
    }
  }

  /** One block for a table of data: a line for each row, ` | ` between cells. */
  #table(table: HtmlElement, inside: Inside): void {
    this.#close();
    for (const caption of table.childNodes) {
      if ('tagName' in caption && caption.tagName === 'caption') this.#element(caption, inside);
    }
    const style: Inside = { ...inside, kind: 'table', inCell: true };
    for (const [index, row] of rowsOf(table).entries()) {
      const rowHidden = hiddenBecause(row, inside.hidden);
      const inRow: Inside = rowHidden === undefined ? style : { ...style, hidden: rowHidden };
      if (index > 0 && this.#open !== undefined) this.#line.newLine();
      for (const [column, cell] of cellsOf(row).entries()) {
        if (column > 0) this.#text(' | ', inRow, inRow.hidden, cell);
        const hidden = hiddenBecause(cell, inRow.hidden);
        this.#children(cell, hidden === undefined ? inRow : { ...inRow, hidden });
      }
    }
    this.#close();
  }

  #text(text: string, inside: Inside, hidden: Hidden | undefined, source: Node): void {
    const blank = text.trim() === '';
    if (text === '' || (blank && (hidden !== undefined || (this.#open === undefined && !inside.preformatted)))) return;
    this.#ensureOpen(inside, source, hidden);
    if (inside.preformatted && hidden === undefined) this.#line.exact(text, hidden);
    else this.#line.flow(text, hidden);
  }

  #break(inside: Inside): void {
    if (inside.inCell) this.#line.flow(' ', undefined);
    else if (this.#open !== undefined && inside.hidden === undefined) this.#line.newLine();
  }

  #evidence(runs: ReturnType<typeof imageRuns>, inside: Inside, source: Node): void {
    if (runs.length === 0) return;
    this.#ensureOpen(inside, source, runs[0]?.hidden);
    this.#line.add(runs);
  }

  #ensureOpen(inside: Inside, source: Node, hidden: Hidden | undefined): void {
    if (this.#open === undefined) {
      const { lineOffset, part } = this.#options;
      const startLine = source.sourceCodeLocation?.startLine;
      this.#open = {
        kind: inside.kind,
        level: inside.level,
        preformatted: inside.preformatted,
        locator: {
          ...(lineOffset === undefined || startLine === undefined ? {} : { line: startLine + lineOffset }),
          ...(part === undefined ? {} : { part }),
        },
      };
    }
    if (this.#marker !== '' && hidden === undefined) {
      const marker = this.#marker;
      this.#marker = '';
      this.#line.exact(marker, undefined);
    }
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    this.#options.writer.add({
      kind: open.kind,
      ...(open.level === undefined ? {} : { level: open.level }),
      runs: this.#line.take(open.preformatted),
      locator: open.locator,
    });
  }
}

function blockStyle(tag: string, inside: Inside): Inside {
  const heading = /^h([1-6])$/.exec(tag)?.[1];
  if (heading !== undefined) return { ...inside, kind: 'heading', level: Number(heading) };
  if (PREFORMATTED.has(tag)) return { ...inside, kind: 'code', preformatted: true };
  if (tag === 'blockquote') return { ...inside, kind: 'quote' };
  if (tag === 'li') return { ...inside, kind: 'list-item' };
  return inside;
}

function isTemplate(element: HtmlElement): element is DefaultTreeAdapterTypes.Template {
  return element.tagName === 'template' && 'content' in element;
}

function attribute(element: HtmlElement, name: string): string {
  return element.attrs.find((one) => one.name === name)?.value ?? '';
}

function integer(text: string): number | undefined {
  return /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}
