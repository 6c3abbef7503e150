/**
 * Reads the words of books into one trie for all languages, and finds them in folded text: from each place where a word may begin the trie is
 * walked as far as it goes. Its depth, and the words a gap may skip, are bounded, so that work grows with the length of the text and no faster.
 */

import type { Span } from '../../../finding.ts';
import type { Kind, LanguageBook } from './book.ts';
import { spellTerms } from './notation.ts';
import { UNSPACED_LETTER } from './script.ts';

/** Words that ` ~ ` may skip. */
const GAP_WORDS = 3;
/** Units that a rest of a word (`*`), and a skipped word, may have. */
const REST = 24;
/** The same in scripts without spaces, where a rest has no end to see. */
const UNSPACED_REST = 10;
const STOPS = new Set('.!?;。!?;؟؛।\n');
const LETTER = /[\p{L}\p{M}\p{N}]/u;
/** Particles that Arabic and Hebrew write as one with the next word. */
const CLITICS = new Set('وفبلكاوهبلمشכ');

interface Entry {
  readonly book: LanguageBook;
  readonly kind: Kind;
  /** Any rest of the last word may follow. */
  readonly isOpen: boolean;
}

interface Node {
  readonly next: Map<number, Node>;
  entries: Entry[];
  /** After any rest of the word. */
  rest?: Node;
  /** After up to {@link GAP_WORDS} words. */
  gap?: Node;
}

/** A term at a place of folded text. */
export interface Sighting extends Span {
  readonly book: LanguageBook;
  readonly kind: Kind;
}

export interface Terms {
  /** In order of their starts. */
  find(folded: string): Sighting[];
}

export function compileTerms(books: readonly LanguageBook[]): Terms {
  const root: Node = { next: new Map(), entries: [] };
  for (const book of books) {
    for (const [kind, list] of Object.entries(book.words ?? {}) as [Kind, string][]) {
      for (const term of spellTerms(list)) insert(root, term, book, kind);
    }
  }
  return { find: (folded) => find(root, folded) };
}

function insert(root: Node, term: string, book: LanguageBook, kind: Kind): void {
  const isOpen = term.endsWith('*');
  const steps = isOpen ? term.slice(0, -1) : term;
  let node = root;
  for (let i = 0; i < steps.length; i += 1) {
    if (steps.startsWith(' ~ ', i)) {
      node.gap ??= { next: new Map(), entries: [] };
      node = node.gap;
      i += 2;
    } else if (steps[i] === '*') {
      node.rest ??= { next: new Map(), entries: [] };
      node = node.rest;
    } else {
      const unit = steps.charCodeAt(i);
      let next = node.next.get(unit);
      if (next === undefined) {
        next = { next: new Map(), entries: [] };
        node.next.set(unit, next);
      }
      node = next;
    }
  }
  node.entries.push({ book, kind, isOpen });
}

/** Whether the unit at `i` belongs to a word of a script with spaces. */
function isLetter(text: string, i: number): boolean {
  const unit = text.charCodeAt(i);
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57);
  return LETTER.test(text.charAt(i));
}

function find(root: Node, text: string): Sighting[] {
  const sightings: Sighting[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (root.next.has(text.charCodeAt(i)) && mayBegin(text, i)) walk(root, text, i, i, sightings);
  }
  return sightings;
}

/** Where a word begins, or may begin: anywhere in scripts without spaces, after particles in Arabic and Hebrew. */
function mayBegin(text: string, i: number): boolean {
  if (i === 0 || !isLetter(text, i - 1)) return true;
  const unit = text.charCodeAt(i);
  if (unit < 128) return text.charCodeAt(i - 1) > 0x0e00 && UNSPACED_LETTER.test(text.charAt(i - 1));
  if (UNSPACED_LETTER.test(text.charAt(i))) return true;
  for (let back = 1; back <= 3; back += 1) {
    if (!CLITICS.has(text.charAt(i - back))) return false;
    if (i === back || !isLetter(text, i - back - 1)) return true;
  }
  return false;
}

/** Follows the trie from `node` at unit `i`; `start` is where the term began. */
function walk(from: Node, text: string, start: number, at: number, sightings: Sighting[]): void {
  let node: Node | undefined = from;
  for (let i = at; ; i += 1) {
    for (const { isOpen, ...entry } of node.entries) {
      const end = i;
      const isWhole = isOpen || i >= text.length || !isLetter(text, i) || UNSPACED_LETTER.test(text.charAt(i - 1));
      if (isWhole) sightings.push({ start, end, ...entry });
    }
    if (node.rest !== undefined) {
      const end = skipLetters(text, i);
      if (i < text.length && UNSPACED_LETTER.test(text.charAt(i))) {
        for (let to = i; to <= i + UNSPACED_REST && !STOPS.has(text.charAt(to)); to += 1)
          walk(node.rest, text, start, to, sightings);
      } else if (end !== undefined) walk(node.rest, text, start, end, sightings);
    }
    if (node.gap !== undefined) walkGap(node.gap, text, start, i, sightings);
    const next: Node | undefined = node.next.get(spaceOr(text, i));
    if (next === undefined) return;
    node = next;
  }
}

/** A line break within a phrase is a space: extraction wraps lines. */
function spaceOr(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  return unit === 10 ? 32 : unit;
}

function skipLetters(text: string, from: number): number | undefined {
  for (let i = from; i <= from + REST; i += 1) if (i >= text.length || !isLetter(text, i)) return i;
  return undefined;
}

function walkGap(node: Node, text: string, start: number, from: number, sightings: Sighting[]): void {
  let i = skipLetters(text, from);
  for (let words = 0; i !== undefined && words <= GAP_WORDS; words += 1) {
    while (i < text.length && i < from + 4 * REST && !isLetter(text, i)) {
      if (STOPS.has(text.charAt(i)) && text.charAt(i) !== '\n') return;
      i += 1;
    }
    walk(node, text, start, i, sightings);
    i = skipLetters(text, i);
  }
}
