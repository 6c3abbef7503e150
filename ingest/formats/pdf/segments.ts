/**
 * Letters to segments: stretches of one line that stand close together, whatever order they were painted in. A line of a table has a
 * segment for each cell, a page in columns one for each column.
 */
import type { Letter } from './letters.ts';

export interface Segment {
  /** From left to right as they are seen, spaces between words included. */
  readonly letters: readonly Letter[];
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly size: number;
  /** Where it stands in the order of painting. */
  readonly order: number;
}

/** A stretch of letters painted one after another. */
interface Chain {
  letters: Letter[];
  start: number;
  end: number;
  base: number;
  size: number;
}

/** Gaps in ems: below the first, one segment in any case; below the second, when one operation painted both sides, or a space stands between. */
const WORD_GAP = 0.6;
const LOOSE_GAP = 2;
/** A letter may step back over the one before by this much. */
const MAX_OVERLAP = 0.6;
/** Lines whose cores, the height of small letters, overlap by this share are one: superscripts belong to their line. */
const SAME_LINE = 0.08;
const CORE = 0.5;

export function segmentsOf(letters: readonly Letter[]): Segment[] {
  const rows = rowsOf(chainsOf(letters));
  return rows.flatMap(splitRow);
}

function chainsOf(letters: readonly Letter[]): Chain[] {
  const chains: Chain[] = [];
  let chain: Chain | undefined;
  for (const letter of letters) {
    const size = chain === undefined ? letter.size : Math.max(chain.size, letter.size);
    const gap = chain === undefined ? 0 : letter.start - chain.end;
    const isNext =
      chain !== undefined &&
      Math.abs(letter.base - chain.base) < 0.05 * size &&
      letter.size > 0.8 * chain.size &&
      letter.size < 1.25 * chain.size &&
      isNear(chain, letter, letter.start) &&
      gap > -MAX_OVERLAP * size;
    if (chain !== undefined && isNext) {
      chain.letters.push(letter);
      chain.end = Math.max(chain.end, letter.end);
    } else {
      if (letter.text.trim() === '' && !isBeside(chain, letter)) continue;
      chain = { letters: [letter], start: letter.start, end: letter.end, base: letter.base, size: letter.size };
      chains.push(chain);
    }
  }
  return chains;
}

/** Whether a letter stands close enough to a chain to be of one piece with it. A space at the end of a chain is no part of the distance. */
function isNear(chain: Chain, next: Letter, start: number): boolean {
  const last = chain.letters.at(-1);
  if (last === undefined) return false;
  const size = Math.max(chain.size, next.size);
  if (isInOneGo(last, next)) return start - chain.end < LOOSE_GAP * size;
  const seen = chain.letters.findLast(({ text }) => text !== ' ') ?? last;
  return start - Math.min(chain.end, seen.end) < WORD_GAP * size;
}

/** Nothing was painted between the two, but a space perhaps. */
function isInOneGo(before: Letter, next: Letter): boolean {
  return next.order - before.order === 1 && (before.run === next.run || before.text === ' ' || next.text === ' ');
}

/** A space alone is kept where it may part two words. */
function isBeside(chain: Chain | undefined, letter: Letter): boolean {
  return chain !== undefined && Math.abs(letter.base - chain.base) < letter.size;
}

/** Chains that stand on one line of the page, by their cores. Large letters make rows first; small ones join them. */
function rowsOf(chains: readonly Chain[]): Chain[][] {
  const sorted = [...chains].sort((a, b) => a.base - b.base || a.start - b.start);
  const rows: { top: number; bottom: number; chains: Chain[] }[] = [];
  for (const chain of sorted) {
    const [top, bottom] = [chain.base - CORE * chain.size, chain.base];
    // Rows are sorted by their bottoms: only the latest few can be met.
    let best: (typeof rows)[number] | undefined;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 6; i -= 1) {
      const row = rows[i];
      if (row === undefined) break;
      const shared = Math.min(bottom, row.bottom) - Math.max(top, row.top);
      if (shared >= SAME_LINE * Math.min(bottom - top, row.bottom - row.top)) {
        best = row;
        break;
      }
    }
    if (best === undefined) rows.push({ top, bottom, chains: [chain] });
    else {
      best.chains.push(chain);
      if (bottom - top > best.bottom - best.top) {
        best.top = top;
        best.bottom = bottom;
      }
    }
  }
  return rows.map((row) => row.chains);
}

