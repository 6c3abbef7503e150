/**
 * Characters of no width: joiners, breaks, soft hyphens, fillers, invisible operators and the rest of Default_Ignorable_Code_Point
 * that has no step of its own. One at a time they stay where their script or notation needs them ({@link isAtHome}) and go
 * silently elsewhere; in runs, inside words or as two-letter codes they are a finding and are read out where that is possible.
 */
import { at, before, type Note, type Pass } from './pass.ts';
import { readSymbols } from './payload.ts';

const ANY_INVISIBLE =
  /(?![\p{Variation_Selector}\p{Bidi_Control}\u{E0000}-\u{E007F}])\p{Default_Ignorable_Code_Point}/u;
const RUN = /(?:(?![\p{Variation_Selector}\p{Bidi_Control}\u{E0000}-\u{E007F}])\p{Default_Ignorable_Code_Point})+/gu;
/** What mail programs put behind a preview text so that no other text follows it in the list of messages. */
const PADDING = /[\u034F\u00A0\u00AD\u2007\u200B-\u200D\u2060\uFEFF ]{12,}/g;

const ZWSP = '\u200B';
const ZWNJ = '\u200C';
const ZWJ = '\u200D';
const SOFT_HYPHEN = '\u00AD';
const BYTE_ORDER_MARK = '\uFEFF';

/** Scripts whose letters join or stack, so that a joiner changes what is seen. */
const JOINING =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mand}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Phag}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Bali}\p{scx=Java}\p{scx=Sund}\p{scx=Cham}\p{scx=Lana}\p{scx=Mtei}\p{scx=Newa}\p{scx=Tirh}\p{scx=Sind}\p{scx=Limb}\p{scx=Egyp}]/u;
/** Scripts written without spaces, where U+200B marks the end of a word. */
const UNSPACED = /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Lana}\p{scx=Tibt}\p{scx=Java}\p{scx=Bali}]/u;
const LATIN = /\p{Script=Latin}/u;
const LATIN_ONLY = /^[\p{Script=Latin}\p{M}]+$/u;
const MARK = /\p{M}/u;
const LETTERS_BEFORE = /\p{L}\p{M}*\p{L}\p{M}*$/u;
const LETTERS_AFTER = /^\p{L}\p{M}*\u00AD?\p{L}/u;
const EMOJI_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{E007F}]\uFE0F?$/u;
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u;
const JAMO = /[\u1100-\u11FF\uA960-\uA97F\uD7B0-\uD7FF]/;
const COMPATIBILITY_JAMO = /[\u3131-\u318E]/;
const HALFWIDTH_JAMO = /[\uFFA1-\uFFDC]/;
/** Longest look back or ahead, in code units. */
const CONTEXT = 12;

/** A run this long has no honest use. */
const LONG_RUN = 8;
/** So many single characters of two or more kinds may be a message laid between letters. */
const MIN_SCATTERED = 16;
const SHORT_PIECE = 2;

export const cutInvisible: Pass = (text, note) => {
  if (!ANY_INVISIBLE.test(text)) return text;
  const unpadded = cutPadding(text, note);
  const cut: string[] = [];
  let longest = 0;
  const splits = new SplitWords();
  const clean = unpadded.replace(RUN, (run, offset: number) => {
    const previous = before(unpadded, offset);
    const next = at(unpadded, offset + run.length);
    const symbols = [...run];
    const [first = ''] = symbols;
    if (symbols.length === 1 && isAtHome(first, unpadded, offset)) return run;
    if (symbols.length === 2 && run === ZWSP + ZWSP && isAtHome(ZWSP, unpadded, offset)) return ZWSP;
    if (run === BYTE_ORDER_MARK && offset === 0) return '';
    for (const symbol of symbols) cut.push(symbol);
    longest = Math.max(longest, symbols.length);
    if (LATIN.test(previous) && LATIN.test(next)) splits.add(unpadded, offset, run.length);
    return '';
  });
  tell(cut, longest, splits, note);
  return clean;
};

