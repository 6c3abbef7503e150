/**
 * From the order that letters are seen in to the order they are read in, for lines with Hebrew or Arabic: the inverse of the display
 * algorithm (UAX #9) where it can be inverted, its common cases else. Lines without such letters stay as they are.
 */
import type { Letter } from './letters.ts';

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const NUMBER = /[\p{Nd}]/u;
const LETTER = /\p{L}/u;
/** Marks that belong to a number where they stand between digits, or beside one. */
const BETWEEN_DIGITS = /^[.,:/\u00a0]$/;
const BESIDE_DIGITS = /^[%$€£₪+\-−°#]$/;

/** The quick way for what most pages are made of. */
const PLAIN = /^[\0-\u007f]*$/;
const LETTER_A_TO_Z = /[A-Za-z]/;

type Kind = 'rtl' | 'ltr' | 'number' | 'neutral';

function kindOf(text: string): Kind {
  if (/[\u0660-\u0669\u06f0-\u06f9]/u.test(text)) return 'number';
  if (RTL.test(text)) return 'rtl';
  if (NUMBER.test(text)) return 'number';
  return LETTER.test(text) ? 'ltr' : 'neutral';
}

/** Which way a text is read: by the letters that there are more of. */
export function isRightToLeft(texts: Iterable<string>): boolean {
  let balance = 0;
  for (const text of texts) {
    if (text.length < 2 ? !(text > '\u007f') : PLAIN.test(text)) {
      balance -= LETTER_A_TO_Z.test(text) ? 1 : 0;
      continue;
    }
    const kind = kindOf(text);
    if (kind === 'rtl') balance += 1;
    else if (kind === 'ltr') balance -= 1;
  }
  return balance > 0;
}

/** The text of a line, given as it is seen from left to right, in reading order. */
export function readingText(letters: readonly Letter[], isRtl: boolean): string {
  const seen = letters.map(({ text }) => text);
  const plain = seen.join('');
  if (!RTL.test(plain)) return plain;
  const kinds = kindsOf(seen);
  const indexes = seen.map((_, i) => i);
  const order = isRtl ? reordered(indexes, kinds, 'ltr').reverse() : reordered(indexes, kinds, 'rtl');
  const read = order.map((i) => seen[i] ?? '');
  const isTurned = order.map((i) => kinds[i] === 'neutral' && isInRtl(kinds, i, isRtl));
  const mirrored = read.map((text, i) => (isTurned[i] === true ? (MIRRORS.get(text) ?? text) : text));
  return (faults(mirrored) < faults(read) ? mirrored : read).join('');
}

function kindsOf(texts: readonly string[]): Kind[] {
  const plain = texts.map(kindOf);
  return plain.map((kind, i) => {
    const [before, after] = [plain[i - 1] === 'number', plain[i + 1] === 'number'];
    const text = texts[i] ?? '';
    const isPart = (before && after && BETWEEN_DIGITS.test(text)) || ((before || after) && BESIDE_DIGITS.test(text));
    return kind === 'neutral' && isPart ? 'number' : kind;
  });
}

/** Turns round every run that goes against the base direction; digits within one keep their order. */
function reordered(indexes: readonly number[], kinds: readonly Kind[], against: 'ltr' | 'rtl'): number[] {
  const out: number[] = [];
  let i = 0;
  while (i < indexes.length) {
    const kind = kinds[i];
    const starts = kind === against || (kind === 'number' && against === 'ltr');
    if (!starts) {
      out.push(i);
      i += 1;
      continue;
    }
    const end =
      kind === 'number' && !(against === 'ltr' && leadsToLtr(kinds, i))
        ? endOfNumber(indexes, kinds, i)
        : endOfRun(kinds, i, against);
    const run = indexes.slice(i, end);
    out.push(...(against === 'rtl' ? keepNumbers(run.reverse(), kinds) : run.reverse()));
    i = end;
  }
  return out;
}

/** Whether a number stands in a run of left-to-right letters, before one. */
function leadsToLtr(kinds: readonly Kind[], from: number): boolean {
  let i = from;
  while (kinds[i] === 'number') i += 1;
  return kinds[i] === 'ltr';
}

function endOfNumber(indexes: readonly number[], kinds: readonly Kind[], from: number): number {
  let i = from + 1;
  while (i < indexes.length && kinds[i] === 'number') i += 1;
  return i;
}

/** The run goes on to the last letter of its kind (or number) before one of the other kind. */
function endOfRun(kinds: readonly Kind[], from: number, kind: 'ltr' | 'rtl'): number {
  const other = kind === 'ltr' ? 'rtl' : 'ltr';
  let end = from + 1;
  for (let i = from + 1; i < kinds.length && kinds[i] !== other; i += 1) {
    if (kinds[i] === kind || (kinds[i] === 'number' && kind === 'ltr')) end = i + 1;
  }
  return end;
}

/** In a run that was turned round, numbers are turned back. */
function keepNumbers(run: readonly number[], kinds: readonly Kind[]): number[] {
  const out: number[] = [];
  let number: number[] = [];
  for (const i of run) {
    if (kinds[i] === 'number') number.push(i);
    else {
      out.push(...number.reverse(), i);
      number = [];
    }
  }
  out.push(...number.reverse());
  return out;
}

function isInRtl(kinds: readonly Kind[], at: number, isRtl: boolean): boolean {
  const near = (step: number): Kind | undefined => {
    for (let i = at + step; i >= 0 && i < kinds.length; i += step) if (kinds[i] !== 'neutral') return kinds[i];
    return undefined;
  };
  const [left, right] = [near(-1), near(1)];
  return left === 'rtl' || right === 'rtl'
    ? left !== 'ltr' && right !== 'ltr'
    : isRtl && left !== 'ltr' && right !== 'ltr';
}

const MIRRORS: ReadonlyMap<string, string> = new Map(
  ['()', '[]', '{}', '<>', '«»'].flatMap(([open = '', close = '']): [string, string][] => [
    [open, close],
    [close, open],
  ]),
);

/** Brackets that close before they open. Some writers say which bracket is meant, others which one is seen. */
function faults(texts: readonly string[]): number {
  let [open, count] = [0, 0];
  for (const text of texts) {
    if (/^[([{«]$/.test(text)) open += 1;
    else if (/^[)\]}»]$/.test(text)) {
      if (open === 0) count += 1;
      else open -= 1;
    }
  }
  return count + open;
}
