/**
 * Cuts a stretch of a document that is too long for one passage: at a blank line or the end of a sentence near the target, in tables
 * and code at the end of a line; where there is none, at a space, and at last between two letters as people see them.
 * Guarantees: pieces are in order, hold every visible character once, and begin and end with one; the time is linear in the text.
 */

/** Sizes in UTF-16 code units. */
export interface PieceSize {
  readonly target: number;
  /** No piece is longer. At least twice `target`. */
  readonly max: number;
}

/** Text a little over the target is better whole than with a stub behind it. */
export const SLACK = 1.5;
/** Enough of what follows to tell a true boundary from the end of the view. */
const LOOK_AHEAD = 64;
const SENTENCES = new Intl.Segmenter('und', { granularity: 'sentence' });
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Pieces of `[start, end)` of `text`. Around `isInLine` offsets, a row of a table for example, it cuts only where there is no other way. */
export function* splitText(
  text: string,
  [start, end]: readonly [number, number],
  { target, max }: PieceSize,
  isInLine: (offset: number) => boolean,
): Generator<[number, number]> {
  let from = start;
  while (from < end) {
    const view = text.slice(from, Math.min(end, from + max + LOOK_AHEAD));
    const isLast = end - from <= Math.min(target * SLACK, max);
    const cut = isLast ? end : from + cutLength(view, { target, max }, (length) => isInLine(from + length));
    let to = cut;
    while (to > from && isBlank(text, to - 1)) to -= 1;
    if (to > from) yield [from, to];
    from = cut;
    while (from < end && isBlank(text, from)) from += 1;
  }
}

/** How much of `view` the next piece takes. */
function cutLength(view: string, { target, max }: PieceSize, isInLine: (length: number) => boolean): number {
  const near: number[] = [];
  const late: number[] = [];
  let hasWhole = false;
  for (const { index } of SENTENCES.segment(view)) {
    if (index > max || (index > target && hasWhole)) break;
    if (index < target / 2) continue;
    (index > target ? late : near).push(index);
    hasWhole ||= !isInLine(index);
  }
  const isWhole = (index: number): boolean => !isInLine(index);
  const found =
    near.findLast((index) => isWhole(index) && view.endsWith('\n\n', index)) ??
    near.findLast(isWhole) ??
    late.find(isWhole) ??
    near.at(-1) ??
    late[0];
  if (found !== undefined) return found;
  const space = view.slice(0, target).search(/\s\S*$/);
  if (space >= target / 2) return space + 1;
  let whole = 0;
  for (const { index } of GRAPHEMES.segment(view.slice(0, target + LOOK_AHEAD))) {
    if (index > target) break;
    whole = index;
  }
  if (whole > 0) return whole;
  // A grapheme longer than a chunk is no letter of anyone: the limit holds, and code points stay whole.
  return isTailSurrogate(view, target) ? target - 1 : target;
}

function isBlank(text: string, offset: number): boolean {
  return /\s/.test(text.charAt(offset));
}

function isTailSurrogate(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
