/**
 * The Unicode wash: text in, text without what nobody sees out, and a note of everything that went. It runs last on every format,
 * after entities, escapes and style have been resolved. What a script, an emoji or a notation needs comes back byte for byte.
 * It changes no visible character: look-alike letters are the business of `filters/fold.ts`, which detectors read.
 */
import { cutBidi } from './unicode/bidi.ts';
import { cutControls } from './unicode/controls.ts';
import { cutInvisible } from './unicode/joiners.ts';
import type { Cut, Note, Pass } from './unicode/pass.ts';
import { cutSelectors } from './unicode/selectors.ts';
import { cutSpaces } from './unicode/spaces.ts';
import { cutAnnotations, cutBraille, cutPrivate, cutTowers } from './unicode/strangers.ts';
import { cutTags } from './unicode/tags.ts';

/** Controls first, since escapes may stand inside everything else; white space last, since the other steps leave some. */
const PASSES: readonly Pass[] = [
  cutControls,
  cutTags,
  cutSelectors,
  cutAnnotations,
  cutPrivate,
  cutInvisible,
  cutBidi,
  cutBraille,
  cutTowers,
  cutSpaces,
];

/** What is plain ASCII, and has no long rows of blanks, needs no look. */
const PLAIN = /^[\t\n\x20-\x7E]*$/;
const BLANKS = /[ \t]{8}|\n[ \t\n]{99}/;
/** One step may uncover work for another; an honest text is done after one round. */
const MAX_ROUNDS = 4;
const STUBBORN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;

/** The text as a reader sees it, and what was cut. */
export interface Washed {
  readonly text: string;
  readonly cuts: readonly Cut[];
}

/** Washes `text`. Washing twice changes nothing more. */
export function washUnicode(text: string): Washed {
  if (PLAIN.test(text) && !BLANKS.test(text)) return { text, cuts: [] };
  const cuts: Cut[] = [];
  const note: Note = (cut) => cuts.push(cut);
  let clean = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = PASSES.reduce((current, pass) => pass(current, note), clean);
    if (next === clean) return { text: clean, cuts };
    clean = next;
  }
  // Text made to outlast the rounds gets no benefit of the doubt.
  const last = PASSES.reduce((current, pass) => pass(current, note), clean.replace(STUBBORN, ''));
  return { text: last.replace(STUBBORN, ''), cuts };
}
