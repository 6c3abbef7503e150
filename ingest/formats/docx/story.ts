/**
 * Reads the paragraphs and tables of a part (body, header, note, text box) in the order that a reader meets them, and writes them into the
 * skeleton. Guarantees: every paragraph is written once; text boxes follow the paragraph that they are anchored in.
 */
import { UnreadableDocument } from '../format.ts';
import { alternatives } from '../ooxml/alternate.ts';
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { extentOf } from './extent.ts';
import { closedFields, FieldStack } from './fields.ts';
import { LineReader, type LineScope } from './line.ts';
import { whyOutside } from './outside.ts';
import { type Paper, shaded } from './paper.ts';
import { isOn, numberOf, readParagraphProperties, readRunProperties } from './properties.ts';
import { evidence, type PartContext, type Scope, type WordContext } from './scope.ts';
import type { Section } from './sections.ts';
import type { Piece, Skeleton } from './skeleton.ts';
import { isUnderShape, mayHavePaintBehind, type Painted, readStage } from './stage.ts';
import { numberingOf, type StyleLayer } from './styles.ts';
import { type CellPosition, cellLayer, tableLook } from './table-format.ts';
import { flattened, mergeOf, roomOf, whyNarrow, whyTableOutside } from './table-shape.ts';
import { tidied } from './tidy.ts';
import { leastHeight, pointsOf, type Unseen } from './verdict.ts';

/** Where a part's text goes, and what is known of it from outside. */
interface StoryOptions {
  readonly part: string;
  /** The part's root, or the part of it that is this story. */
  readonly root: XmlElement;
  /** For people: `header`, `footnote`; nothing for the body. */
  readonly label?: string;
  readonly sections: readonly Section[];
  readonly skeleton: Skeleton;
}

const DELETED: Unseen = { technique: 'docx-deleted', why: 'a deleted row, cell or paragraph, with changes tracked' };
const MERGED: Unseen = { technique: 'docx-merged-cell', why: 'the cell is merged into the one before or above it' };
const CLIPPED: Unseen = { technique: 'docx-clipped', why: 'below the end of a row or box of fixed height' };
const COVERED: Unseen = { technique: 'docx-covered', why: 'a shape is painted over the paragraph' };
/** Tables within tables: deeper ones would fail once all of the document is read. */
const MAX_TABLES_DEEP = 240;
const EMPTY: StyleLayer = { run: {}, paragraph: {} };

export const OPEN_SCOPE: Omit<Scope, 'paper'> = { table: EMPTY };

export class Story {
  readonly #options: StoryOptions;
  readonly #context: PartContext;
  #fields = new FieldStack();
  #stage: readonly Painted[] | undefined;
  #section = 0;
  /** How many tables the present place stands in. */
  #tables = 0;
  /** Low estimates of where the text has got to: from each paragraph of this page, and from its top. */
  #layout: { below: Map<XmlElement, number>; top: number };
  /** Pieces of paragraphs whose marks were deleted: they run on into the next. */
  #runOn: Piece[] = [];
  /** What the first paragraph starts with: the mark of a note. */
  #opening: Piece[] = [];

