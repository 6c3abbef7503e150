/**
 * `ActualText` in a page's content: what writers say a few glyphs mean together, where no table of a font can say it, as for the clusters of
 * Indic scripts. pdf.js reads past it. Source: ISO 32000-2, 14.9.4. Such text is taken for short clusters alone, and stands for its glyphs
 * in every check, so that it can't say more than a font's own table can.
 */

import type { Content } from './page-content.ts';

/** One marked content, in the order in which the page opens them. */
export interface MarkedContent {
  readonly tag: string;
  readonly actualText?: string;
}

/** Strings, dictionaries, names and words; comments and white space fall between. */
const TOKEN =
  /\((?:[^()\\]|\\[\s\S])*\)|<<|>>|<[0-9A-Fa-f\s]*>|[[\]]|\/[^\s()<>[\]{}/%]*|%[^\r\n]*|[^\s()<>[\]{}/%]+|[(){}<>]/g;
const MAX_OPERANDS = 64;

/** Forms in forms, and forms in all, that are read. */
const MAX_DEPTH = 8;
const MAX_FORMS = 300;

/** The marked contents of a content stream, those of layers left out, and those of the forms that it paints in their places. */
export function markedContents(content: Content): MarkedContent[] {
  const found: MarkedContent[] = [];
  let forms = 0;
  const read = (from: Content, depth: number): void => {
    for (const { operator, operands } of operations(from.text)) {
      if (operator === 'BMC' || operator === 'BDC') {
        const marked = markedBy(operands);
        if (marked.tag !== LAYER) found.push(marked);
      } else if (operator === 'Do' && depth < MAX_DEPTH && forms < MAX_FORMS) {
        const form = from.form((operands[0] ?? '').slice(1));
        if (form === undefined) continue;
        forms += 1;
        read(form, depth + 1);
      }
    }
  };
  read(content, 0);
  return found;
}

/** The tag of optional content, which pdf.js opens around whole forms as well. */
export const LAYER = 'OC';

function* operations(content: string): Generator<{ readonly operator: string; readonly operands: readonly string[] }> {
  const tokens = new RegExp(TOKEN);
  let operands: string[] = [];
  for (let match = tokens.exec(content); match !== null; match = tokens.exec(content)) {
    const [token] = match;
    if (token.startsWith('%')) continue;
    if (/^[([<>\]/]|^[+-]?[\d.]/.test(token)) {
      if (operands.length < MAX_OPERANDS) operands.push(token);
      continue;
    }
    yield { operator: token, operands };
    if (token === 'ID') {
      // The bytes of a picture follow.
      const end = /\sEI(?=\s)/g;
      end.lastIndex = tokens.lastIndex;
      tokens.lastIndex = end.exec(content) === null ? content.length : end.lastIndex;
    }
    operands = [];
  }
}

function markedBy(operands: readonly string[]): MarkedContent {
  const tag = (operands[0] ?? '').replace(/^\//, '');
  const at = operands.indexOf('/ActualText');
  const text = at < 0 ? undefined : operands[at + 1];
  return text === undefined ? { tag } : { tag, actualText: decoded(text) };
}

function decoded(token: string): string {
  const bytes = token.startsWith('<')
    ? Buffer.from(token.replace(/[<>\s]/g, ''), 'hex')
    : Buffer.from(token.slice(1, -1).replace(/\\([0-7]{1,3}|\r\n|[\s\S])/g, unescaped), 'latin1');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8');
  return bytes.toString('latin1');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(_: string, code: string): string {
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255);
  if (/^[\r\n]/.test(code)) return '';
  return ESCAPES[code] ?? code;
}

const MAX_GLYPHS = 6;
const MAX_UNITS = 12;
/** A glyph that says nothing by itself. */
const MUTE = /^[\u0000-\u001f\ufffd\ue000-\uf8ff]*$/;
/** Scripts whose clusters have no one glyph for each character. */
const CLUSTERED =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Thai}\p{Script=Lao}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Khmer}\p{Script=Han}]/u;

/** Whether a cluster's text is to be taken in place of what its glyphs say by themselves. */
export function isToBeTaken(actualText: string, glyphs: readonly string[]): boolean {
  if (glyphs.length === 0 || glyphs.length > MAX_GLYPHS || actualText.length > MAX_UNITS || actualText === '')
    return false;
  if (glyphs.join('') === actualText) return false;
  return glyphs.some((unicode) => MUTE.test(unicode)) || CLUSTERED.test(actualText);
}
