/**
 * Walks a parsed HTML tree and writes its blocks in reading order, each run with its visibility.
 * Guarantees: text that is shown appears once and in order; scripts and styles are never text; what is not shown is kept as
 * hidden runs. HTML files, DOCX and mail come through here, and Markdown for the HTML in it.
 * It does not judge visibility itself: see `visibility.ts`; nor how deliberate hiding is: see `severity.ts`.
 */
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Finding } from '../../../filters/finding.ts';
import type { Block, Hidden, Locator } from '../../stages.ts';
import type { BlockDraft, BlockWriter } from '../blocks.ts';
import { UnreadableDocument } from '../format.ts';
import { imageRuns, linkRuns } from '../targets.ts';
import { fieldText } from './controls.ts';
import { familyName } from './css/sheets.ts';
import { BLOCK_ELEMENTS, NOT_TEXT } from './elements.ts';
import { asideEvidence } from './evidence.ts';
import { blockStyle, type Inside, isBlock } from './inside.ts';
import { LineWriter } from './line.ts';
import { readsBackwards, reversed } from './reversed.ts';
import { isOffPage, takesRoom } from './room.ts';
import { settleSeverities } from './severity.ts';
import { cellsOf, isDataTable, rowsOf } from './table.ts';
import { type HtmlElement, Styles, type View } from './visibility.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Deepest nesting that is read. Browsers stop at 512. */
const MAX_DEPTH = 1_000;

/** Longest text that counts as the name of a link or button, in UTF-16 units. */
const MAX_NAME_CHARS = 40;
/** Fewer letters than this in an embedded font are icons. */
const MIN_EMBEDDED_LETTERS = 40;
const CONTROLS: ReadonlySet<string> = new Set(['a', 'button', 'label', 'summary']);
export interface WalkOptions {
  readonly writer: BlockWriter;
  /** Whether the source is HTML that a person wrote, so that line numbers mean something; added to the lines that the parser counts. */
  readonly lineOffset?: number;
  /** The part of a mail that this is. */
  readonly part?: string;
}

/** Writes the text below `root`; gives back what is to be said of the styles. Throws `too-deeply-nested`. */
export function walkHtml(root: Parent, options: WalkOptions): readonly Finding[] {
  return new Walker(options, root).walk(root);
}

class Walker {
  readonly #options: WalkOptions;
  readonly #styles: Styles;
  readonly #drafts: BlockDraft[] = [];
  /** Letters that are shown in a font which the page carries in itself. */
  #embeddedLetters = 0;
  readonly #line = new LineWriter();
  #open: { kind: Block['kind']; level: number | undefined; preformatted: boolean; locator: Locator } | undefined;
  /** Bullet or number that the next text of a list item starts with. */
  #marker = '';

  constructor(options: WalkOptions, root: Parent) {
    this.#options = options;
    this.#styles = new Styles(root);
  }

