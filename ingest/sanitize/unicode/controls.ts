/**
 * Controls: line ends become `\n`, terminal escapes are carried out as far as they hide text, everything else of C0 and C1 but tab goes.
 * Colour is dropped and its text kept; concealed text, text in the colour of its ground, erased lines and the bodies of OSC,
 * DCS, APC, PM and SOS strings are cut. Cursor movements are dropped, not carried out.
 */
import type { Note, Pass } from './pass.ts';

const ANY_CONTROL = /[\0-\x08\x0B-\x1F\x7F-\x9F\p{Surrogate}]/u;
/** One escape sequence. Bodies end at their terminator, at another escape or at the end of the line. */
const ESCAPE =
  /(?:\x1B\[|\x9B)([0-?]*)[ -/]*([@-~])|(?:\x1B[\]PX^_]|[\x9D\x90\x98\x9E\x9F])([^\x07\x1B\x9C\n]*)(?:\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]?/g;
const ERASE_LINE = /^[12]$/;

export const cutControls: Pass = (text, note) => {
  if (!ANY_CONTROL.test(text)) return text;
  let clean = text.replace(/\r\n?|\x85|[\v\f]/g, '\n');
  if (/[\x1B\x90\x98\x9B\x9D-\x9F]/.test(clean)) clean = carryOutEscapes(clean, note);
  if (clean.includes('\b')) clean = carryOutBackspaces(clean, note);
  const stray: string[] = [];
  clean = clean.replace(/[\0-\x08\x0B-\x1F\x7F-\x9F]/g, (c) => {
    stray.push(c);
    return '';
  });
  if (stray.length > 0) note({ technique: 'control-characters', severity: 'low', removed: stray.join('') });
  const halves = clean.match(/\p{Surrogate}/gu);
  if (halves !== null) {
    note({ technique: 'ill-formed-text', severity: 'low', removed: halves.join('') });
    clean = clean.replace(/\p{Surrogate}/gu, '\uFFFD');
  }
  return clean;
};

/** The part of a terminal's state that decides whether text is seen. */
interface Pen {
  concealed: boolean;
  ink: string;
  ground: string;
}

function carryOutEscapes(text: string, note: Note): string {
  const pen: Pen = { concealed: false, ink: '', ground: '' };
  const kept: string[] = [];
  const hidden: string[] = [];
  const bodies: string[] = [];
  let plain = '';
  const put = (piece: string): void => {
    const isHidden = pen.concealed || (pen.ink !== '' && pen.ink === pen.ground);
    (isHidden ? hidden : kept).push(piece);
  };
  let end = 0;
  for (const match of text.matchAll(ESCAPE)) {
    put(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, parameters = '', final, body] = match;
    if (final === 'm') setPen(pen, parameters);
    else if (final === 'K' && ERASE_LINE.test(parameters)) hidden.push(eraseLine(kept));
    else if (body !== undefined && body !== '') bodies.push(body);
    plain += final === undefined ? whole.slice(0, 2) : whole;
  }
  put(text.slice(end));
  if (plain !== '') note({ technique: 'terminal-escape', severity: 'info', removed: plain });
  const body = bodies.join(' ');
  if (body !== '') note({ technique: 'terminal-string', severity: 'low', removed: body });
  const concealed = hidden.join(' ').trim();
  if (concealed !== '')
    note({ technique: 'terminal-concealed', severity: 'high', removed: concealed, decoded: concealed });
  return kept.join('');
}

/** Takes the text since the last line end out of `kept` and returns it. */
function eraseLine(kept: string[]): string {
  const erased: string[] = [];
  for (let piece = kept.pop(); piece !== undefined; piece = kept.pop()) {
    const newline = piece.lastIndexOf('\n');
    erased.unshift(piece.slice(newline + 1));
    if (newline >= 0) {
      kept.push(piece.slice(0, newline + 1));
      break;
    }
  }
  return erased.join('');
}

/** Select Graphic Rendition of ECMA-48, and the 256-colour and true-colour forms of xterm. */
function setPen(pen: Pen, parameters: string): void {
  const codes = parameters.split(/[;:]/).map(Number);
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    if (code === 0) Object.assign(pen, { concealed: false, ink: '', ground: '' });
    else if (code === 8) pen.concealed = true;
    else if (code === 28) pen.concealed = false;
    else if (code === 38 || code === 48) {
      const length = codes[i + 1] === 2 ? 4 : 2;
      const colour = codes.slice(i + 1, i + 1 + length).join(';');
      if (code === 38) pen.ink = colour;
      else pen.ground = colour;
      i += length;
    } else if (code === 39) pen.ink = '';
    else if (code === 49) pen.ground = '';
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) pen.ink = String(code);
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) pen.ground = String(code - 10);
  }
}

/** A backspace takes the character before it: the bold and underlined letters of manual pages lose nothing, overprinted text goes. */
function carryOutBackspaces(text: string, note: Note): string {
  const kept: string[] = [];
  const overprinted: string[] = [];
  let longest = 0;
  let run = 0;
  for (const c of text) {
    if (c !== '\b') {
      kept.push(c);
      run = 0;
      continue;
    }
    run += 1;
    longest = Math.max(longest, run);
    if (kept.length > 0 && kept.at(-1) !== '\n') overprinted.push(kept.pop() ?? '');
  }
  const removed = overprinted.reverse().join('');
  note({ technique: 'terminal-backspace', severity: longest > 1 ? 'medium' : 'info', removed });
  return kept.join('');
}
