/**
 * Reads what was written in characters nobody sees: bytes in variation selectors, bits in zero-width characters, ASCII in private code points.
 * Answers only with text that reads like text, so that noise is never shown as a message. Work is bounded by {@link MAX_SYMBOLS}.
 */

import { commonWords } from '../../../filters/words.ts';

/** Longest payload that is decoded, in symbols; what comes after is cut all the same. */
export const MAX_SYMBOLS = 65_536;

/** Enough symbols to judge a guess of the code before all of it is decoded. */
const PROBE_SYMBOLS = 512;
const MIN_READABLE = 3;

/** Whether a decoded payload reads like text: nearly all of it printable, most of it letters, digits or spaces. */
export function isReadable(text: string): boolean {
  const length = [...text].length;
  if (length < MIN_READABLE) return false;
  const printable = text.match(/[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Extended_Pictographic}\t\n]/gu)?.length ?? 0;
  const wordy = text.match(/[\p{L}\p{M}\p{N} ]/gu)?.length ?? 0;
  return printable >= length * 0.95 && wordy >= length * 0.6;
}

/** UTF-8 of `bytes`, if it is well formed and readable. */
export function readBytes(bytes: readonly number[]): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return isReadable(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads symbols of a small alphabet as text: two symbols as bits (eight or seven to a character), three as bits with a separator,
 * four as base 4. Every assignment of digits is tried on a probe; what reads most like language wins.
 */
export function readSymbols(symbols: readonly string[]): string | undefined {
  const used = symbols.slice(0, MAX_SYMBOLS);
  const alphabet = [...new Set(used)];
  if (used.length < 14 || alphabet.length < 2 || alphabet.length > 4) return undefined;
  if (alphabet.length === 3) {
    for (const separator of alphabet) {
      const digits = alphabet.filter((symbol) => symbol !== separator);
      const found = bestReading(used, digits, (values) => separated(values));
      if (found !== undefined) return found;
    }
  }
  const base = alphabet.length === 2 ? 2 : 4;
  const digits = base === 2 ? alphabet : [...alphabet, ...(alphabet.length === 3 ? ['\0'] : [])];
  for (const width of base === 2 ? [8, 7] : [4]) {
    const found = bestReading(used, digits, (values) => grouped(values, base, width));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Tries every order of `digits`; symbols that are no digit become -1. Of several readings the one with most common words is taken. */
function bestReading(
  symbols: readonly string[],
  digits: readonly string[],
  read: (values: readonly number[]) => string | undefined,
): string | undefined {
  const probe = symbols.slice(0, PROBE_SYMBOLS);
  let best: { text: string; share: number } | undefined;
  for (const order of permutations(digits)) {
    const values = (list: readonly string[]): number[] => list.map((symbol) => order.indexOf(symbol));
    const text = read(values(probe)) === undefined ? undefined : read(values(symbols));
    if (text === undefined) continue;
    const { share } = commonWords(text);
    if (best === undefined || share > best.share) best = { text, share };
  }
  return best?.text;
}

function grouped(values: readonly number[], base: number, width: number): string | undefined {
  const codes: number[] = [];
  for (let i = 0; i + width <= values.length; i += width) {
    codes.push(values.slice(i, i + width).reduce((sum, value) => sum * base + value, 0));
  }
  return readAscii(codes) ?? (width === 7 ? undefined : readBytes(codes));
}

function separated(values: readonly number[]): string | undefined {
  const codes: number[] = [];
  let code = 0;
  let bits = 0;
  for (const value of [...values, -1]) {
    if (value >= 0) {
      code = code * 2 + value;
      bits += 1;
      if (bits > 16) return undefined;
    } else if (bits > 0) {
      codes.push(code);
      code = 0;
      bits = 0;
    }
  }
  // The last group of a probe may be cut short.
  return readAscii(codes) ?? readAscii(codes.slice(0, -1));
}

/** Plain ASCII, if `codes` are it and readable. Stricter than UTF-8: a guess of the code must not turn noise into a message. */
export function readAscii(codes: readonly number[]): string | undefined {
  if (codes.some((code) => code > 0x7e || (code < 0x20 && code !== 9 && code !== 10 && code !== 13))) return undefined;
  const text = codes.map((code) => String.fromCharCode(code)).join('');
  const letters = text.match(/[A-Za-z ]/g)?.length ?? 0;
  return text.length >= MIN_READABLE && letters >= text.length * 0.7 ? text : undefined;
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}
