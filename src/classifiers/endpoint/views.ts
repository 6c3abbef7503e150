/** Cuts a text into views that overlap, for an endpoint that reads so many bytes at a time. Every unit of the text is in one of them. */
import type { Span } from '../../../filters/finding.ts';

/** A UTF-16 unit is no more bytes than this in UTF-8. */
const BYTES_PER_UNIT = 3;
/** How much of a view the next one begins with again. */
const OVERLAP = 1 / 8;

/** At least one view, also of an empty text. */
export function viewsOf(text: string, maxBytes: number): readonly Span[] {
  const units = Math.max(4, Math.floor(maxBytes / BYTES_PER_UNIT));
  // By a character of two units at least.
  const step = units - Math.floor(units * OVERLAP) - 2;
  const views: Span[] = [];
  for (let from = 0; ; from += step) {
    // A character of two units stays whole.
    const start = isWithin(text, from) ? from - 1 : from;
    const end = Math.min(text.length, start + units);
    views.push({ start, end: isWithin(text, end) ? end - 1 : end });
    if (end === text.length) return views;
  }
}

function isWithin(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(Math.max(0, at - 1), at + 1)) && at > 0;
}