/** Whether one invisible character is needed by what stands around it. */
function isAtHome(symbol: string, text: string, offset: number): boolean {
  const previous = before(text, offset);
  const next = at(text, offset + symbol.length);
  const head = text.slice(Math.max(0, offset - CONTEXT), offset);
  const tail = text.slice(offset + symbol.length, offset + symbol.length + CONTEXT);
  switch (symbol) {
    case ZWNJ:
      return JOINING.test(previous) || JOINING.test(next);
    case ZWJ:
      return JOINING.test(previous) || JOINING.test(next) || (EMOJI_BEFORE.test(head) && EMOJI_AFTER.test(tail));
    case ZWSP:
      return UNSPACED.test(previous) || UNSPACED.test(next);
    case SOFT_HYPHEN:
      return LETTERS_BEFORE.test(head) && LETTERS_AFTER.test(tail);
    case '\u034F': // combining grapheme joiner
      return MARK.test(previous) || MARK.test(next);
    case '\u115F':
    case '\u1160':
      return JAMO.test(previous) || JAMO.test(next);
    case '\u3164':
      return COMPATIBILITY_JAMO.test(previous) || COMPATIBILITY_JAMO.test(next);
    case '\uFFA0':
      return HALFWIDTH_JAMO.test(previous) || HALFWIDTH_JAMO.test(next);
    case '\u180E':
      return /\p{Script=Mongolian}/u.test(previous);
    case '\u2061':
    case '\u2062':
    case '\u2063':
    case '\u2064': // invisible operators stand in formulae, not between words
      return /\S/.test(previous) && /\S/.test(next) && !(LETTERS_BEFORE.test(head) && LETTERS_AFTER.test(tail));
    default:
      if (/[\u{1BCA0}-\u{1BCA3}]/u.test(symbol)) return /\p{Script=Duployan}/u.test(previous + next);
      if (/[\u{1D173}-\u{1D17A}]/u.test(symbol)) return /[\u{1D100}-\u{1D1FF}]/u.test(previous + next);
      return false;
  }
}

/** Cuts stretches that repeat one short unit over and over: they say nothing, whatever they are made of. */
function cutPadding(text: string, note: Note): string {
  return text.replace(PADDING, (stretch) => {
    const invisible = stretch.match(/[^\u00A0\u2007 ]/g)?.length ?? 0;
    if (invisible < 4 || !isPeriodic(stretch.trim())) return stretch;
    note({ technique: 'preheader-padding', severity: 'low', removed: stretch });
    return ' ';
  });
}

function isPeriodic(text: string): boolean {
  for (let period = 1; period <= 12 && period * 2 <= text.length; period += 1) {
    let same = true;
    for (let i = period; same && i < text.length; i += 1) same = text.charCodeAt(i) === text.charCodeAt(i - period);
    if (same) return true;
  }
  return false;
}

/** Counts Latin words that invisible characters cut into pieces. */
class SplitWords {
  readonly words: string[] = [];
  shortest = Number.POSITIVE_INFINITY;
  #end = -1;
  #pieces: string[] = [];

  add(text: string, offset: number, length: number): void {
    const piece = this.#end >= 0 && offset - this.#end <= 40 ? text.slice(this.#end, offset) : '';
    if (piece === '' || !LATIN_ONLY.test(piece)) this.#pieces = [];
    else {
      this.#pieces.push(piece);
      this.words.push(piece);
      this.shortest = Math.min(this.shortest, piece.length);
    }
    this.#end = offset + length;
  }
}

function tell(cut: readonly string[], longest: number, splits: SplitWords, note: Note): void {
  if (cut.length === 0) return;
  const removed = cut.join('');
  const kinds = new Set(cut).size;
  const decoded = cut.length >= MIN_SCATTERED && kinds > 1 ? readSymbols(cut) : undefined;
  if (decoded !== undefined) note({ technique: 'zero-width-text', severity: 'high', removed, decoded });
  else if (longest >= LONG_RUN && kinds > 1) note({ technique: 'zero-width-run', severity: 'high', removed });
  else if (longest >= 2) note({ technique: 'zero-width-run', severity: kinds > 1 ? 'medium' : 'low', removed });
  else if (cut.length >= MIN_SCATTERED && kinds > 1)
    note({ technique: 'zero-width-scattered', severity: 'medium', removed });
  if (splits.words.length > 0) {
    note({
      technique: 'split-word',
      severity: splits.shortest <= SHORT_PIECE ? 'medium' : 'low',
      removed: splits.words.join('|'),
    });
  }
  const fillers = cut.filter((symbol) => !/[\u034F\u00AD\u200B-\u200D\u2060\uFEFF]/.test(symbol));
  if (longest < 2 && fillers.length > 0) {
    note({
      technique: 'invisible-character',
      severity: fillers.length > 1 ? 'medium' : 'low',
      removed: fillers.join(''),
    });
  }
}
