/**
 * Edits of one text that are applied together: masks of columns, cuts of instructions and protected values all say where by offsets of
 * the original, so none has to know what another did. What any of them covers is gone from the answer, also where they overlap.
 */
import type { Span } from './finding.ts';

/** `[start, end)` of the original becomes `with`. A span without a length puts `with` there and covers nothing. */
export interface Edit extends Span {
  readonly with: string;
  /** Where edits overlap, one replacement stands for all that they cover: that of the highest, or of the first among equals. */
  readonly strictness: number;
}

/**
 * The text with every edit made, in any order given. Overlapping edits become one; what is put inside a covered stretch comes after it.
 * A surrogate pair is covered whole or not at all. n log n in the number of edits.
 * @throws RangeError when an edit lies outside of the text: whoever made it speaks of another text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, inserted, ...edit } of merged(text, edits)) {
    pieces.push(text.slice(at, start), edit.with, ...inserted);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

interface Merged extends Edit {
  /** What was to be put strictly inside. */
  readonly inserted: readonly string[];
}

/** The edits as stretches that do not overlap, in the order of the text. */
function merged(text: string, edits: readonly Edit[]): readonly Merged[] {
  const sorted = edits.map((edit) => wholePairs(text, edit)).sort((a, b) => a.start - b.start || a.end - b.end);
  const done: Merged[] = [];
  for (const edit of sorted) {
    const last = done.at(-1);
    if (last === undefined || edit.start >= last.end) {
      done.push({ ...edit, inserted: [] });
    } else if (edit.start === edit.end) {
      done[done.length - 1] = { ...last, inserted: [...last.inserted, edit.with] };
    } else {
      const strict = edit.strictness > last.strictness ? edit : last;
      done[done.length - 1] = {
        ...strict,
        start: last.start,
        end: Math.max(last.end, edit.end),
        inserted: last.inserted,
      };
    }
  }
  return done;
}

function wholePairs(text: string, edit: Edit): Edit {
  if (!(edit.start >= 0 && edit.start <= edit.end && edit.end <= text.length))
    throw new RangeError('edit outside of its text');
  const start = isInsidePair(text, edit.start) ? edit.start - 1 : edit.start;
  if (edit.start === edit.end) return { ...edit, start, end: start };
  return { ...edit, start, end: isInsidePair(text, edit.end) ? edit.end + 1 : edit.end };
}

function isInsidePair(text: string, offset: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}
