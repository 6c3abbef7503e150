/**
 * A document that holds the structure of another one and none of its text: `mammoth` reads it and says what is a heading, a list, a table.
 * Every paragraph's text is a token of private-use characters; the runs behind it, seen and hidden, take its place in the blocks.
 * INVARIANT: what reaches `mammoth` was put here on purpose, so that nothing it reads otherwise (other parts, other variants) can be text.
 */
import { Buffer } from 'node:buffer';
import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { parseFragment } from 'parse5';
import type { Run } from '../../stages.ts';
import type { BlockWriter } from '../blocks.ts';
import { UnreadableDocument } from '../format.ts';
import { walkHtml } from '../html/walk.ts';
import type { XmlElement } from '../ooxml/xml.ts';
import { type Passage, PassageWriter, tokenOf } from './passages.ts';
import { escaped, kindsOf, numberedStyles, numberingPart, numberingXml, stylesXml, WORD } from './structure.ts';

/** A picture of a symbol font, which `mammoth` knows the character of. */
interface SymbolPiece {
  readonly symbol: { readonly font: string; readonly char: string };
}
export type Piece = Run | SymbolPiece;

interface PassageDraft {
  /** Where it stands, if not in the body: `header`, `footnote`. */
  readonly part?: string;
  readonly style?: string;
  readonly numbering?: { readonly id?: string; readonly level?: string };
  readonly pieces: readonly Piece[];
}

/** What `mammoth` makes of the kinds of paragraphs that {@link kindsOf} tells apart; everything else is a paragraph. */
const KIND_MAP: Readonly<Record<string, string>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, `p.h${level} => h${level}:fresh`])),
  quote: 'p.quote => blockquote > p:fresh',
};
const LIST_MAP = ['unordered', 'ordered'].flatMap((order) =>
  [1, 2, 3, 4, 5].map((depth) => {
    const own = order === 'ordered' ? 'ol' : 'ul';
    return `p:${order}-list(${depth}) => ${'ul|ol > li > '.repeat(depth - 1)}${own} > li:fresh`;
  }),
);

export class Skeleton {
  readonly #xml: string[] = [];
  readonly #passages: Passage[] = [];
  readonly #rows: { xml: number; passages: number }[] = [];
  readonly #displaced: Run[] = [];
  readonly #kinds: ReadonlyMap<string, string>;
  readonly #numbered: ReadonlySet<string>;
  readonly #usedKinds = new Set<string>();
  /** The list item that hidden paragraphs after it join, so that they don't end its list. */
  #listItem: Passage | undefined;

  constructor(styles: Iterable<XmlElement>, numbering: XmlElement | undefined) {
    this.#kinds = kindsOf(styles);
    this.#numbered = numberedStyles(numbering);
  }

