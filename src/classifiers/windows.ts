/**
 * Cuts a text into windows that a model of limited length reads whole. Windows end where sentences do and overlap, so that what is said over two
 * sentences stands together in one of them. Guarantees that all that is not white space is in a window: nothing is truncated.
 */
import type { Span } from '../../filters/finding.ts';
import { sentences } from '../../filters/injection/sentences.ts';

/** How a model counts: in tokens, or in bytes. */
export interface Measure {
  /** What a window holds at most. */
  readonly capacity: number;
  sizeOf(text: string): number;
}

/** A sentence, or a part of one that is longer than {@link PIECES_A_WINDOW} allows. */
export interface Piece extends Span {
  readonly size: number;
}

/** Pieces from `first` to `last`, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** A piece fills no more of a window than this part, so that overlapping by one is never overlapping by most. */
const PIECES_A_WINDOW = 4;
/** White space between two pieces. */
const SEPARATOR = 1;

export function piecesOf(text: string, { capacity, sizeOf }: Measure): readonly Piece[] {
  const most = Math.max(1, Math.floor(capacity / PIECES_A_WINDOW));
  const pieces: Piece[] = [];
  const add = (span: Span): void => {
    const size = sizeOf(text.slice(span.start, span.end)) + SEPARATOR;
    const middle = size > most ? middleOf(text, span) : undefined;
    if (middle === undefined) {
      pieces.push({ ...span, size });
      return;
    }
    add({ start: span.start, end: middle });
    add({ start: middle, end: span.end });
  };
  for (const span of sentences(text)) add(span);
  return pieces;
}

/** As many pieces each as fit; the next begins with what fills up to a quarter of a window at the end of the one before, and with one piece at least. */
export function windowsOf(pieces: readonly Piece[], { capacity }: Measure): readonly Range[] {
  const windows: Range[] = [];
  for (let first = 0; first < pieces.length; ) {
    const last = fill(pieces, first, capacity);
    windows.push({ first, last });
    if (last === pieces.length - 1) break;
    let next = last;
    for (let size = sizeAt(pieces, next); next - 1 > first; next -= 1) {
      size += sizeAt(pieces, next - 1);
      if (size > capacity / PIECES_A_WINDOW) break;
    }
    // INVARIANT: a window begins after the one before.
    first = Math.max(first + 1, next);
  }
  return windows;
}

/** The text of a window: its pieces, with single white space where there was any. Long gaps would fill a window with nothing. */
export function textOf(text: string, pieces: readonly Piece[], { first, last }: Range): string {
  let joined = '';
  for (let at = first; at <= last; at += 1) {
    const piece = pieces[at];
    if (piece === undefined) break;
    const before = pieces[at - 1];
    if (at > first && before !== undefined) joined += gapOf(text, before.end, piece.start);
    joined += text.slice(piece.start, piece.end);
  }
  return joined;
}

function gapOf(text: string, start: number, end: number): string {
  if (start === end) return '';
  const newline = text.indexOf('\n', start);
  return newline >= 0 && newline < end ? '\n' : ' ';
}

function fill(pieces: readonly Piece[], first: number, capacity: number): number {
  let last = first;
  for (let size = sizeAt(pieces, first); last + 1 < pieces.length; last += 1) {
    size += sizeAt(pieces, last + 1);
    if (size > capacity) break;
  }
  return last;
}

function sizeAt(pieces: readonly Piece[], at: number): number {
  return pieces[at]?.size ?? 0;
}

/** The white space nearest to the middle of `span`, or the middle; `undefined` for a single character. */
function middleOf(text: string, { start, end }: Span): number | undefined {
  const middle = (start + end) >>> 1;
  for (let away = 0; away < (end - start) >>> 2; away += 1) {
    for (const at of [middle - away, middle + away]) if (/\s/.test(text.charAt(at))) return at;
  }
  const splitsPair = /^[\uDC00-\uDFFF]/.test(text.charAt(middle)) && /[\uD800-\uDBFF]$/.test(text.charAt(middle - 1));
  const at = splitsPair ? middle - 1 : middle;
  if (at > start) return at;
  return end - start > 2 ? start + 2 : undefined;
}
