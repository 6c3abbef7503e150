/**
 * Text with a way back: every UTF-16 unit knows where it came from in the original. Edits keep the way.
 * Offsets never fall; a unit that stands for several originals points at the first of them.
 */
import type { Span } from './finding.ts';

export class Mapped {
  readonly text: string;
  /** For each unit of `text` its place in the original, and one more for the end. */
  readonly offsets: Uint32Array;

  constructor(text: string, offsets: Uint32Array) {
    this.text = text;
    this.offsets = offsets;
  }

  /** Replaces every match. `edit` answers the new text and, for each of its units, how far into the match it came from. */
  replace(
    pattern: RegExp,
    edit: (match: string, offset: number) => { text: string; from: (unit: number) => number } | undefined,
  ): Mapped {
    const pieces: string[] = [];
    const offsets = new Uint32Array(this.offsets.length);
    let length = 0;
    let end = 0;
    const copy = (to: number): void => {
      pieces.push(this.text.slice(end, to));
      offsets.set(this.offsets.subarray(end, to), length);
      length += to - end;
      end = to;
    };
    for (const match of this.text.matchAll(pattern)) {
      const edited = edit(match[0], match.index);
      // INVARIANT: an edit never makes text longer, so that the offsets fit.
      if (edited === undefined || edited.text.length > match[0].length) continue;
      copy(match.index);
      pieces.push(edited.text);
      for (let unit = 0; unit < edited.text.length; unit += 1) {
        offsets[length + unit] = this.offsets[match.index + edited.from(unit)] ?? 0;
      }
      length += edited.text.length;
      end = match.index + match[0].length;
    }
    if (end === 0) return this;
    copy(this.text.length);
    offsets[length] = this.offsets[this.text.length] ?? 0;
    return new Mapped(pieces.join(''), offsets.slice(0, length + 1));
  }

  /** The stretch of the original that `span` of this text stands for. */
  original(span: Span): Span {
    const start = this.offsets[span.start] ?? 0;
    return { start, end: Math.max(start, this.offsets[span.end] ?? start) };
  }
}
