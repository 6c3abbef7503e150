/**
 * A JSON document (one value, not JSON Lines) as the person who opens it in a viewer reads it: laid out as it is, with `\u` escapes
 * decoded, so that what they spell is washed like any other text. Values whose key comes again are hidden. Escapes that keep a string
 * in its quotes (`\"`, `\\`, `\n` and the like) stay: the text is JSON as before.
 */
import type { Run } from '../../stages.ts';
import { hiddenBy } from '../../visibility/technique.ts';
import { NEEDS_TERMINAL, playTerminal } from '../terminal/screen.ts';
import { type Range, scanJson } from './scan.ts';
import { JSON_TECHNIQUES } from './techniques.ts';

const LOSER = hiddenBy(JSON_TECHNIQUES, 'json-duplicate-key');

/** The runs of `text` when it is one JSON object or list; `undefined` when it is something else. */
export function jsonRuns(text: string): Run[] | undefined {
  if (!isJson(text)) return undefined;
  const { escaped, losers } = scanJson(text);
  const runs: Run[] = [];
  let next = 0;
  const show = (from: number, to: number): Run[] => {
    const shown: Run[] = [];
    let at = from;
    for (let token = escaped[next]; token !== undefined && token.start < to; token = escaped[next]) {
      next += 1;
      shown.push({ text: text.slice(at, token.start) });
      for (const run of stringRuns(text, token)) shown.push(run);
      at = token.end;
    }
    shown.push({ text: text.slice(at, to) });
    return shown;
  };
  let at = 0;
  for (const { start, end } of losers) {
    for (const run of show(at, start)) runs.push(run);
    const lost = show(start, end)
      .map((run) => run.text)
      .join('');
    runs.push({ text: lost.replace(/^\s+|,$/g, ''), hidden: LOSER });
    at = end;
  }
  for (const run of show(at, text.length)) runs.push(run);
  return runs;
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function stringRuns(text: string, { start, end }: Range): readonly Run[] {
  const decoded = text
    .slice(start, end)
    .replace(/\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|.)/g, decode);
  // A terminal's codes end with their string: what one value conceals is no other's concern.
  if (!NEEDS_TERMINAL.test(decoded)) return [{ text: decoded }];
  return [{ text: '"' }, ...playTerminal(decoded.slice(1, -1)).rows.flat(), { text: '"' }];
}

function decode(escaped: string, high: string | undefined, low: string | undefined): string {
  if (high === undefined) return escaped;
  const unit = Number.parseInt(high, 16);
  const isHigh = unit >= 0xd800 && unit <= 0xdbff;
  if (isHigh && low !== undefined) return String.fromCharCode(unit, Number.parseInt(low, 16));
  const first = one(unit, escaped.slice(0, 6));
  return low === undefined ? first : first + escaped.slice(6);
}

/** The character, or its escape where the character would end its string or be half of one. */
function one(unit: number, escaped: string): string {
  const c = String.fromCharCode(unit);
  if (unit >= 0xd800 && unit <= 0xdfff) return escaped;
  return /["\\\n\r\t]/.test(c) ? JSON.stringify(c).slice(1, -1) : c;
}
