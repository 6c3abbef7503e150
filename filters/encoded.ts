/**
 * Finds text written in a code that a model can read and a person does not: base64, base32, hexadecimal, escapes, percent encoding,
 * entities, binary, character codes, rot13 and the other shifts, reversed lines. Answers only with what decodes to language.
 * Hashes, keys, tokens and data URIs decode to noise and are left out. Not attempted: ciphers with a key, acrostics, compressed data.
 */
import type { Span } from './finding.ts';
import { commonWords, isLanguage } from './words.ts';

export interface Encoded extends Span {
  /** Kebab-case name of the code. */
  readonly code: string;
  readonly decoded: string;
}

/** Longest candidate that is decoded, in UTF-16 units; the rest of a longer one is not language that anyone hid. */
export const MAX_CANDIDATE = 65_536;

/** How many codes inside each other are followed. */
export const MAX_NESTING = 3;

interface Code {
  readonly code: string;
  readonly candidates: RegExp;
  readonly decode: (candidate: string) => string | undefined;
}

const CODES: readonly Code[] = [
  { code: 'base64', candidates: /[A-Za-z0-9+/_-]{20,}={0,2}/g, decode: decodeBase64 },
  { code: 'base32', candidates: /(?<![A-Za-z0-9])[A-Z2-7]{32,}={0,6}/g, decode: decodeBase32 },
  {
    code: 'hex',
    candidates: /(?<![A-Za-z0-9])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ ,:]?){12,}/g,
    decode: (text) =>
      fromCodes(text.match(/(?:0x|\\x)?([0-9A-Fa-f]{2})/g)?.map((pair) => Number.parseInt(pair.slice(-2), 16))),
  },
  {
    code: 'unicode-escape',
    candidates: /(?:\\u\{?[0-9A-Fa-f]{4,6}\}?){6,}/g,
    decode: (text) => fromPoints(text.match(/[0-9A-Fa-f]{4,6}/g)?.map((hex) => Number.parseInt(hex, 16))),
  },
  { code: 'percent', candidates: /(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9._~+-]){12,}/g, decode: decodePercent },
  {
    code: 'entities',
    candidates: /(?:&#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});){6,}/g,
    decode: (text) =>
      fromPoints(
        text
          .match(/x?[0-9A-Fa-f]+(?=;)/g)
          ?.map((code) => (code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number(code))),
      ),
  },
  {
    code: 'binary',
    candidates: /(?<![0-9])(?:[01]{8}[ ,]?){8,}/g,
    decode: (text) => fromCodes(text.match(/[01]{8}/g)?.map((bits) => Number.parseInt(bits, 2))),
  },
  {
    code: 'character-codes',
    candidates: /(?<![0-9])(?:[0-9]{2,3}[ ,]{1,2}){11,}[0-9]{2,3}/g,
    decode: (text) =>
      fromCodes(text.match(/[0-9]{2,3}/g)?.map(Number)) ??
      fromCodes(text.match(/[0-9]{2,3}/g)?.map((octal) => Number.parseInt(octal, 8))),
  },
];

/** Everything in `text` that decodes to language, in order of place. Spans are of `text`. Linear. */
export function findEncoded(text: string): readonly Encoded[] {
  return find(text, 1);
}

function find(text: string, depth: number): readonly Encoded[] {
  const found: Encoded[] = [];
  for (const { code, candidates, decode } of CODES) {
    for (const [start, end] of join(text, candidates, code === 'base64')) {
      if (end - start > MAX_CANDIDATE) continue;
      const decoded = decode(text.slice(start, end));
      if (decoded !== undefined && (isLanguage(decoded) || isEncodedAgain(decoded, depth)))
        found.push({ code, start, end, decoded });
    }
  }
  return [...found, ...findShifted(text)].sort((a, b) => a.start - b.start);
}

/** A code in a code is no language before it is decoded once more. */
function isEncodedAgain(decoded: string, depth: number): boolean {
  return depth < MAX_NESTING && /^[\x20-\x7E\s]+$/.test(decoded) && find(decoded, depth + 1).length > 0;
}

/** Candidates as spans. Base64 is wrapped at 64 or 76 characters: full lines that follow each other are one candidate. */
function join(text: string, candidates: RegExp, wrapped: boolean): [number, number][] {
  const spans: [number, number][] = [];
  for (const match of text.matchAll(candidates)) {
    const end = match.index + match[0].length;
    const last = spans.at(-1);
    if (
      wrapped &&
      last !== undefined &&
      match.index - last[1] <= 2 &&
      /^\s+$/.test(text.slice(last[1], match.index)) &&
      last[1] - last[0] >= 48
    )
      last[1] = end;
    else spans.push([match.index, end]);
  }
  return spans;
}

function decodeBase64(candidate: string): string | undefined {
  const digits = candidate.replace(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const whole = digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0));
  try {
    return fromCodes(Array.from(atob(whole), (c) => c.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function decodeBase32(candidate: string): string | undefined {
  const codes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const c of candidate.replaceAll('=', '')) {
    buffer = (buffer * 32 + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c)) % 65_536;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      codes.push((buffer >> bits) & 0xff);
    }
  }
  return fromCodes(codes);
}

function decodePercent(candidate: string): string | undefined {
  if ((candidate.match(/%/g)?.length ?? 0) < 3) return undefined;
  const codes: number[] = [];
  for (const [piece] of candidate.matchAll(/%[0-9A-Fa-f]{2}|[^%]/g)) {
    codes.push(piece.length === 3 ? Number.parseInt(piece.slice(1), 16) : piece === '+' ? 0x20 : piece.charCodeAt(0));
  }
  return fromCodes(codes);
}

/** Bytes as UTF-8; undefined when they are not, or hold control characters. */
function fromCodes(codes: readonly number[] | undefined): string | undefined {
  if (codes === undefined || codes.some((code) => code > 0xff || Number.isNaN(code))) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes));
    return /[\0-\x08\x0E-\x1F]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function fromPoints(points: readonly number[] | undefined): string | undefined {
  if (points === undefined || points.some((point) => point > 0x10ffff || point === 0)) return undefined;
  return points.map((point) => String.fromCodePoint(point)).join('');
}

const LINE = /[^\n]{24,}/g;
/** What part of a line's letters common words cover: plain language is far above the one, gibberish below. */
const PLAIN_SHARE = 0.12;
const DECODED_SHARE = 0.4;
const MAX_LINE = 2_000;

/** Lines that are not language as they stand, and are when shifted or read backwards. */
function findShifted(text: string): Encoded[] {
  const found: Encoded[] = [];
  for (const match of text.matchAll(LINE)) {
    const line = match[0].slice(0, MAX_LINE);
    const letters = line.match(/[A-Za-z]/g)?.length ?? 0;
    if (letters < line.length * 0.6 || !line.trim().includes(' ') || commonWords(line).share > PLAIN_SHARE) continue;
    for (const [code, decode] of transpositions(line)) {
      const decoded = decode(line);
      const { count, share } = commonWords(decoded);
      if (count >= 3 && share >= DECODED_SHARE) {
        found.push({ code, start: match.index, end: match.index + line.length, decoded });
        break;
      }
    }
  }
  return found;
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
