/**
 * Where in a scan a claimed word may stand. Programs that write invisible text place words well, or only lines: then words drift by
 * some letters, since the font that they use is not the one of the scan. Few places are tried, so that chance finds no likeness.
 */
import type { ClaimedWord } from './claimed-words.ts';
import type { Box } from './page.ts';
import { pixelBox } from './pixels.ts';
import type { InkMap } from './word-picture.ts';

/** Boxes are off by a little: what is tried, in ems, at both sides. */
const GROWTHS = [0, 0.12, -0.12];

/** In pixels: as claimed, a little wider and narrower, and from gap to gap of the line's ink. */
export function candidates({ box, em }: ClaimedWord, map: InkMap, scale: number): readonly [Box[], Box[]] {
  const found = GROWTHS.map((growth) =>
    pixelBox({ ...box, left: box.left - growth * em, right: box.right + growth * em }, { ...map, scale }),
  );
  const snapped = snapToGaps(map, pixelBox(box, { ...map, scale }), em * scale);
  return [found, snapped === undefined ? [] : [snapped]];
}

/** Widths in ems: of a gap between words, and how far its edge may be from where the word claims to begin or end. */
const GAP = 0.14;
const MAX_SNAP = 1.2;
/** A column with less ink than this, in full pixels, is blank. */
const MIN_COLUMN_INK = 0.5;

/** The box moved to the nearest starts and ends of words, as the columns of ink tell them. */
function snapToGaps(map: InkMap, box: Box, em: number): Box | undefined {
  const reach = Math.ceil(em * MAX_SNAP);
  const from = Math.max(0, box.left - reach);
  const to = Math.min(map.width, box.right + reach);
  const starts: number[] = [];
  const ends: number[] = [];
  let blank = em;
  const inked = inkedColumns(map, { ...box, left: from, right: to });
  for (let x = from; x < to; x += 1) {
    if (inked[x - from] !== true) {
      blank += 1;
      continue;
    }
    if (blank >= em * GAP) {
      if (starts.length > 0) ends.push(x - blank);
      starts.push(x);
    }
    blank = 0;
  }
  ends.push(to - blank);
  const left = nearest(starts, box.left);
  const right = nearest(
    ends.filter((end) => left !== undefined && end > left),
    box.right,
  );
  return left === undefined || right === undefined ? undefined : { ...box, left, right };
}

function nearest(places: readonly number[], wanted: number): number | undefined {
  return places.reduce<number | undefined>(
    (best, place) => (best === undefined || Math.abs(place - wanted) < Math.abs(best - wanted) ? place : best),
    undefined,
  );
}

/** For each word, where it stands when the words of its line are taken in order: the line is cut at its widest gaps. */
export function placesByOrder(words: readonly ClaimedWord[], map: InkMap, scale: number): (Box | undefined)[] {
  const places: (Box | undefined)[] = [];
  for (let first = 0; first < words.length; ) {
    const line = words[first]?.line;
    let next = first;
    while (next < words.length && words[next]?.line === line) next += 1;
    places.push(...placesInLine(words.slice(first, next), map, scale));
    first = next;
  }
  return places;
}

function placesInLine(words: readonly ClaimedWord[], map: InkMap, scale: number): (Box | undefined)[] {
  const em = Math.max(...words.map((word) => word.em));
  const box = pixelBox(
    {
      left: Math.min(...words.map((word) => word.box.left)) - em,
      right: Math.max(...words.map((word) => word.box.right)) + em,
      top: Math.min(...words.map((word) => word.box.top)),
      bottom: Math.max(...words.map((word) => word.box.bottom)),
    },
    { ...map, scale },
  );
  const inked = inkedColumns(map, box);
  const start = inked.indexOf(true);
  const end = inked.lastIndexOf(true) + 1;
  const gaps: { from: number; to: number }[] = [];
  for (let x = start; x >= 0 && x < end; x += 1) {
    const last = gaps.at(-1);
    if (inked[x] === true) continue;
    if (last?.to === x) last.to = x + 1;
    else gaps.push({ from: x, to: x + 1 });
  }
  if (start < 0 || gaps.length < words.length - 1) return words.map(() => undefined);
  const widest = gaps
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, words.length - 1)
    .sort((a, b) => a.from - b.from);
  return words.map((_, i) => ({
    ...box,
    left: box.left + (widest[i - 1]?.to ?? start),
    right: box.left + (widest[i]?.from ?? end),
  }));
}

function inkedColumns(map: InkMap, box: Box): boolean[] {
  const columns = new Float64Array(Math.max(0, box.right - box.left));
  for (let y = box.top; y < box.bottom; y += 1) {
    const from = y * map.width + box.left;
    for (let x = 0; x < columns.length; x += 1) columns[x] = (columns[x] ?? 0) + (map.ink[from + x] ?? 0);
  }
  return Array.from(columns, (ink) => ink >= MIN_COLUMN_INK);
}
