/**
 * Lines that are not language as they stand, and are when their letters are shifted, mirrored or read backwards, or when the digits in
 * their words are read as the letters they look like ("leet"). Every likely reading is given: which of them says something is not judged here.
 */
import { commonWords } from '../words.ts';

const LINE = /[^\n]{24,}/g;
/** What part of a line's letters common words cover: plain language is far above the one, gibberish below. */
const PLAIN_SHARE = 0.12;
const DECODED_SHARE = 0.4;
const MIN_WORDS = 3;
const MAX_LINE = 2_000;

export interface LineReading {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
}

/** Readings of the lines of `text` that are language, at their places. */
export function readLines(text: string): LineReading[] {
  const found: LineReading[] = [];
  for (const match of text.matchAll(LINE)) {
    const line = match[0].slice(0, MAX_LINE);
    const place = { start: match.index, end: match.index + line.length };
    for (const { code, decoded } of readingsOf(line)) found.push({ code, ...place, decoded });
  }
  return found;
}

interface Reading {
  readonly code: string;
  readonly decoded: string;
}

function readingsOf(line: string): Reading[] {
  const leet = leetReading(line);
  if (leet !== undefined) return [leet];
  const letters = line.match(/[A-Za-z]/g)?.length ?? 0;
  const isSpaced = line.trim().includes(' ');
  // Rotated by 47 most letters are signs, and spaces stay.
  if (letters < line.length * 0.6) {
    const decoded = isSpaced && SIGNS.test(line) ? rotate47(line) : '';
    return isRead(decoded) ? [{ code: 'rot47', decoded }] : [];
  }
  if (!isSpaced || commonWords(line).share > PLAIN_SHARE) return [];
  return transpositions(line)
    .map(([code, decode]) => ({ code, decoded: decode(line) }))
    .filter(({ decoded }) => isRead(decoded));
}

function isRead(decoded: string): boolean {
  const { count, share } = commonWords(decoded);
  return count >= MIN_WORDS && share >= DECODED_SHARE;
}

const SIGNS = /[2-9:;<=>?@](?=[2-9:;<=>?@A-G])/;
const rotate47 = (line: string): string =>
  line.replace(/[!-~]/g, (c) => String.fromCharCode(33 + ((c.charCodeAt(0) - 33 + 47) % 94)));

/** A letter and a sign that stands for one, side by side in a word. */
const LEET_PAIR = /[A-Za-z][0134578@$!|]|[0134578@$][A-Za-z]/g;
const MIN_LEET_PAIRS = 4;
const LEET_WORD = /[A-Za-z0134578@$!|+]*[A-Za-z][A-Za-z0134578@$!|+]*|[0134578@$|+]{2,}/g;
const LEET: Readonly<Record<string, string>> = {
  ...{ 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '!': 'i', '+': 't' },
};

/** What a line in leet says, if that has clearly more common words than what stands there. */
function leetReading(line: string): Reading | undefined {
  if ((line.match(LEET_PAIR)?.length ?? 0) < MIN_LEET_PAIRS) return undefined;
  const decoded = line.replace(LEET_WORD, (word) => {
    const plain = word.replace(/[034578@$!+]/g, (c) => LEET[c] ?? c);
    const asI = plain.replace(/[1|]/g, 'i');
    const asL = plain.replace(/[1|]/g, 'l');
    return commonWords(asL).count > commonWords(asI).count ? asL : asI;
  });
  const before = commonWords(line);
  const after = commonWords(decoded);
  const isBetter = after.count >= before.count + MIN_WORDS && after.share > Math.max(before.share, PLAIN_SHARE * 2);
  return isBetter ? { code: 'leet', decoded } : undefined;
}

/** Letters of English text in per mille, a to z. Near enough for the other languages of `words.ts`. */
const FREQUENCIES = [
  82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1,
];
/** Shifts that are tried, of those whose letters are most like a language's. */
const BEST_SHIFTS = 2;

/** Ways to read `line` that are worth a try: backwards, mirrored, and shifted by the likeliest distances. */
function transpositions(line: string): readonly (readonly [string, (line: string) => string])[] {
  const counts = new Array<number>(26).fill(0);
  for (const c of line.toLowerCase()) {
    const letter = c.charCodeAt(0) - 97;
    if (letter >= 0 && letter < 26) counts[letter] = (counts[letter] ?? 0) + 1;
  }
  const likeness = (place: (letter: number) => number): number =>
    counts.reduce((sum, count, letter) => sum + count * (FREQUENCIES[place(letter)] ?? 0), 0);
  const asItStands = likeness((letter) => letter);
  const shifts = Array.from({ length: 25 }, (_, i) => ({
    by: i + 1,
    likeness: likeness((letter) => (letter + i + 1) % 26),
  }))
    .filter((candidate) => candidate.likeness > asItStands)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, BEST_SHIFTS);
  return [
    ['reversed', reverse],
    ['reversed-letters', (text) => text.replace(/[A-Za-z]+/g, reverse)],
    ...(likeness((letter) => 25 - letter) > asItStands ? [['atbash', mirror] as const] : []),
    ...shifts.map(({ by }) => [by === 13 ? 'rot13' : 'caesar', (text: string) => shift(text, by)] as const),
  ];
}

const reverse = (text: string): string => [...text].reverse().join('');
const mirror = (text: string): string =>
  text.replace(/[A-Za-z]/g, (c) => String.fromCharCode((c <= 'Z' ? 155 : 219) - c.charCodeAt(0)));

function shift(line: string, by: number): string {
  return line.replace(/[A-Za-z]/g, (c) => {
    const base = c <= 'Z' ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - base + by) % 26) + base);
  });
}
