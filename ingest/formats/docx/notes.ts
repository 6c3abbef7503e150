/**
 * Comments, footnotes and endnotes: which of them the text refers to, in which order, and what is left over.
 * Guarantees: a note is read once however often it is referred to; what nothing refers to is evidence.
 */

import type { Run } from '../../stages.ts';
import { childrenOf, textOf, type XmlElement } from '../ooxml/xml.ts';
import type { WordPackage } from './package.ts';
import { type CommentBook, evidence, type NoteBook } from './scope.ts';
import type { Unseen } from './verdict.ts';

type NoteKind = 'footnote' | 'endnote';

export interface Note {
  readonly kind: NoteKind;
  readonly element: XmlElement;
  readonly part: string;
  readonly mark: string;
  readonly hidden?: Unseen;
}

export class Notes implements NoteBook {
  readonly #all = new Map<string, { kind: NoteKind; element: XmlElement; part: string }>();
  readonly #referred = new Map<string, Note>();
  readonly #counts: Record<NoteKind, number> = { footnote: 0, endnote: 0 };

  constructor(pack: WordPackage) {
    for (const kind of ['footnote', 'endnote'] as const) {
      const part = pack.related(pack.mainPart, `${kind}s`)[0];
      const tree = pack.tree(part);
      if (part === undefined || tree === undefined) continue;
      for (const element of childrenOf(tree, `w:${kind}`)) {
        // Separators are notes, too.
        const type = element.attributes.get('w:type') ?? 'normal';
        const key = `${kind} ${element.attributes.get('w:id')}`;
        if (type === 'normal' && !this.#all.has(key)) this.#all.set(key, { kind, element, part });
      }
    }
  }

  refer(kind: NoteKind, id: string, hidden: Unseen | undefined): string | undefined {
    const key = `${kind} ${id}`;
    const known = this.#referred.get(key);
    if (known !== undefined && (known.hidden === undefined || hidden !== undefined)) return known.mark;
    const note = this.#all.get(key);
    if (note === undefined) return undefined;
    if (hidden === undefined) this.#counts[kind] += 1;
    const mark = kind === 'footnote' ? String(this.#counts[kind]) : roman(this.#counts[kind]);
    this.#referred.set(key, { ...note, mark, ...(hidden === undefined ? {} : { hidden }) });
    return mark;
  }

  /** Those that the text refers to, in the order in which it does. */
  referred(): Iterable<Note> {
    return this.#referred.values();
  }

  unreferenced(): Run[] {
    const why: Unseen = { technique: 'docx-unreferenced-note', why: 'nothing refers to the note' };
    return [...this.#all]
      .filter(([key]) => !this.#referred.has(key))
      .map(([key, { element, part }]) => ({ text: textBelow(element), place: `${part} ${key}` }))
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, place }) => evidence(text, why, place));
  }
}

export class Comments implements CommentBook {
  readonly #texts = new Map<string, string>();
  readonly #anchored = new Set<string>();
  readonly #part: string | undefined;

  constructor(pack: WordPackage) {
    this.#part = pack.related(pack.mainPart, 'comments')[0];
    const tree = pack.tree(this.#part);
    for (const comment of tree === undefined ? [] : childrenOf(tree, 'w:comment')) {
      this.#texts.set(comment.attributes.get('w:id') ?? '', textBelow(comment));
    }
  }

  anchor(id: string): string | undefined {
    if (this.#anchored.has(id)) return undefined;
    this.#anchored.add(id);
    return this.#texts.get(id);
  }

  unanchored(): Run[] {
    const why: Unseen = { technique: 'docx-unanchored-comment', why: 'no place in the document is commented' };
    return [...this.#texts]
      .filter(([id, text]) => !this.#anchored.has(id) && text.trim() !== '')
      .map(([id, text]) => evidence(text, why, `${this.#part} comment ${id}`));
  }
}

/** All text of the paragraphs below, whatever it looks like. */
export function textBelow(element: XmlElement): string {
  const lines: string[][] = [];
  const visit = (one: XmlElement, line: string[] | undefined): void => {
    if (one.name === 'w:t') {
      line?.push(textOf(one));
      return;
    }
    // A box's paragraphs stand within the one that it is anchored in, and are lines of their own.
    const own = one.name === 'w:p' ? [] : line;
    if (own !== undefined && own !== line) lines.push(own);
    for (const child of one.children) if (typeof child !== 'string') visit(child, own);
  };
  visit(element, undefined);
  return lines
    .map((line) => line.join(''))
    .filter((line) => line !== '')
    .join('\n');
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let left = number;
  let text = '';
  for (const [value, letters] of ROMAN) {
    while (left >= value && text.length < 20) {
      text += letters;
      left -= value;
    }
  }
  return text;
}
