/**
 * Outlines that were met before in this process, with what their comparisons came to: documents share typefaces, and pages do. Nothing of
 * a document is kept but the shapes of its letters, which say nothing of its text. Bounded: when it is full, it starts again.
 */
import { judgeLetter, type Looks } from './letter-shapes.ts';
import { type Outline, outlineOf } from './outline.ts';
import type { ReferenceFonts } from './reference-fonts.ts';

/** Characters of paths; a typeface's letters take some ten thousand. */
const MAX_CHARS = 4_000_000;
const MAX_OUTLINES = 20_000;
/** Letters that one outline is said to be. */
const MAX_CLAIMS = 50;

interface KnownOutline {
  readonly outline: Outline;
  /** Whether it looks like the letter. */
  looksLike(letter: string, fonts: ReferenceFonts): Looks;
}

const known = new Map<string, KnownOutline>();
let chars = 0;

/** The outline of a path; `undefined` where `outlineOf` has none. */
export function knownOutline(path: string): KnownOutline | undefined {
  const met = known.get(path);
  if (met !== undefined) return met;
  const outline = outlineOf(path);
  if (outline === undefined) return undefined;
  const made = withClaims(outline);
  if (known.size >= MAX_OUTLINES || chars + path.length > MAX_CHARS) {
    known.clear();
    chars = 0;
  }
  chars += path.length;
  known.set(path, made);
  return made;
}

function withClaims(outline: Outline): KnownOutline {
  const claims = new Map<string, Looks>();
  return {
    outline,
    looksLike: (letter, fonts) => {
      const met = claims.get(letter);
      if (met !== undefined) return met;
      const looks = judgeLetter(outline, letter, fonts);
      if (claims.size < MAX_CLAIMS) claims.set(letter, looks);
      return looks;
    },
  };
}
