/**
 * The folded copy of a text, for detectors alone: lower case, compatibility forms and Latin accents folded, invisible characters out,
 * tag characters decoded, look-alike letters in Latin words replaced, l e t t e r s p a c i n g closed, white space single.
 * Every unit of it can be traced back, so that what was found can be shown in the original. Folded text is never served.
 */
import { LOOK_ALIKES, PLAIN_LETTERS, unboxed } from './confusables.ts';
import { Mapped } from './mapped.ts';

const NOT_ASCII = /[^\0-\x7F]+/g;
const CLUSTERS = /(?:(?![\p{M}])[\s\S])\p{M}*|\p{M}+/gu;
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2800\uFFF9-\uFFFB\u0640]/gu;
const MARKS = /\p{M}/gu;
/** Scripts whose marks are accents or vowel points that writers leave out. */
const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Common}]/u;
const TAG = /[\u{E0020}-\u{E007E}]/gu;
const WORD_WITH_STRANGERS =
  /[\p{L}\p{M}]*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}][\p{L}\p{M}]*/gu;
const STRANGER = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
/** Single characters set apart by single spaces; a word's end is then three spaces wide. */
const LETTER_SPACED = /(?<![^\s])\S (?:[\S ] ){7,}\S?(?!\S)/g;
const SPACES = /[\s]{2,}|[\t\r\f\v\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/g;
/** How far around a word its neighbours say in which script the line is written. */
const NEIGHBOURHOOD = 60;

/** Folds `text`; `original()` of the answer leads spans back. Time and space are linear. */
export function fold(text: string): Mapped {
  const { mapped, hasStrangers } = foldLetters(text);
  let folded = mapped;
  if (hasStrangers) folded = foldLookAlikes(folded);
  // `test` on a global pattern keeps a place; `search` does not.
  if (folded.text.search(LETTER_SPACED) >= 0) folded = closeSpacing(folded);
  return folded.replace(SPACES, (match) => ({ text: match.includes('\n') ? '\n' : ' ', from: () => 0 }));
}

function foldLetters(text: string): { mapped: Mapped; hasStrangers: boolean } {
  const pieces: string[] = [];
  let offsets = new Uint32Array(text.length + 1);
  let length = 0;
  let hasStrangers = false;
  const add = (piece: string, from: (unit: number) => number): void => {
    if (length + piece.length >= offsets.length) {
      const wider = new Uint32Array(offsets.length * 2 + piece.length);
      wider.set(offsets);
      offsets = wider;
    }
    pieces.push(piece);
    for (let unit = 0; unit < piece.length; unit += 1) offsets[length + unit] = from(unit);
    length += piece.length;
  };
  const memory = new Map<string, string>();
  let end = 0;
  const addAscii = (to: number): void => {
    if (to <= end) return;
    const start = end;
    add(text.slice(start, to).toLowerCase(), (unit) => start + unit);
  };
  for (const run of text.matchAll(NOT_ASCII)) {
    // A mark may stand on the ASCII letter before it.
    const isMarked = run.index > end && /^\p{M}/u.test(run[0]);
    const start = isMarked ? run.index - 1 : run.index;
    addAscii(start);
    end = run.index + run[0].length;
    let at = start;
    for (const [cluster] of text.slice(start, end).matchAll(CLUSTERS)) {
      let plain = memory.get(cluster);
      if (plain === undefined) {
        plain = foldCluster(cluster);
        if (cluster.length <= 8) memory.set(cluster, plain);
      }
      hasStrangers ||= STRANGER.test(plain);
      const place = at;
      add(plain, () => place);
      at += cluster.length;
    }
  }
  addAscii(text.length);
  const exact = offsets.slice(0, length + 1);
  exact[length] = text.length;
  return { mapped: new Mapped(pieces.join(''), exact), hasStrangers };
}

/** One base with its marks. Upper case of other scripts is kept until look-alikes are judged, since `Н` and `н` look like different letters. */
function foldCluster(cluster: string): string {
  const told = cluster.replace(TAG, (tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000));
  const wide = told.replace(IGNORABLE, '').normalize('NFKC').replace(IGNORABLE, '');
  let plain = '';
  for (const c of wide) {
    const boxed = unboxed(c.codePointAt(0) ?? 0);
    const lower = STRANGER.test(c) ? c : c.toLowerCase();
    plain += boxed ?? PLAIN_LETTERS.get(lower) ?? lower;
  }
  const open = plain.normalize('NFD');
  if (ACCENTED.test(open)) {
    const bare = open.replace(MARKS, '');
    let again = '';
    for (const c of bare) again += PLAIN_LETTERS.get(c) ?? c;
    return again;
  }
  return plain;
}

/** Replaces look-alikes in words that mix them with Latin letters, or that are made of nothing else on a Latin line; lowers the case of the rest. */
function foldLookAlikes(mapped: Mapped): Mapped {
  const { text } = mapped;
  return mapped.replace(WORD_WITH_STRANGERS, (word, offset) => {
    const pretends =
      /[a-z]/.test(word) ||
      ([...word].every((c) => LOOK_ALIKES.has(c)) && isLatinLine(text, offset, offset + word.length));
    let plain = '';
    for (const c of word) {
      const lower = c.toLowerCase();
      const shown = pretends
        ? (LOOK_ALIKES.get(c) ?? LOOK_ALIKES.get(lower) ?? lower)
        : (PLAIN_LETTERS.get(lower) ?? lower);
      plain += shown.length === c.length ? shown : c;
    }
    return { text: plain, from: (unit) => unit };
  });
}

function isLatinLine(text: string, start: number, end: number): boolean {
  const around = text.slice(Math.max(0, start - NEIGHBOURHOOD), start) + text.slice(end, end + NEIGHBOURHOOD);
  const latin = around.match(/[a-z]/g)?.length ?? 0;
  const strangers = [...around].filter((c) => STRANGER.test(c) && !LOOK_ALIKES.has(c)).length;
  return latin > 8 && strangers * 4 < latin;
}

function closeSpacing(mapped: Mapped): Mapped {
  return mapped.replace(LETTER_SPACED, (match) => {
    const letters = match.match(/\S/g)?.length ?? 0;
    // A row of numbers or of ticks in a table is no word.
    if ((match.match(/\p{L}/gu)?.length ?? 0) < letters * 0.6) return undefined;
    let text = '';
    for (let i = 0; i < match.length; i += 2) text += match.charAt(i);
    return { text, from: (unit) => unit * 2 };
  });
}