function splitRow(row: readonly Chain[]): Segment[] {
  const sorted = [...row].sort((a, b) => a.start - b.start);
  const groups: Chain[][] = [];
  let end = 0;
  let before: Chain | undefined;
  for (const chain of sorted) {
    const group = groups.at(-1);
    const [first] = chain.letters;
    const isClose = before !== undefined && first !== undefined && isNear(before, first, chain.start);
    if (group !== undefined && (isClose || chain.start < end)) {
      group.push(chain);
      end = Math.max(end, chain.end);
    } else {
      groups.push([chain]);
      end = chain.end;
    }
    before = chain;
  }
  return groups.map(segmentOf).filter((segment) => segment.letters.some(({ text }) => text.trim() !== ''));
}

function segmentOf(chains: readonly Chain[]): Segment {
  const [first] = chains;
  let [main, start, end] = [first, Infinity, -Infinity];
  for (const chain of chains) {
    start = Math.min(start, chain.start);
    end = Math.max(end, chain.end);
    if (main === undefined || weight(chain) > weight(main)) main = chain;
  }
  return {
    letters: spaced(chains),
    start,
    end,
    base: main?.base ?? 0,
    size: main?.size ?? 0,
    order: main?.letters[0]?.order ?? 0,
  };
}

function weight({ letters, size }: Chain): number {
  return letters.length * size;
}

/** A gap wider than this is a space between words, in ems. Between ideographs it must be wider. */
const SPACE_GAP = 0.18;
const IDEOGRAPH_GAP = 0.6;
/** Gaps between all letters alike are a letter-spaced line: they are no spaces. */
const SPACED_LETTERS = 5;
const LETTER_SPACE = 0.08;
const MAX_LETTER_SPACE = 0.75;
const IDEOGRAPH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

function spaced(chains: readonly Chain[]): Letter[] {
  const out: Letter[] = [];
  let end: number | undefined;
  let lastText = '';
  for (const { letter, usual } of inOrder(chains)) {
    if (end !== undefined && lastText !== ' ' && letter.text !== ' ') {
      const gap = (letter.start - end) / letter.size;
      const least = IDEOGRAPH.test(letter.text) && IDEOGRAPH.test(lastText) ? IDEOGRAPH_GAP : SPACE_GAP;
      if (gap > least + usual) out.push({ ...letter, text: ' ', start: end, end: letter.start });
    }
    // The space of a line that was struck twice is one.
    const isStruckTwice =
      letter.text === ' ' && lastText === ' ' && end !== undefined && letter.end < end + 0.1 * letter.size;
    if (!isStruckTwice) out.push(letter);
    end = Math.max(letter.end, end ?? letter.end);
    if (letter.text !== '') lastText = letter.text;
  }
  return out;
}

/**
 * The letters of chains as they stand on the line, also where one chain stands in a gap of another. Letters of one chain keep their order:
 * an accent may stand a little before its letter.
 */
function inOrder(chains: readonly Chain[]): { letter: Letter; usual: number }[] {
  const placed = chains.flatMap((chain) => {
    const usual = usualGap(chain);
    let at = -Infinity;
    return chain.letters.map((letter) => {
      at = Math.max(at, letter.start);
      return { letter, usual, at };
    });
  });
  return chains.length === 1 ? placed : placed.sort((one, other) => one.at - other.at);
}

/** What stands between any two letters of a letter-spaced chain, in ems; 0 for an ordinary one. */
function usualGap({ letters }: Chain): number {
  const gaps: number[] = [];
  letters.forEach((letter, i) => {
    const before = letters[i - 1];
    if (before === undefined || before.text.trim() === '' || letter.text.trim() === '') return;
    gaps.push((letter.start - before.end) / letter.size);
  });
  if (gaps.length < SPACED_LETTERS) return 0;
  // Hardly ever is there anything to sort.
  let narrow = 0;
  for (const gap of gaps) if (gap <= LETTER_SPACE) narrow += 1;
  if (narrow > gaps.length / 4) return 0;
  gaps.sort((a, b) => a - b);
  // The narrow quarter stands apart, too: no two letters touch.
  const quarter = gaps[Math.floor(gaps.length / 4)] ?? 0;
  const middle = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return quarter > LETTER_SPACE && middle < MAX_LETTER_SPACE ? middle : 0;
}
