/**
 * Reads what stands in a paragraph (runs, links, fields, formulas, rubies, revisions) and gives each piece its visibility.
 * Guarantees: what Word shows is there once and in order; what it does not is there as evidence or not at all.
 * Boxes that float beside the paragraph are handed back, not read.
 */

import { alternatives, checkVariants, saidOtherwise } from '../ooxml/alternate.ts';
import { childOf, textOf, type XmlElement } from '../ooxml/xml.ts';
import { linkRuns } from '../targets.ts';
import { type FieldStack, isNotable, linkOf, shownByCode, showsNothing } from './fields.ts';
import { chosenEntry, controlTexts, formTexts } from './forms.ts';
import { formulaPieces } from './formula.ts';
import type { Paper } from './paper.ts';
import { effectiveRun, type ParagraphProperties, type RunProperties, readRunProperties } from './properties.ts';
import { evidence, type PartContext, type Scope } from './scope.ts';
import { readShapes, type ShapeText } from './shapes.ts';
import type { Piece } from './skeleton.ts';
import type { Painted } from './stage.ts';
import { type Unseen, whyUnseen } from './verdict.ts';

/** What a paragraph gives to its runs. */
export interface LineScope extends Scope {
  readonly paragraph: ParagraphProperties;
  readonly paragraphRun: RunProperties;
  readonly paper: Paper;
  /** Half points that a ruby's text has where its runs don't say. */
  readonly rubySize?: number;
}

const DELETED: Unseen = { technique: 'docx-deleted', why: 'deleted or moved away, with changes tracked' };
const CODE: Unseen = { technique: 'docx-field-code', why: 'the code of a field' };
const SILENT: Unseen = { technique: 'docx-field-data', why: 'the result of a field that shows none' };
const PHANTOM: Unseen = { technique: 'docx-phantom', why: 'a phantom that is not shown' };
const CONTROL: Unseen = { technique: 'docx-control-data', why: 'a property of the control' };

export class LineReader {
  readonly #context: PartContext;
  readonly #fields: FieldStack;
  readonly #stage: () => readonly Painted[];
  /** How many variants the present place stands in. */
  #variants = 0;
  pieces: Piece[] = [];
  texts: ShapeText[] = [];

  constructor(context: PartContext, fields: FieldStack, stage: () => readonly Painted[]) {
    this.#context = context;
    this.#fields = fields;
    this.#stage = stage;
  }

  read(elements: readonly (XmlElement | string)[], scope: LineScope): void {
    for (const element of elements) if (typeof element !== 'string') this.#inline(element, scope);
  }