  walk(root: Parent): readonly Finding[] {
    const { writer, part } = this.#options;
    const view = this.#styles.page;
    this.#children(root, {
      kind: 'paragraph',
      preformatted: false,
      isAside: false,
      inCell: false,
      depth: 0,
      view,
      isControl: false,
    });
    this.#close();
    for (const draft of settleSeverities(this.#drafts, part !== undefined)) writer.add(draft);
    for (const draft of asideEvidence(root, this.#styles.sheets.generated, this.#options)) writer.add(draft);
    return this.#findings();
  }

  #findings(): readonly Finding[] {
    const where = this.#options.part ?? 'document';
    if (this.#embeddedLetters < MIN_EMBEDDED_LETTERS) return [];
    const excerpt = [...this.#styles.sheets.embeddedFonts].join(', ').slice(0, 80);
    return [{ technique: 'css-embedded-font', severity: 'low', where, excerpt }];
  }

  #children(parent: Parent, inside: Inside): void {
    if (inside.depth > MAX_DEPTH) {
      throw new UnreadableDocument('too-deeply-nested', `the document nests elements more than ${MAX_DEPTH} deep`);
    }
    const { view } = inside;
    const isBackwards =
      view.isReversed && parent.childNodes.every((one) => !('value' in one) || readsBackwards(one.value));
    for (const child of isBackwards ? [...parent.childNodes].reverse() : parent.childNodes) this.#node(child, inside);
  }

  #node(node: Node, inside: Inside): void {
    if ('tagName' in node) {
      this.#element(node, inside);
    } else if (node.nodeName === '#text' && 'value' in node) {
      this.#words(node.value, inside, node);
    } else if (node.nodeName === '#comment' && 'data' in node) {
      // A comment opens no block that a person would see, but it is evidence and keeps its place.
      this.#text(node.data, inside, { technique: 'html-comment', severity: 'info' }, node);
    }
  }

  #element(element: HtmlElement, outside: Inside): void {
    const tag = element.tagName;
    if (NOT_TEXT.has(tag)) return;
    const view = this.#styles.enter(element, outside.view);
    const inside: Inside = {
      ...outside,
      view,
      isControl: outside.isControl || CONTROLS.has(tag),
      isAside: outside.isAside || view.isOutOfFlow,
      depth: outside.depth + 1,
    };

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

    const field = fieldText(element);
    if (field !== undefined) this.#words(field, { ...inside, view: { ...view, folded: undefined } }, element);
    const { gone } = view;
    if (isOffPage(gone) && this.#line.isShowing) {
      // Taken off the page, a block does not end the line that it stands in.
      this.#line.add([{ text: '\n', hidden: gone }]);
      this.#children(element, inside);
      return;
    }
    if (!BLOCK_ELEMENTS.has(tag) && !(gone === undefined && isBlock(view))) {
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
    else this.#children(element, { ...blockStyle(tag, inside), isAside: false });
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
        const { gone } = this.#styles.enter(child, inside.view);
        if (!isOffPage(gone)) number += 1;
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
      const rowView = this.#rowView(row, table, inside.view);
      const inRow: Inside = { ...style, view: rowView };
      if (index > 0 && this.#open !== undefined) this.#line.newLine();
      let hasCell = false;
      for (const cell of cellsOf(row)) {
        const view = this.#styles.enter(cell, rowView);
        const isThere = !isOffPage(view.gone);
        if (hasCell) this.#text(' | ', inRow, view.gone, cell);
        hasCell ||= isThere;
        this.#children(cell, { ...inRow, view });
      }
    }
    this.#close();
  }

  /** What a row hands down, by way of the group that it stands in. */
  #rowView(row: HtmlElement, table: HtmlElement, view: View): View {
    const group = row.parentNode;
    const around = group !== null && group !== table && 'tagName' in group ? this.#styles.enter(group, view) : view;
    return this.#styles.enter(row, around);
  }

  /** Text of the document, seen or not. */
  #words(text: string, inside: Inside, source: Node): void {
    const length = text.trim().length;
    const hidden = length === 0 ? inside.view.gone : this.#styles.textHides(inside.view, length);
    const isName = hidden?.severity === 'high' && inside.isControl && length <= MAX_NAME_CHARS;
    if (hidden === undefined) this.#countEmbedded(inside.view, length);
    const isBackwards = hidden === undefined && inside.view.isReversed && readsBackwards(text);
    this.#text(isBackwards ? reversed(text) : text, inside, isName ? { ...hidden, severity: 'info' } : hidden, source);
  }

  #countEmbedded(view: View, length: number): void {
    const { embeddedFonts } = this.#styles.sheets;
    if (embeddedFonts.size === 0 || length === 0) return;
    const first = familyName(view.inherited.family.split(',')[0] ?? '');
    if (embeddedFonts.has(first)) this.#embeddedLetters += length;
  }

  #text(text: string, inside: Inside, hidden: Hidden | undefined, source: Node): void {
    const blank = text.trim() === '';
    if (text === '' || (blank && this.#open === undefined && (hidden !== undefined || !inside.preformatted))) return;
    const leavesGap = hidden !== undefined && !inside.isAside && takesRoom(hidden);
    if (blank && hidden !== undefined) {
      if (leavesGap) this.#line.flow(' ', undefined);
      return;
    }
    this.#ensureOpen(inside, source, hidden);
    if (inside.preformatted && hidden === undefined) this.#line.exact(text);
    else this.#line.flow(text, hidden, leavesGap);
  }

  #break(inside: Inside): void {
    if (inside.inCell) this.#line.flow(' ', undefined);
    else if (this.#open !== undefined && inside.view.gone === undefined) this.#line.newLine();
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
      this.#line.exact(marker);
    }
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    this.#drafts.push({
      kind: open.kind,
      ...(open.level === undefined ? {} : { level: open.level }),
      runs: this.#line.take(open.preformatted),
      locator: open.locator,
    });
  }
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
