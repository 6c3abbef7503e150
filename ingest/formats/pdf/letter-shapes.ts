/**
 * Whether an outline looks like the letter it is said to be, or more like another. Compared with reference letters by the cells that
 * both cover, by their proportions and by where they stand on the line. Letters that look alike in some typeface (case, accents,
 * `I` and `l`, Latin `a` and Cyrillic `а`) count as one. A letter that no reference has is not judged.
 */
import { areAlike, foldLetter } from './letter-fold.ts';
import { type Outline, overlapOf } from './outline.ts';
import type { ReferenceFonts, ReferenceLetter } from './reference-fonts.ts';

/**
 * Measured on 9,000 letters and digits of 135 typefaces, handwriting and blackletter among them: with these numbers 104 looked more
 * like another letter, of no typeface more than 12 of 67; of letters that claimed to be others 85 in 100 were told.
 */
const MIN_LEAD = 0.12;
const MIN_LIKENESS = 0.45;
/** What leaves no doubt even for single words. */
const CLEAR_LEAD = 0.3;
const CLEAR_LIKENESS = 0.7;
/** Tolerance in the logarithm of the proportions, and in the place of top and bottom in ems. */
const PROPORTION_TOLERANCE = 0.6;
const PLACE_TOLERANCE = 0.25;

export type Looks = 'as-claimed' | 'like-another' | 'clearly-like-another' | 'unknown';

export function judgeLetter(outline: Outline, claimed: string, fonts: ReferenceFonts): Looks {
  const { own, rivals } = sidesOf(foldLetter(claimed), fonts);
  if (own.length === 0) return 'unknown';
  const ownLikeness = Math.max(...own.map((reference) => likeness(outline, reference.outline, 0)));
  let best = Math.max(ownLikeness + MIN_LEAD, MIN_LIKENESS);
  let isBeaten = false;
  // Nothing is liker than 1.
  if (best >= 1) return 'as-claimed';
  for (const rival of rivals) {
    const found = likeness(outline, rival.outline, best);
    if (found <= best) continue;
    best = found;
    isBeaten = true;
  }
  if (!isBeaten) return 'as-claimed';
  if (best - ownLikeness > CLEAR_LEAD && best > CLEAR_LIKENESS) return 'clearly-like-another';
  return IN_ALL_STYLES.test(claimed) ? 'like-another' : 'unknown';
}

/** Of Greek and Cyrillic only a sans is known: with serifs, or slanted, they look a little like others. */
const IN_ALL_STYLES = /^[\p{Script=Latin}\p{N}]/u;

interface Sides {
  readonly own: readonly ReferenceLetter[];
  readonly rivals: readonly ReferenceLetter[];
}

/** By folded letter; there are as many as the references have. */
const sides = new Map<string, Sides>();
const NO_SIDES: Sides = { own: [], rivals: [] };
const COMPARABLE = /^[\p{L}\p{N}]$/u;

function sidesOf(fold: string, { letters }: ReferenceFonts): Sides {
  const known = sides.get(fold);
  if (known !== undefined) return known;
  const comparable = letters.filter((reference) => COMPARABLE.test(reference.letter));
  if (!comparable.some((reference) => reference.fold === fold)) return NO_SIDES;
  const found = {
    own: comparable.filter((reference) => areAlike(fold, reference.fold)),
    rivals: comparable.filter((reference) => !areAlike(fold, reference.fold)),
  };
  sides.set(fold, found);
  return found;
}

/** 0 to 1; 0 also for what can't come above `least`. */
function likeness(one: Outline, other: Outline, least: number): number {
  const proportion = (one.logProportion - other.logProportion) / PROPORTION_TOLERANCE;
  const top = (one.top - other.top) / PLACE_TOLERANCE;
  const bottom = (one.bottom - other.bottom) / PLACE_TOLERANCE;
  const place = Math.exp(-(proportion * proportion + top * top + bottom * bottom) / 2);
  return place <= least ? 0 : place * overlapOf(one.picture, other.picture);
}