  #inline(element: XmlElement, scope: LineScope): void {
    switch (element.name) {
      case 'w:r':
      case 'm:r':
        this.#run(element, scope);
        break;
      case 'w:hyperlink':
        this.#hyperlink(element, scope);
        break;
      case 'w:ins':
      case 'w:moveTo':
      case 'w:smartTag':
      case 'w:customXml':
      case 'w:dir':
      case 'w:bdo':
      case 'w:rubyBase':
        this.read(element.children, scope);
        break;
      case 'w:del':
      case 'w:moveFrom':
        this.read(element.children, { ...scope, hidden: scope.hidden ?? DELETED });
        break;
      case 'w:sdt':
        this.control(element);
        this.read(childOf(element, 'w:sdtContent')?.children ?? [], scope);
        break;
      case 'w:fldSimple':
        this.#simpleField(element, scope);
        break;
      case 'mc:AlternateContent':
        this.#alternate(element, scope, (child) => this.#inline(child, scope));
        break;
      case 'm:oMath':
      case 'm:oMathPara':
        for (const piece of formulaPieces(element)) {
          if (piece.run !== undefined) this.#run(piece.run, piece.phantom ? { ...scope, hidden: PHANTOM } : scope);
          else if (piece.text !== '' && !piece.phantom) this.#add(piece.text, scope.hidden);
        }
        break;
      default:
        if (isForeign(element.name)) this.foreign(element);
        break;
    }
  }

  /** Alias, tag and choices of a content control. */
  control(element: XmlElement): void {
    for (const text of controlTexts(element)) this.#note(text, CONTROL);
  }

  /** Text in languages that Word passes over. */
  foreign(element: XmlElement): void {
    this.#note(textOf(element), { technique: 'docx-foreign-markup', why: 'markup that is none of Word’s' });
  }

  #run(run: XmlElement, outside: LineScope): void {
    this.#context.run += 1;
    const rPr = childOf(run, 'w:rPr');
    const isDeleted = childOf(rPr, 'w:del') !== undefined || childOf(rPr, 'w:moveFrom') !== undefined;
    const scope = isDeleted ? { ...outside, hidden: outside.hidden ?? DELETED } : outside;
    let properties: RunProperties | undefined;
    const effective = (): RunProperties => {
      properties ??= this.#effective(rPr, scope);
      return properties;
    };
    for (const child of run.children) {
      if (typeof child !== 'string') this.#runChild(child, scope, effective);
    }
  }

  #runChild(child: XmlElement, scope: LineScope, effective: () => RunProperties): void {
    switch (child.name) {
      case 'w:t':
      case 'm:t':
        this.#text(textOf(child).replace(/[\t\n\r]+/g, ' '), scope, effective);
        break;
      case 'w:tab':
      case 'w:ptab':
        this.#text('\t', scope, effective);
        break;
      case 'w:br':
      case 'w:cr':
        this.#text('\n', scope, effective);
        break;
      case 'w:noBreakHyphen':
        this.#text('\u2011', scope, effective);
        break;
      case 'w:softHyphen':
        this.#text('\u00AD', scope, effective);
        break;
      case 'w:sym':
        if (this.#why('x', scope, effective) === undefined) {
          const { attributes } = child;
          this.pieces.push({ symbol: { font: attributes.get('w:font') ?? '', char: attributes.get('w:char') ?? '' } });
        }
        break;
      case 'w:delText':
        this.#add(textOf(child), scope.hidden ?? DELETED);
        break;
      case 'w:instrText':
        this.#fields.code(textOf(child));
        if (!this.#fields.inCode) this.#add(textOf(child), scope.hidden ?? CODE);
        break;
      case 'w:fldChar':
        this.#fieldMark(child, scope, effective);
        break;
      case 'w:ruby':
        this.#ruby(child, scope);
        break;
      case 'w:footnoteReference':
      case 'w:endnoteReference': {
        const kind = child.name === 'w:footnoteReference' ? 'footnote' : 'endnote';
        const hidden = this.#why('1', scope, effective);
        const mark = this.#context.notes.refer(kind, child.attributes.get('w:id') ?? '', hidden);
        const own = /^(?:1|true|on)$/.test(child.attributes.get('w:customMarkFollows') ?? '');
        if (mark !== undefined && !own && hidden === undefined) this.#add(`[${mark}]`, undefined);
        break;
      }
      case 'w:commentReference': {
        const text = this.#context.comments.anchor(child.attributes.get('w:id') ?? '');
        this.#note(text, { technique: 'docx-comment', why: 'a comment in the margin' });
        break;
      }
      case 'w:drawing':
      case 'w:pict':
      case 'w:object': {
        const hidden = this.#why('x', scope, effective, true);
        const reading = readShapes(child, this.#context, scope, this.#stage(), hidden);
        this.pieces.push(...reading.evidence);
        this.texts.push(...reading.texts);
        break;
      }
      case 'mc:AlternateContent':
        this.#alternate(child, scope, (one) => this.#runChild(one, scope, effective));
        break;
      default:
        if (isForeign(child.name)) this.foreign(child);
        break;
    }
  }

  #text(text: string, scope: LineScope, effective: () => RunProperties): void {
    if (text === '') return;
    const hidden = this.#why(text, scope, effective);
    // A blank of any colour or size keeps words apart; one that is not there at all does not.
    if (hidden !== undefined && text.trim() === '' && isBlankOnly(hidden)) this.#add(text, undefined);
    else this.#add(text, hidden);
  }

  /** `asWhole` leaves out what concerns letters alone: a drawing has no colour or size of text. */
  #why(text: string, scope: LineScope, effective: () => RunProperties, asWhole = false): Unseen | undefined {
    if (scope.hidden !== undefined) return scope.hidden;
    if (this.#fields.inCode) return CODE;
    if (this.#fields.inSilentResult) return SILENT;
    if (asWhole) {
      const { vanish, specVanish } = effective();
      return vanish === true || specVanish === true
        ? { technique: 'docx-vanish', why: 'the font is hidden' }
        : undefined;
    }
    const { paragraph, paper, shapeInk, stretched } = scope;
    const { colours } = this.#context;
    return whyUnseen({
      text,
      run: effective(),
      paragraph,
      paper,
      colours,
      ...(shapeInk === undefined ? {} : { shapeInk }),
      ...(stretched === undefined ? {} : { stretched }),
    });
  }

  #add(text: string, hidden: Unseen | undefined): void {
    if (text === '') return;
    this.pieces.push(hidden === undefined ? { text } : evidence(text, hidden, this.#context));
  }

  #note(text: string | undefined, why: Unseen): void {
    if (text !== undefined && text.trim() !== '') this.#add(text, why);
  }

  #effective(rPr: XmlElement | undefined, scope: LineScope): RunProperties {
    const { styles } = this.#context;
    const direct = readRunProperties(rPr);
    return effectiveRun({
      defaults: styles.defaults.run,
      table: scope.table.run,
      paragraph: scope.paragraphRun,
      character: styles.character(childOf(rPr, 'w:rStyle')?.attributes.get('w:val')),
      direct: scope.rubySize === undefined ? direct : { size: scope.rubySize, ...direct },
    });
  }

  #hyperlink(link: XmlElement, scope: LineScope): void {
    this.read(link.children, scope);
    this.#note(link.attributes.get('w:tooltip'), { technique: 'docx-tooltip', why: 'the screen tip of a link' });
    const relation = this.#context.pack.relationships(this.#context.part).get(link.attributes.get('r:id') ?? '');
    if (relation?.isExternal === true) this.pieces.push(...linkRuns(relation.target));
  }

  #simpleField(field: XmlElement, scope: LineScope): void {
    const code = field.attributes.get('w:instr') ?? '';
    this.#code(code);
    this.read(field.children, showsNothing(code) ? { ...scope, hidden: scope.hidden ?? SILENT } : scope);
  }

  #fieldMark(mark: XmlElement, scope: LineScope, effective: () => RunProperties): void {
    const type = mark.attributes.get('w:fldCharType');
    if (type === 'begin' && this.#context.closedFields.has(mark)) {
      this.#fields.begin(mark);
      this.#formField(mark);
    } else if (type === 'separate') {
      const field = this.#fields.separate();
      if (field !== undefined) this.#code(field.code);
    } else if (type === 'end') {
      const field = this.#fields.end();
      if (field === undefined) return;
      const shown = shownByCode(field.code) || chosenEntry(field.begin, field.code);
      if (shown.trim() === '') this.#code(field.code);
      else this.#text(shown, scope, effective);
    }
  }

  #code(code: string): void {
    const address = linkOf(code);
    if (address !== undefined) this.pieces.push(...linkRuns(address));
    if (isNotable(code)) this.#note(code, CODE);
  }

  /** Help texts, choices and defaults of a form field. */
  #formField(begin: XmlElement): void {
    for (const text of formTexts(begin)) this.#note(text, CONTROL);
  }

  #ruby(ruby: XmlElement, scope: LineScope): void {
    this.read(childOf(ruby, 'w:rubyBase')?.children ?? [], scope);
    const size = Number(childOf(childOf(ruby, 'w:rubyPr'), 'w:hps')?.attributes.get('w:val'));
    const outer = this.pieces;
    this.pieces = [];
    this.read(childOf(ruby, 'w:rt')?.children ?? [], Number.isFinite(size) ? { ...scope, rubySize: size } : scope);
    const inner = this.pieces;
    this.pieces = outer;
    const isSeen = inner.some((piece) => 'text' in piece && piece.hidden === undefined && piece.text.trim() !== '');
    this.pieces.push(...(isSeen ? [{ text: '(' }, ...inner, { text: ')' }] : inner));
  }

  /** Reads the variant that Word shows; another one that says something else is evidence. */
  #alternate(element: XmlElement, scope: LineScope, read: (child: XmlElement) => void): void {
    const found = alternatives(element);
    this.#variants += 1;
    checkVariants(this.#variants);
    for (const child of found.chosen) read(child);
    this.#variants -= 1;
    for (const said of saidOtherwise(found)) {
      this.#note(said, scope.hidden ?? { technique: 'docx-alternate-content', why: 'differs from what is shown' });
    }
  }
}

/** Whether a blank in text that is hidden this way still takes its room. */
function isBlankOnly({ technique }: Unseen): boolean {
  return /^docx-(?:same-colour|transparent|tiny|squeezed|displaced|symbol-font)$/.test(technique);
}

/** Elements of no language that Word draws. */
function isForeign(name: string): boolean {
  return !name.includes(':');
}