  paragraph({ part, style, numbering, pieces }: PassageDraft): void {
    const hidden = pieces.filter((piece): piece is Run => 'text' in piece && piece.hidden !== undefined);
    const isSeen = pieces.some(
      (piece) => 'symbol' in piece || (piece.hidden === undefined && piece.text.trim() !== ''),
    );
    if (!isSeen && hidden.length > 0 && this.#listItem !== undefined) {
      this.#listItem.runs.push(...hidden);
      return;
    }
    const properties: string[] = [];
    const kind = style === undefined ? undefined : this.#kinds.get(style);
    // A style may bring its numbering with it. Others say nothing of structure, and `mammoth` keeps a note of each that it does not know.
    if (style !== undefined && (kind !== undefined || this.#numbered.has(style)))
      properties.push(`<w:pStyle w:val="${escaped(kind ?? style)}"/>`);
    if (kind !== undefined) this.#usedKinds.add(kind);
    if (isSeen && numbering !== undefined) properties.push(numberingXml(numbering));
    this.#xml.push(`<w:p><w:pPr>${properties.join('')}</w:pPr>`);
    const passages: Passage[] = [];
    for (const piece of isSeen || hidden.length > 0 ? pieces : []) {
      const last = passages.at(-1);
      if ('symbol' in piece) {
        const { font, char } = piece.symbol;
        this.#xml.push(`<w:r><w:sym w:font="${escaped(font)}" w:char="${escaped(char)}"/></w:r>`);
        passages.push(this.#open(part));
      } else (last ?? this.#push(passages, part)).runs.push(piece);
    }
    this.#xml.push('</w:p>');
    this.#listItem = isSeen && numbering !== undefined ? passages.at(-1) : undefined;
  }

  openTable(): void {
    this.#listItem = undefined;
    this.#xml.push('<w:tbl>');
  }

  closeTable(): void {
    this.#listItem = undefined;
    this.#xml.push('</w:tbl>');
  }

  openRow(isHeader: boolean): void {
    this.#rows.push({ xml: this.#xml.length, passages: this.#passages.length });
    this.#xml.push(`<w:tr>${isHeader ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}`);
  }

  /** A row of which nothing is seen leaves no row behind, only its evidence. */
  closeRow(): void {
    this.#listItem = undefined;
    this.#xml.push('</w:tr>');
    const start = this.#rows.pop();
    if (start === undefined) return;
    const runs = this.#passages.slice(start.passages).flatMap((passage) => passage.runs);
    const hasSymbols = this.#xml.slice(start.xml).some((piece) => piece.includes('<w:sym '));
    if (hasSymbols || runs.length === 0 || runs.some((run) => run.hidden === undefined && run.text.trim() !== ''))
      return;
    this.#xml.length = start.xml;
    this.#passages.length = start.passages;
    this.#displaced.push(...runs.filter((run) => run.hidden !== undefined));
  }

  openCell({ span, merge }: { readonly span: number; readonly merge?: 'restart' | 'continue' }): void {
    this.#listItem = undefined;
    const merged = merge === undefined ? '' : `<w:vMerge w:val="${merge}"/>`;
    this.#xml.push(`<w:tc><w:tcPr>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}${merged}</w:tcPr>`);
  }

  closeCell(): void {
    this.#listItem = undefined;
    this.#xml.push('</w:tc>');
  }

  /** Evidence without a place among the blocks. */
  displaced(runs: readonly Run[]): void {
    this.#displaced.push(...runs);
  }

  /** Writes the blocks of the document. Throws `damaged-document`. */
  async write(styles: Iterable<XmlElement>, numbering: XmlElement | undefined): Promise<BlockWriter> {
    const html = await this.#toHtml(stylesXml(styles), numbering);
    const writer = new PassageWriter(this.#passages);
    walkHtml(parseFragment(html), { writer });
    writer.add({ kind: 'paragraph', runs: this.#displaced });
    writer.addLeftOut();
    return writer;
  }

  #push(passages: Passage[], part: string | undefined): Passage {
    const passage = this.#open(part);
    passages.push(passage);
    return passage;
  }

  #open(part: string | undefined): Passage {
    const passage: Passage = part === undefined ? { runs: [] } : { runs: [], part };
    this.#xml.push(`<w:r><w:t>${tokenOf(this.#passages.length)}</w:t></w:r>`);
    this.#passages.push(passage);
    return passage;
  }

  async #toHtml(styles: string, numbering: XmlElement | undefined): Promise<string> {
    const encoder = new TextEncoder();
    const parts = {
      '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>`,
      'word/document.xml': `<w:document xmlns:w="${WORD}"><w:body>${this.#xml.join('')}</w:body></w:document>`,
      'word/styles.xml': styles,
      ...(numbering === undefined ? {} : { 'word/numbering.xml': numberingPart(numbering, styles) }),
    };
    const files = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, encoder.encode(text)]));
    const kinds = [...this.#usedKinds].map((kind) => KIND_MAP[kind]).filter((line) => line !== undefined);
    try {
      const { value } = await mammoth.convertToHtml(
        { buffer: Buffer.from(zipSync(files, { level: 0 })) },
        {
          // Only what the document needs: reading the whole map would take longer than a short document.
          styleMap: [...kinds, ...(numbering === undefined ? [] : LIST_MAP)],
          includeDefaultStyleMap: false,
          includeEmbeddedStyleMap: false,
          externalFileAccess: false,
        },
      );
      return value;
    } catch {
      throw new UnreadableDocument('damaged-document', 'the Word document is damaged');
    }
  }
}
