/**
 * Finds text written in a code that a model can read and a person does not: codes for bytes, spellings, and lines whose letters were
 * shifted, mirrored, turned around or replaced by digits; also inside each other. Answers only with what decodes to language.
 * Hashes, keys, tokens and data URIs decode to noise and are left out. Not attempted: ciphers with a key, acrostics, compressed data,
 * sentences with their words in reverse.
 */
import { BASE64, BYTE_CODES } from './encoded/bytes.ts';
import { readLines } from './encoded/lines.ts';
import { SPELLING_CODES } from './encoded/spelled.ts';
import type { Span } from './finding.ts';
import { isLanguage } from './words.ts';

export interface Encoded extends Span {
  /** Kebab-case name of the code. */
  readonly code: string;
  readonly decoded: string;
}

/** Longest candidate that is decoded, in UTF-16 units; the rest of a longer one is not language that anyone hid. */
export const MAX_CANDIDATE = 65_536;

/** How many codes inside each other are followed. */
export const MAX_NESTING = 3;

const CODES = [...BYTE_CODES, ...SPELLING_CODES];

/** Everything in `text` that decodes to language, in order of place; a place may have several readings. Spans are of `text`. Linear. */
export function findEncoded(text: string): readonly Encoded[] {
  return find(text, 1);
}

function find(text: string, depth: number): readonly Encoded[] {
  const found: Encoded[] = [];
  for (const { name: code, candidates, decode } of CODES) {
    for (const [start, end] of join(text, candidates, code === BASE64)) {
      if (end - start > MAX_CANDIDATE) continue;
      const decoded = decode(text.slice(start, end));
      if (decoded !== undefined && (isLanguage(decoded) || isEncodedAgain(decoded, depth)))
        found.push({ code, start, end, decoded });
    }
  }
  return [...found, ...readLines(text)].sort((a, b) => a.start - b.start);
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
