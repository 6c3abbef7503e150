/**
 * Evidence page by page: a stretch of the clean text, and pieces of what was cut. A piece that is too long for a page goes on in the next
 * one, so that everything can be seen and no answer is longer than two pages of text.
 */
import { Problem } from '../../problem.ts';
import type { CleanPage, CutPiece, CutRecord, EvidencePages, ReviewDetail } from '../../review.ts';

/** UTF-16 units of clean text, and of cut text, in one answer. */
export const PAGE_LENGTH = 100_000;
/** Pieces in one answer. */
const MAX_PIECES = 200;
const MAX_SPANS = 1_000;

type Pages = NonNullable<ReviewDetail['evidence']>;

/** The pages that were asked for, of a record as it was sealed. Throws `invalid-request` for a place that is none. */
export function pageOf(sealed: Uint8Array, { clean = 0, pieces = '0.0' }: EvidencePages): Pages {
  const record = JSON.parse(new TextDecoder().decode(sealed)) as CutRecord;
  const page = cleanPage(record, clean);
  const end = page.from + page.text.length;
  return {
    clean: page,
    nextClean: end < record.text.length ? end : null,
    totalPieces: record.removed.length,
    ...cutPage(record.removed, pieces),
  };
}

function cleanPage({ text, spans }: CutRecord, from: number): CleanPage {
  const to = from + PAGE_LENGTH;
  const seen = spans.filter(({ start, end }) => end > from && start < to).slice(0, MAX_SPANS);
  return { from, length: text.length, text: whole(text, from, to), spans: seen };
}

function cutPage(removed: CutRecord['removed'], place: string): Pick<Pages, 'pieces' | 'nextPieces'> {
  const [, index = '', offset = ''] = /^(\d{1,9})\.(\d{1,9})$/.exec(place) ?? [];
  if (index === '') throw new Problem('invalid-request', '`pieces` is what `nextPieces` said, or absent');
  const pieces: CutPiece[] = [];
  let room = PAGE_LENGTH;
  let from = Number(offset);
  for (let at = Number(index); at < removed.length; at += 1) {
    const piece = removed[at];
    if (piece === undefined) break;
    if (pieces.length === MAX_PIECES || room <= 0) return { pieces, nextPieces: `${at}.${from}` };
    const text = whole(piece.text, from, from + room);
    pieces.push({ ...piece, number: at + 1, from, length: piece.text.length, text });
    room -= text.length;
    if (from + text.length < piece.text.length) return { pieces, nextPieces: `${at}.${from + text.length}` };
    from = 0;
  }
  return { pieces, nextPieces: null };
}

/** Of `text` from `from` to `to`, but no half of a character at its end. */
function whole(text: string, from: number, to: number): string {
  const cut = text.slice(from, to);
  return to < text.length && cut.length > 1 && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
