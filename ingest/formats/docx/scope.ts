/** What a piece of a Word document hands down to those inside it, and what its parts have in common. */
import type { Hidden, Run } from '../../stages.ts';
import type { Colour } from '../../visibility/contrast.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import type { ColourScope } from '../ooxml/colours.ts';
import type { XmlElement } from '../ooxml/xml.ts';
import type { WordPackage } from './package.ts';
import type { Paper } from './paper.ts';
import type { Page } from './sections.ts';
import type { StyleLayer, StyleSheet } from './styles.ts';
import { DOCX_TECHNIQUES } from './techniques.ts';
import type { Unseen } from './verdict.ts';

/** A row or box of fixed height, and how much of it the paragraphs so far have taken, in points. */
interface Room {
  readonly height: number;
  taken: number;
}

export interface Scope {
  readonly paper: Paper;
  /** What a table's style gives to the cell. */
  readonly table: StyleLayer;
  readonly shapeInk?: Colour;
  readonly room?: Room;
  /** Letters are stretched to the shape around: their own size does not count. */
  readonly stretched?: boolean;
  /** Everything inside is hidden, and why. */
  readonly hidden?: Unseen;
}

/** What is the same in all of a document. */
export interface WordContext {
  readonly pack: WordPackage;
  readonly styles: StyleSheet;
  readonly colours: ColourScope;
  readonly comments: CommentBook;
  readonly notes: NoteBook;
}

/** A part that is being read. */
export interface PartContext extends WordContext {
  readonly part: string;
  /** The page that the present place stands on. */
  page: Page;
  /** Numbers of the present paragraph and run, from 1. */
  paragraph: number;
  run: number;
  readonly closedFields: ReadonlySet<XmlElement>;
}

export interface CommentBook {
  /** The text of a comment; it counts as anchored from now on. */
  anchor(id: string): string | undefined;
}

export interface NoteBook {
  /** Notes that a note is referred to, and gives the mark that stands in the text. */
  refer(kind: 'footnote' | 'endnote', id: string, hidden: Unseen | undefined): string | undefined;
}

const MAX_EDITORS_NOTE = 300;

/** Text that is not seen, with the place that it stands at. */
export function evidence(text: string, unseen: Unseen, at: PartContext | string): Run {
  const place = typeof at === 'string' ? at : `${at.part} p${at.paragraph}${at.run === 0 ? '' : `/r${at.run}`}`;
  return { text, hidden: hidden(text, unseen, place) };
}

function hidden(text: string, { technique, why }: Unseen, place: string): Hidden {
  // Dots, bars and single letters are what layouts are made of.
  const isWord = /\p{L}{2}/u.test(text) || /[\p{L}\p{N}].*[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(text);
  if (!isWord) return hiddenBy(DOCX_TECHNIQUES, technique, { place, why, severity: 'info' });
  // Editors leave notes to each other in hidden letters; whole passages are something else.
  const isPassage = technique === 'docx-vanish' && text.length > MAX_EDITORS_NOTE;
  return hiddenBy(DOCX_TECHNIQUES, technique, { place, why, ...(isPassage ? { severity: 'medium' } : {}) });
}
