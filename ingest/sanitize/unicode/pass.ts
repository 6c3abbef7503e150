/**
 * What the steps of the Unicode wash share: the shape of a step, the note it takes of what it cut, and small readers of context.
 * A step returns text that needs no further look of its own kind; it does not know where in a document it works.
 */
import type { Severity } from '../../../filters/finding.ts';

/** What one step took out of one text, told once per technique. */
export interface Cut {
  readonly technique: string;
  readonly severity: Severity;
  /** The characters that went, in order, or, where nothing went, the characters that were noticed. */
  readonly removed: string;
  /** What they say once decoded. */
  readonly decoded?: string;
}

export type Note = (cut: Cut) => void;

/** One step: returns the text without what a reader could not see. Returns the very same string where there is nothing to do. */
export type Pass = (text: string, note: Note) => string;

/** The code point that ends just before `offset`, or an empty string. */
export function before(text: string, offset: number): string {
  if (offset <= 0) return '';
  const unit = text.charCodeAt(offset - 1);
  const isTail = unit >= 0xdc00 && unit <= 0xdfff && offset >= 2;
  return text.slice(isTail ? offset - 2 : offset - 1, offset);
}

/** The code point that starts at `offset`, or an empty string. */
export function at(text: string, offset: number): string {
  const point = text.codePointAt(offset);
  return point === undefined ? '' : String.fromCodePoint(point);
}
