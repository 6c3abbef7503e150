/**
 * What a terminal shows of a text with escape sequences: a screen of rows without end. Colours are dropped and
 * their text kept; what is concealed, written over, wiped or sent to the terminal itself becomes hidden runs of the row it stood in.
 * Source: ECMA-48 and the control sequences of xterm. It finds the sequences in the text; the screen carries them out.
 */
import type { Run } from '../../stages.ts';
import { Grid } from './grid.ts';

export interface Played {
  /** Rows of the screen from the top. */
  readonly rows: readonly (readonly Run[])[];
  /** The codes that were carried out or dropped, without the texts in them. */
  readonly codes: string;
}

/** Longest string for the terminal that may go over line ends. */
const MAX_STRING = 4_096;

/** Whether a text has something in it that only a terminal carries out. Carriage returns are looked at elsewhere. */
export const NEEDS_TERMINAL = /[\b\x1B\x90\x98\x9B\x9D-\x9F]/;

const SPECIAL = /[\n\r\b\x1B\x90\x98\x9B\x9D-\x9F]/g;
const CONTROL_SEQUENCE = /(?:\x1B\[|\x9B)([0-?]*)[ -/]*([@-~])/y;
const STRING_START = /\x1B[\]PX^_]|[\x9D\x90\x98\x9E\x9F]/y;
const STRING_END = /\x07|\x1B\\?|[\x9C\x18\x1A]/g;
/** Blanks, and the end of a link. */
const SAYS_NOTHING = /^\s*$|^8;[^;]*;$/;
const OTHER_ESCAPE = /\x1B[ -/]*[0-~]?|[\x90\x98\x9B\x9D-\x9F]/y;

/** Plays `text`. A carriage return goes back to the row's first column; whoever means a line end by it replaces it before. */
export function playTerminal(text: string): Played {
  const grid = new Grid();
  let codes = '';
  let at = 0;
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    if (next > at) grid.write(text.slice(at, next));
    if (next === text.length) break;
    at = next + 1;
    const c = text[next];
    if (c === '\n') grid.newLine();
    else if (c === '\r') grid.toColumn(0);
    else if (c === '\b') {
      grid.back();
      codes += c;
    } else {
      const sequence = matchAt(CONTROL_SEQUENCE, text, next);
      const string = sequence === undefined ? matchAt(STRING_START, text, next) : undefined;
      if (sequence !== undefined) {
        grid.carryOut(sequence[1] ?? '', sequence[2] ?? '');
        codes += sequence[0];
        at = next + sequence[0].length;
      } else if (string !== undefined) {
        const start = next + string[0].length;
        const { body, end } = stringAt(text, start);
        if (!SAYS_NOTHING.test(body)) grid.aside(body);
        codes += string[0];
        at = end;
      } else {
        const other = matchAt(OTHER_ESCAPE, text, next)?.[0] ?? '';
        grid.escape(other);
        codes += other;
        at = next + Math.max(1, other.length);
      }
    }
  }
  return { rows: grid.rows(), codes };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** The body of a string and where it ends: at its terminator, which may stand on a later line, else at the end of its line. */
function stringAt(text: string, start: number): { body: string; end: number } {
  const view = text.slice(start, start + MAX_STRING);
  STRING_END.lastIndex = 0;
  const terminator = STRING_END.exec(view);
  const line = view.indexOf('\n');
  if (terminator !== null && (line < 0 || terminator.index < line || terminator[0] !== '\x1B')) {
    // An escape that is no terminator begins the next sequence.
    const length = terminator[0] === '\x1B' ? 0 : terminator[0].length;
    return { body: view.slice(0, terminator.index), end: start + terminator.index + length };
  }
  if (line >= 0) return { body: view.slice(0, line), end: start + line };
  const end = text.indexOf('\n', start);
  const stop = end < 0 ? text.length : end;
  return { body: text.slice(start, stop), end: stop };
}
