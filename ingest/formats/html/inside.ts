/**
 * What the walk knows of where it is: the kind of block, the visibility, the surroundings that change how text is written.
 */
import type { Block } from '../../stages.ts';
import { PREFORMATTED } from './elements.ts';
import type { View } from './view.ts';

/** What an element hands down to those inside it. */
export interface Inside {
  readonly kind: Block['kind'];
  readonly level?: number;
  readonly view: View;
  /** Inside a link or a button: a short text may be its name for screen readers. */
  readonly isControl: boolean;
  readonly preformatted: boolean;
  /** Inside something that is out of the line that is being written. */
  readonly isAside: boolean;
  /** Inside a table cell: blocks become spaces. */
  readonly inCell: boolean;
  readonly depth: number;
}

/** What holds inside a block element. */
export function blockStyle(tag: string, inside: Inside): Inside {
  const heading = /^h([1-6])$/.exec(tag)?.[1];
  if (heading !== undefined) return { ...inside, kind: 'heading', level: Number(heading) };
  if (PREFORMATTED.has(tag)) return { ...inside, kind: 'code', preformatted: true };
  if (tag === 'blockquote') return { ...inside, kind: 'quote' };
  if (tag === 'li') return { ...inside, kind: 'list-item' };
  return inside;
}

/** Whether a style sheet makes lines of its own of an element. */
export function isBlock({ display }: View): boolean {
  return /^(?:block|flex|grid|flow-root|list-item|table|table-row|table-caption)$/.test(display);
}