  constructor(context: WordContext, options: StoryOptions) {
    this.#options = options;
    const page = options.sections[0]?.page;
    if (page === undefined) throw new TypeError('a document has a section');
    // Headers stand above the text, footers and notes below it.
    const top = { header: 0, footer: page?.height ?? 0 }[options.label ?? ''] ?? page?.top ?? 0;
    this.#layout = { below: new Map(), top };
    this.#context = {
      ...context,
      part: options.part,
      page,
      paragraph: 0,
      run: 0,
      closedFields: closedFields(options.root),
    };
  }

  read(blocks: readonly (XmlElement | string)[], scope: Scope, opening: readonly Piece[] = []): void {
    this.#opening = [...opening];
    this.#blocks(blocks, scope);
    this.#flush();
  }

  #blocks(blocks: readonly (XmlElement | string)[], scope: Scope): void {
    for (const block of blocks) if (typeof block !== 'string') this.#block(block, scope);
  }

  #block(block: XmlElement, scope: Scope): void {
    switch (block.name) {
      case 'w:p':
        this.#paragraph(block, scope);
        break;
      case 'w:tbl':
        this.#flush();
        this.#table(block, scope);
        break;
      case 'w:sdt': {
        const line = this.#line();
        line.control(block);
        this.#runOn.push(...line.pieces);
        this.#blocks(childOf(block, 'w:sdtContent')?.children ?? [], scope);
        break;
      }
      case 'w:customXml':
      case 'w:smartTag':
      case 'w:ins':
      case 'w:moveTo':
        this.#blocks(block.children, scope);
        break;
      case 'w:del':
      case 'w:moveFrom':
        this.#blocks(block.children, { ...scope, hidden: scope.hidden ?? DELETED });
        break;
      case 'mc:AlternateContent':
        this.#blocks(alternatives(block).chosen, scope);
        break;
      case 'm:oMathPara':
      case 'm:oMath':
        this.#paragraph({ ...block, name: 'w:p', children: [block] }, scope);
        break;
      case 'w:r':
      case 'w:hyperlink':
        // Some programs leave the paragraph out.
        this.#paragraph({ ...block, name: 'w:p', children: [block] }, scope);
        break;
      default:
        if (!block.name.includes(':')) {
          const line = this.#line();
          line.foreign(block);
          this.#runOn.push(...line.pieces);
        }
        break;
    }
  }

  #line(): LineReader {
    return new LineReader(this.#context, this.#fields, () => this.#painted());
  }

  #painted(): readonly Painted[] {
    const { page, colours, pack, part } = this.#context;
    this.#stage ??= readStage(this.#options.root, page, colours, (id) => pack.isSolidPicture(part, id));
    return this.#stage;
  }

  #paragraph(paragraph: XmlElement, outside: Scope): void {
    this.#context.paragraph += 1;
    this.#context.run = 0;
    const { styles, colours } = this.#context;
    this.#context.page = this.#options.sections[this.#section]?.page ?? this.#context.page;
    const pPr = childOf(paragraph, 'w:pPr');
    const mark = childOf(pPr, 'w:rPr');
    const styleId = childOf(pPr, 'w:pStyle')?.attributes.get('w:val');
    const style = styles.paragraph(styleId);
    const numPr = childOf(pPr, 'w:numPr');
    const numbering = numPr === undefined ? style.numbering : numberingOf(numPr);
    const properties = {
      ...styles.defaults.paragraph,
      ...outside.table.paragraph,
      ...style.paragraph,
      ...(numbering?.id === undefined ? {} : styles.indent(numbering.id, numbering.level)),
      ...readParagraphProperties(pPr),
    };
    const markPoints = pointsOf({
      ...styles.defaults.run,
      ...outside.table.run,
      ...style.run,
      ...readRunProperties(mark),
    });
    const hidden =
      outside.hidden ??
      whyOutside(properties, this.#context.page) ??
      whyClipped(outside, pointsOf(style.run), markPoints);
    const ground = this.#ground(paragraph, outside, markPoints);
    const why = hidden ?? ground.hidden;
    const scope: LineScope = {
      ...outside,
      paragraph: properties,
      paragraphRun: style.run,
      paper: shaded(ground.paper, properties.shading, colours),
      ...(why === undefined ? {} : { hidden: why }),
    };
    const line = this.#line();
    line.read(paragraph.children, scope);
    if (childOf(pPr, 'w:sectPr') !== undefined) this.#section += 1;

    const pieces = [...this.#opening, ...this.#runOn, ...line.pieces];
    this.#opening = [];
    this.#runOn = [];
    const isMarkDeleted = childOf(mark, 'w:del') !== undefined || childOf(mark, 'w:moveFrom') !== undefined;
    if (isMarkDeleted && line.texts.length === 0) this.#runOn = pieces;
    else {
      const { skeleton, label } = this.#options;
      skeleton.paragraph({
        pieces: tidied(pieces),
        ...(label === undefined ? {} : { part: label }),
        ...(styleId === undefined ? {} : { style: styleId }),
        ...(numPr === undefined ? {} : { numbering: numberingOf(numPr) }),
      });
    }
    this.#boxes(line, outside);
  }

  /** What shapes behind and in front of the text do to a paragraph. */
  #ground(paragraph: XmlElement, { paper }: Scope, points: number): { paper: Paper; hidden?: Unseen } {
    const stage = this.#painted();
    if (stage.length === 0) return { paper };
    const { page } = this.#context;
    const extent = extentOf(paragraph, points, page.width - page.left - page.right);
    if (extent.breaksPage) this.#layout = { below: new Map(), top: page.top };
    const { below, top } = this.#layout;
    if (stage.some((painted) => painted.paragraph === paragraph)) below.set(paragraph, 0);
    const around = { paragraph, page, below, pageTop: top, ...extent };
    const hidden = isUnderShape(stage, around) ? COVERED : undefined;
    const behind = mayHavePaintBehind(stage, around) ? 'unknown' : paper;
    for (const [anchor, distance] of below) below.set(anchor, distance + extent.height);
    this.#layout = { below, top: top + extent.height };
    return { paper: behind, ...(hidden === undefined ? {} : { hidden }) };
  }

  /** Text boxes and other texts beside the paragraph. */
  #boxes(line: LineReader, outside: Scope): void {
    const { skeleton, label } = this.#options;
    for (const text of line.texts) {
      const { paper, shapeInk, height, stretched, content, lines = [] } = text;
      const hidden = text.hidden ?? outside.hidden;
      const scope: Scope = {
        paper,
        table: EMPTY,
        ...(shapeInk === undefined ? {} : { shapeInk }),
        ...(stretched === undefined ? {} : { stretched }),
        ...(height === undefined ? {} : { room: { height, taken: 0 } }),
        ...(hidden === undefined ? {} : { hidden }),
      };
      for (const plain of lines) {
        const piece = hidden === undefined ? { text: plain } : evidence(plain, hidden, this.#context);
        skeleton.paragraph({ pieces: [piece], ...(label === undefined ? {} : { part: label }) });
      }
      if (content === undefined) continue;
      const fields = this.#fields;
      this.#fields = new FieldStack();
      this.#blocks(content.children, scope);
      this.#flush();
      this.#fields = fields;
    }
  }

  #table(table: XmlElement, outside: Scope): void {
    this.#tables += 1;
    if (this.#tables > MAX_TABLES_DEEP) {
      throw new UnreadableDocument('too-deeply-nested', `the document nests tables more than ${MAX_TABLES_DEEP} deep`);
    }
    const { skeleton } = this.#options;
    const { styles, colours } = this.#context;
    const properties = childOf(table, 'w:tblPr');
    const styleId = childOf(properties, 'w:tblStyle')?.attributes.get('w:val');
    const style = styles.table(styleId);
    const look = tableLook(properties);
    for (const name of ['w:tblCaption', 'w:tblDescription']) {
      const text = childOf(properties, name)?.attributes.get('w:val') ?? '';
      const why: Unseen = { technique: 'docx-table-description', why: 'for screen readers' };
      if (text.trim() !== '') skeleton.displaced([evidence(text, why, this.#context)]);
    }
    const rows = flattened(table, 'w:tr');
    const grid = childOf(table, 'w:tblGrid');
    const columns = grid === undefined ? 1 : childrenOf(grid, 'w:gridCol').length;
    const away = outside.hidden ?? whyTableOutside(properties, this.#context.page);
    const ground = shaded(outside.paper, childOf(properties, 'w:shd'), colours);
    const isFixed = childOf(properties, 'w:tblLayout')?.attributes.get('w:type') === 'fixed';
    // Columns in which a merge has begun: what continues it is not shown.
    const merges = new Set<number>();
    this.#layout = { below: new Map(), top: this.#layout.top };
    skeleton.openTable();
    for (const [rowIndex, row] of rows.entries()) {
      const rowProperties = childOf(row.element, 'w:trPr');
      const header = childOf(rowProperties, 'w:tblHeader');
      const room = roomOf(rowProperties);
      const rowHidden = away ?? (row.deleted || childOf(rowProperties, 'w:del') !== undefined ? DELETED : undefined);
      skeleton.openRow(header !== undefined && isOn(header));
      let column = numberOf(childOf(rowProperties, 'w:gridBefore')?.attributes.get('w:val')) ?? 0;
      for (const cell of flattened(row.element, 'w:tc')) {
        const tcPr = childOf(cell.element, 'w:tcPr');
        const span = Math.max(1, Math.min(1_000, numberOf(childOf(tcPr, 'w:gridSpan')?.attributes.get('w:val')) ?? 1));
        const at: CellPosition = {
          row: rowIndex,
          rows: rows.length,
          column,
          columns: Math.max(columns, column + span),
        };
        const layer = cellLayer(style, look, { ...at, column: column + span >= columns ? at.columns - 1 : column });
        const first = cellLayer(style, look, at);
        const merge = mergeOf(tcPr, 'w:vMerge');
        const isMerged = (merge === 'continue' && merges.has(column)) || mergeOf(tcPr, 'w:hMerge') === 'continue';
        if (merge !== 'continue') merges.delete(column);
        if (merge === 'restart') merges.add(column);
        const hidden =
          rowHidden ??
          (cell.deleted || childOf(tcPr, 'w:cellDel') !== undefined ? DELETED : undefined) ??
          (isMerged ? MERGED : undefined) ??
          (isFixed ? whyNarrow(tcPr) : undefined);
        const shading = childOf(tcPr, 'w:shd') ?? layer.cellShading ?? first.cellShading;
        skeleton.openCell({ span, ...(merge === undefined || (merge === 'continue' && !isMerged) ? {} : { merge }) });
        this.#blocks(cell.element.children, {
          paper: shaded(ground, shading, colours),
          table: column === 0 ? first : layer,
          ...(room === undefined ? {} : { room: { height: room, taken: 0 } }),
          ...(hidden === undefined ? {} : { hidden }),
        });
        this.#flush();
        skeleton.closeCell();
        column += span;
      }
      skeleton.closeRow();
    }
    this.#layout = { below: new Map(), top: this.#layout.top };
    skeleton.closeTable();
    this.#tables -= 1;
  }

  /** Writes what ran on and found no further paragraph. */
  #flush(): void {
    const pieces = [...this.#opening, ...this.#runOn];
    this.#opening = [];
    this.#runOn = [];
    if (pieces.length === 0) return;
    const { skeleton, label } = this.#options;
    skeleton.paragraph({ pieces: tidied(pieces), ...(label === undefined ? {} : { part: label }) });
  }
}

/** A paragraph that begins below the end of its row or box is cut off. Lines are counted as one each: rather too few than too many. */
function whyClipped({ room }: Scope, points: number, markPoints: number): Unseen | undefined {
  if (room === undefined) return undefined;
  const size = Math.min(points, markPoints);
  const left = room.height - room.taken;
  room.taken += size;
  return left < leastHeight(size) ? CLIPPED : undefined;
}
