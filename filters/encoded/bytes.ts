/**
 * Codes that write bytes or code points in fewer letters: base64, base32, Ascii85, hexadecimal, octal, decimal, binary, escapes of
 * programming languages, percent encoding, entities, quoted-printable. Sources: RFC 4648, RFC 3986, RFC 2045.
 */
import { type Code, fromBytes, fromPoints } from './code.ts';

export const BASE64 = 'base64';

/** Base64 stands alone, wrapped (joined by the caller), in groups of four or eight, or backwards. */
export const BYTE_CODES: readonly Code[] = [
  { name: BASE64, candidates: /[A-Za-z0-9+/_-]{20,}={0,2}/g, decode: decodeBase64 },
  { name: BASE64, candidates: /(?<!\S)(?:[A-Za-z0-9+/]{4} ){6,}[A-Za-z0-9+/]{1,4}={0,2}/g, decode: decodeBase64 },
  { name: BASE64, candidates: /(?<!\S)(?:[A-Za-z0-9+/]{8} ){4,}[A-Za-z0-9+/]{1,8}={0,2}/g, decode: decodeBase64 },
  { name: 'base64-reversed', candidates: /[A-Za-z0-9+/_=-]{22,}/g, decode: decodeBackwards },
  { name: 'base32', candidates: /(?<![A-Za-z0-9])[A-Z2-7]{32,}={0,6}/g, decode: decodeBase32 },
  { name: 'ascii85', candidates: /<~[!-uz\s]{20,65536}~>/g, decode: decodeAscii85 },
  {
    name: 'hex',
    candidates: /(?<![A-Za-z0-9])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ ,:]?){12,}/g,
    decode: (text) => fromBytes(numbers(text, /(?:0x|\\x)?([0-9A-Fa-f]{2})/g, (pair) => hex(pair.slice(-2)))),
  },
  {
    name: 'unicode-escape',
    candidates: /(?:\\u\{?[0-9A-Fa-f]{4,6}\}?){6,}/g,
    decode: (text) => fromPoints(numbers(text, /[0-9A-Fa-f]{4,6}/g, hex)),
  },
  {
    name: 'octal-escape',
    candidates: /(?:\\[0-3][0-7]{2}){6,}/g,
    decode: (text) => fromBytes(numbers(text, /[0-7]{3}/g, (digits) => Number.parseInt(digits, 8))),
  },
  { name: 'percent', candidates: /(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9._~+-]){12,}/g, decode: decodePercent },
  {
    name: 'quoted-printable',
    candidates: /(?:=[0-9A-Fa-f]{2}){8,}/g,
    decode: (text) => fromBytes(numbers(text, /[0-9A-Fa-f]{2}/g, hex)),
  },
  {
    name: 'entities',
    candidates: /(?:&#(?:[xX][0-9A-Fa-f]{1,6}|[0-9]{1,7});){6,}/g,
    decode: (text) =>
      fromPoints(
        numbers(text, /[xX]?[0-9A-Fa-f]+(?=;)/g, (code) => (/^x/i.test(code) ? hex(code.slice(1)) : Number(code))),
      ),
  },
  {
    name: 'binary',
    candidates: /(?<![0-9])(?:[01]{8}[ ,]?){8,}/g,
    decode: (text) => fromBytes(numbers(text, /[01]{8}/g, (bits) => Number.parseInt(bits, 2))),
  },
  {
    name: 'character-codes',
    candidates: /(?<![0-9])(?:[0-9]{2,3}[ ,]{1,2}){11,}[0-9]{2,3}/g,
    decode: (text) =>
      fromBytes(numbers(text, /[0-9]{2,3}/g, Number)) ??
      fromBytes(numbers(text, /[0-9]{2,3}/g, (octal) => Number.parseInt(octal, 8))),
  },
];

function numbers(text: string, pattern: RegExp, read: (piece: string) => number): number[] | undefined {
  return text.match(pattern)?.map(read);
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}

function decodeBase64(candidate: string): string | undefined {
  const digits = candidate.replace(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const whole = digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0));
  try {
    return fromBytes(Array.from(atob(whole), (c) => c.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

/** Padding in front gives base64 away that was turned around. */
function decodeBackwards(candidate: string): string | undefined {
  return candidate.startsWith('=') ? decodeBase64(Array.from(candidate).reverse().join('')) : undefined;
}

function decodeBase32(candidate: string): string | undefined {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const c of candidate.replaceAll('=', '')) {
    buffer = (buffer * 32 + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c)) % 65_536;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return fromBytes(bytes);
}

/** Five digits of base 85 for four bytes, `z` for four zeros, between `<~` and `~>`. */
function decodeAscii85(candidate: string): string | undefined {
  const digits = Array.from(
    candidate.slice(2, -2).replace(/\s/g, '').replaceAll('z', '!!!!!'),
    (c) => c.charCodeAt(0) - 33,
  );
  const bytes: number[] = [];
  for (let i = 0; i < digits.length; i += 5) {
    const group = digits.slice(i, i + 5);
    const value = [...group, 84, 84, 84, 84].slice(0, 5).reduce((sum, digit) => sum * 85 + digit, 0);
    for (let byte = 0; byte < group.length - 1; byte += 1) bytes.push(Math.floor(value / 256 ** (3 - byte)) % 256);
  }
  return fromBytes(bytes);
}

function decodePercent(candidate: string): string | undefined {
  if ((candidate.match(/%/g)?.length ?? 0) < 3) return undefined;
  const bytes: number[] = [];
  for (const [piece] of candidate.matchAll(/%[0-9A-Fa-f]{2}|[^%]/g)) {
    bytes.push(piece.length === 3 ? hex(piece.slice(1)) : piece === '+' ? 0x20 : piece.charCodeAt(0));
  }
  return fromBytes(bytes);
}
