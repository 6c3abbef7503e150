/**
 * Variation selectors: at home, one at a time, behind a character that has variants (emoji, keycaps, mathematics, ideographs, Mongolian).
 * Anywhere else they go. As bytes (U+FE00 is 0, U+E0100 is 16) they can carry any text, which is read out.
 * Ideographs that each carry one are left alone unless the selectors together read as text.
 */
import { before, type Pass } from './pass.ts';
import { readBytes } from './payload.ts';

const ANY_SELECTOR = /\p{Variation_Selector}/u;
const RUN = /\p{Variation_Selector}+/gu;
const EMOJI_BASE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;
const KEYCAP_BASE = /[0-9#*]/;
const KEYCAP = '\u20E3';
/** Bases of StandardizedVariants.txt that take U+FE00 to U+FE06. */
const STANDARD_BASE =
  /[\p{Sm}\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Egyptian_Hieroglyphs}\p{Script=Manichaean}\u3001\u3002\uFF01\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F\u2205\u2229\u222A\u2268\u2269\u2A9D\u2A9E0]/u;
const MONGOLIAN = /\p{Script=Mongolian}/u;
const IDEOGRAPH = /\p{Ideographic}/u;
/** So many ideographs with a selector each, which together read as text, are a channel and not a list of names. */
const MIN_IDEOGRAPHIC_CHANNEL = 8;
/** Stray selectors up to this many are the debris of emoji that another program cut. */
const MAX_DEBRIS = 3;

export const cutSelectors: Pass = (text, note) => {
  if (!ANY_SELECTOR.test(text)) return text;
  const inIdeographs: number[] = [];
  const removed: string[] = [];
  const bytes: number[] = [];
  let longest = 0;
  let clean = text.replace(RUN, (run, offset: number) => {
    const [first = ''] = run;
    const count = [...run].length;
    const keepsFirst = isAtHome(
      first,
      before(text, offset),
      text.slice(offset + first.length, offset + first.length + 1),
    );
    if (keepsFirst && count === 1) {
      if (isSupplement(first)) inIdeographs.push(byteOf(first));
      return run;
    }
    // An emoji whose selector was typed twice is not a message.
    const isStutter = keepsFirst && [...run].every((selector) => selector === first);
    const cut = keepsFirst && isStutter ? run.slice(first.length) : run;
    removed.push(cut);
    if (!isStutter) {
      longest = Math.max(longest, count);
      for (const selector of run) bytes.push(byteOf(selector));
    }
    return isStutter ? first : '';
  });
  if (inIdeographs.length >= MIN_IDEOGRAPHIC_CHANNEL) {
    const decoded = readBytes(inIdeographs);
    if (decoded !== undefined) {
      clean = clean.replace(/[\u{E0100}-\u{E01EF}]/gu, '');
      note({ technique: 'variation-selectors', severity: 'high', removed: decoded, decoded });
    }
  }
  if (removed.length > 0) {
    const decoded = readBytes(bytes) ?? readBytes(bytes.slice(1));
    const isDebris = longest <= 1 && bytes.length <= MAX_DEBRIS;
    const severity = decoded !== undefined || longest >= 4 ? 'high' : isDebris ? 'info' : 'medium';
    note({
      technique: 'variation-selectors',
      severity,
      removed: removed.join(''),
      ...(decoded === undefined ? {} : { decoded }),
    });
  }
  return clean;
};

function isAtHome(selector: string, base: string, next: string): boolean {
  if (base === '') return false;
  if (isSupplement(selector)) return IDEOGRAPH.test(base);
  if (selector < '\uFE00') return MONGOLIAN.test(base);
  if (selector >= '\uFE0E') return EMOJI_BASE.test(base) || (KEYCAP_BASE.test(base) && next === KEYCAP);
  return selector <= '\uFE06' && STANDARD_BASE.test(base);
}

/** U+E0100 to U+E01EF. Strings compare by UTF-16 code units, so code points are compared as numbers. */
function isSupplement(selector: string): boolean {
  return (selector.codePointAt(0) ?? 0) >= 0xe0100;
}

function byteOf(selector: string): number {
  const code = selector.codePointAt(0) ?? 0;
  return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
}
